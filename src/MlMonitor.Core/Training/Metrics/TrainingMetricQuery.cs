namespace MlMonitor.Core.Training.Metrics;

/// <summary>Which metrics of training jobs to read, and from where.</summary>
public sealed record TrainingMetricQuery
{
    /// <summary>Metrics named in full: each is asked for, even where no list has it yet.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Chooses among all metrics of a job by name; null to read none but the named.</summary>
    public Func<string, bool>? Matches { get; init; } = _ => true;

    /// <summary>Where to read; empty to read each metric from the first place that has it.</summary>
    public IReadOnlySet<MlMetricSource> Sources { get; init; } = new HashSet<MlMetricSource>();

    /// <summary>Seconds between two points of CloudWatch; null for as few as it still keeps and as are of use.</summary>
    public int? Period { get; init; }

    /// <summary>The earliest point; null for the job's beginning.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>Which way the metrics get better; null to go by their names.</summary>
    public MlMetricDirection? Direction { get; init; }

    /// <summary>Whether what a series lacks is reported as a problem too, for readers that see points and not the series' note.</summary>
    public bool ReportsGaps { get; init; }

    /// <summary>Whether a job without metrics is warned of; not for readers that say so themselves.</summary>
    public bool WarnsOfNone { get; init; } = true;

    internal bool Reads(MlMetricSource source) => Sources.Count == 0 || Sources.Contains(source);

    /// <summary>Whether one source is to answer for each metric, and which does not matter.</summary>
    internal bool TakesFirst => Sources.Count == 0;

    internal bool Wants(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase) || Matches?.Invoke(name) == true;
}
