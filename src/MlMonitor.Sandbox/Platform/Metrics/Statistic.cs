using System.Globalization;

namespace MlMonitor.Sandbox.Platform.Metrics;

/// <summary>A statistic of CloudWatch over the samples of a period.</summary>
internal static class Statistic
{
    /// <summary>How to reckon it; null when there is none of that name.</summary>
    public static Func<IReadOnlyList<Sample>, double?>? Of(string name) => name switch
    {
        "Sum" => samples => samples.Sum(sample => sample.Sum),
        "SampleCount" => samples => samples.Sum(sample => sample.Count),
        "Average" => samples => samples.Sum(sample => sample.Sum) / samples.Sum(sample => sample.Count),
        "Minimum" => samples => samples.Min(sample => sample.Minimum),
        "Maximum" => samples => samples.Max(sample => sample.Maximum),
        ['p', .. var digits] when double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 100 =>
            samples => Percentile(samples, share / 100),
        _ => null,
    };

    /// <summary>The value that so large a share is not above; none where only statistics were published, of different values.</summary>
    private static double? Percentile(IReadOnlyList<Sample> samples, double share)
    {
        if (samples.Any(sample => sample.Minimum != sample.Maximum))
            return null;
        var rank = share * samples.Sum(sample => sample.Count);
        var below = 0.0;
        foreach (var sample in samples.OrderBy(sample => sample.Minimum))
        {
            below += sample.Count;
            if (below >= rank)
                return sample.Minimum;
        }

        return samples.Max(sample => sample.Maximum);
    }
}

/// <summary>What CloudWatch still has: the older a point, the longer the shortest period that shows it.</summary>
internal static class Retention
{
    public static TimeSpan Of(int period) => period switch
    {
        < 60 => TimeSpan.FromHours(3),
        < 300 => TimeSpan.FromDays(15),
        < 3600 => TimeSpan.FromDays(63),
        _ => TimeSpan.FromDays(455),
    };
}
