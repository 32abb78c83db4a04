namespace MlMonitor.Core.Pipelines;

/// <summary>How long a step usually takes, as the median of its earlier runs: one slow run does not move it.</summary>
/// <param name="Median">The median.</param>
/// <param name="RunCount">How many earlier runs it is the median of.</param>
internal readonly record struct UsualDuration(TimeSpan Median, int RunCount)
{
    /// <summary>Fewer runs say nothing about what is usual.</summary>
    private const int FewestRuns = 3;

    /// <summary>Far longer than usual: three times the median, and not just some minutes of a short step.</summary>
    private const double Factor = 3;
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    /// <summary>Takes the median of earlier runs; null where there are too few.</summary>
    public static UsualDuration? Of(IEnumerable<TimeSpan> earlier)
    {
        var sorted = earlier.Where(d => d >= TimeSpan.Zero).Order().ToArray();
        if (sorted.Length < FewestRuns)
            return null;
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] / 2) + (sorted[middle] / 2);
        return new UsualDuration(median, sorted.Length);
    }

    public bool IsExceededBy(TimeSpan running) => running.TotalSeconds > Median.TotalSeconds * Factor && running - Median > Margin;

    /// <summary>The comparison in words.</summary>
    public string Compare(TimeSpan running) => $"running for {Words(running)}, usually {Words(Median)} (median of {RunCount} earlier runs)";

    private static string Words(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } => $"{span.TotalDays:0} days",
        { TotalHours: >= 2 } => $"{span.TotalHours:0} h",
        { TotalMinutes: >= 2 } => $"{span.TotalMinutes:0} min",
        _ => $"{span.TotalSeconds:0} s",
    };
}
