namespace MlMonitor.Core.Training.Rules;

/// <summary>All that is known of a training or tuning job when it is judged. Nothing here is read from AWS: whoever asks has read it.</summary>
public sealed record TrainingEvidence
{
    /// <summary>The job.</summary>
    public required MlJob Job { get; init; }

    /// <summary>The metrics of the algorithm over time; empty where it publishes none.</summary>
    public IReadOnlyList<MlTrainingSeries> Metrics { get; init; } = [];

    /// <summary>
    /// CPUUtilization, MemoryUtilization, GPUUtilization, GPUMemoryUtilization and DiskUtilization of each node, in the percent of
    /// CloudWatch: CPU and GPU are summed over cores and cards, so that four cards at work are 400 %.
    /// </summary>
    public IReadOnlyList<MlTrainingSeries> Utilization { get; init; } = [];

    /// <summary>How many cores (vCPU) one instance has; null where not known: the CPU is then not judged.</summary>
    public int? CoreCount { get; init; }

    /// <summary>How many GPU cards one instance has; null where not known: the GPU is then not judged.</summary>
    public int? CardCount { get; init; }

    /// <summary>Whether the log was read. Only then does it mean something that there is nothing in it.</summary>
    public bool LogRead { get; init; }

    /// <summary>When the last line was logged (UTC); null where there is none, or the log was not read.</summary>
    public DateTimeOffset? LastLogEvent { get; init; }

    /// <summary>When the algorithm last published a metric (UTC); null to go by <see cref="Metrics"/>.</summary>
    public DateTimeOffset? LastMetric { get; init; }

    /// <summary>The secondary statuses the job went through, oldest first.</summary>
    public IReadOnlyList<TrainingTransition> Transitions { get; init; } = [];

    /// <summary>The search, for a tuning job; null for others.</summary>
    public TuningEvidence? Tuning { get; init; }

    /// <summary>What could not be read. Each is a result of its own: what was not seen is never taken for health.</summary>
    public IReadOnlyList<TrainingGap> Gaps { get; init; } = [];

    /// <summary>The time it is judged at (UTC).</summary>
    public required DateTimeOffset Now { get; init; }
}

/// <summary>Something that could not be read.</summary>
/// <param name="Checks">The checks that lack it; <see cref="MlTrainingCheck.All"/> where nothing at all is known of the job.</param>
/// <param name="Reason">What could not be read and why.</param>
/// <param name="MetricName">The metric, where it is one; null otherwise.</param>
public sealed record TrainingGap(IReadOnlyList<MlTrainingCheck> Checks, string Reason, string? MetricName = null);

/// <summary>A training job entered a secondary status.</summary>
/// <param name="Status">The status as AWS gave it, such as <c>Training</c> or <c>Interrupted</c>.</param>
/// <param name="Start">Since when (UTC).</param>
public sealed record TrainingTransition(string Status, DateTimeOffset Start);

/// <summary>What a tuning job has tried.</summary>
public sealed record TuningEvidence
{
    /// <summary>Which way its objective gets better.</summary>
    public required MlMetricDirection Direction { get; init; }

    /// <summary>The trials, in any order.</summary>
    public required IReadOnlyList<TuningTrial> Trials { get; init; }

    /// <summary>How many it may make; null where not known.</summary>
    public int? MaximumTrials { get; init; }
}

/// <summary>One training job of a tuning job.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">Its status.</param>
/// <param name="Objective">The value of the objective; null where it gave none.</param>
/// <param name="Ended">When it ended (UTC); null while it runs.</param>
public sealed record TuningTrial(string Name, MlStatus Status, double? Objective, DateTimeOffset? Ended);
