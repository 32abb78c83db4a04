using System.Globalization;

namespace MlMonitor;

/// <summary>One metric of a model's quality in one hour or on one day.</summary>
/// <param name="Time">When the hour or the day begins (UTC).</param>
/// <param name="Value">The value; null where too few predictions have a label, or there is nothing to divide by.</param>
/// <param name="Lower">The lower end of where the value may truly be; null where not known.</param>
/// <param name="Upper">The upper end of where the value may truly be; null where not known.</param>
/// <param name="Count">Of how many labelled predictions it is.</param>
public sealed record MlQualityPoint(DateTimeOffset Time, double? Value, double? Lower, double? Upper, long Count)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Time.UtcDateTime:yyyy-MM-dd HH:mm} {Value:0.####}").TrimEnd();
}
