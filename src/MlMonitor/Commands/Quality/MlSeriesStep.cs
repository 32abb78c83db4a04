namespace MlMonitor.Commands;

/// <summary>How long a point of a series is.</summary>
public enum MlSeriesStep
{
    /// <summary>An hour.</summary>
    Hour,

    /// <summary>A day (UTC).</summary>
    Day,
}
