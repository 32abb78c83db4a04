namespace MlMonitor.Completion;

/// <summary>Completes the statistics of CloudWatch.</summary>
public sealed class StatisticCompleter : NameCompleter
{
    /// <summary>The statistics, percentiles and trimmed means of any number among them.</summary>
    internal const string Pattern = @"^(SampleCount|Sum|Average|Minimum|Maximum|(p|tm|wm|tc|ts)\d{1,2}(\.\d{1,10})?|p100|IQM)$";

    private static readonly string[] Known = ["Sum", "Average", "Minimum", "Maximum", "SampleCount", "p50", "p90", "p95", "p99", "tm99"];

    /// <summary>A statistic as CloudWatch spells it, which cares about capitals.</summary>
    /// <param name="statistic">As the user spells it.</param>
    /// <returns>As CloudWatch does.</returns>
    internal static string Spelt(string statistic) =>
        Known.FirstOrDefault(k => k.Equals(statistic, StringComparison.OrdinalIgnoreCase))
        ?? (statistic.Equals("IQM", StringComparison.OrdinalIgnoreCase) ? "IQM" : statistic.ToLowerInvariant());

    /// <inheritdoc/>
    protected override IEnumerable<string> Names() => Known;
}
