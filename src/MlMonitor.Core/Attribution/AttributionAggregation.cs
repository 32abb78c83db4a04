namespace MlMonitor.Core.Attribution;

/// <summary>How the attributions of many predictions are made one. The names are Clarify's <c>agg_method</c>.</summary>
public enum AttributionAggregation
{
    /// <summary>The mean without signs: <c>mean_abs</c>, which is usual.</summary>
    MeanAbsolute,

    /// <summary>The median without signs: <c>median</c>.</summary>
    Median,

    /// <summary>The mean of the squares: <c>mean_sq</c>.</summary>
    MeanSquare,
}
