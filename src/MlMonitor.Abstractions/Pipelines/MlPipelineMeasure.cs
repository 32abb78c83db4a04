namespace MlMonitor;

/// <summary>How a pipeline did over a window of time.</summary>
public sealed record MlPipelineMeasure : IMlAlertable, IMlMeasurable
{
    /// <summary>The pipeline's name.</summary>
    public required string PipelineName { get; init; }

    /// <summary>The engine it runs on.</summary>
    public required MlPipelineSource Source { get; init; }

    /// <summary>How much it matters, by the thresholds given; <see cref="MlSeverity.NoData"/> where no run ended in the window.</summary>
    public required MlSeverity Severity { get; init; }

    /// <summary>Which threshold it broke, or that it broke none.</summary>
    public required string Reason { get; init; }

    /// <summary>The value that broke the worst threshold; null where none was broken.</summary>
    public double? Value { get; init; }

    /// <summary>The threshold it broke.</summary>
    public double? Threshold { get; init; }

    /// <summary>The window of time looked at.</summary>
    public required MlWindow Window { get; init; }

    /// <summary>How many runs started in the window.</summary>
    public int RunCount { get; init; }

    /// <summary>How many of them succeeded.</summary>
    public int SucceededCount { get; init; }

    /// <summary>How many failed or ran out of time.</summary>
    public int FailedCount { get; init; }

    /// <summary>How many were stopped or superseded.</summary>
    public int StoppedCount { get; init; }

    /// <summary>How many still run.</summary>
    public int RunningCount { get; init; }

    /// <summary>Succeeded of succeeded and failed, 0 to 100 %; null where there were neither.</summary>
    public double? SuccessRatePercent { get; init; }

    /// <summary>How many of the newest ended runs failed in a row.</summary>
    public int FailureStreak { get; init; }

    /// <summary>The median duration of the succeeded runs, in seconds.</summary>
    public double? MedianDurationSeconds { get; init; }

    /// <summary>The 95th percentile of the duration of the succeeded runs, in seconds.</summary>
    public double? P95DurationSeconds { get; init; }

    /// <summary>The mean time from the first failure of a streak to the success that ended it, in seconds; null where nothing recovered.</summary>
    public double? MeanTimeToRecoverSeconds { get; init; }

    /// <summary>Runs started a day.</summary>
    public double RunsPerDay { get; init; }

    /// <summary>When the newest run started (UTC).</summary>
    public DateTimeOffset? LastRun { get; init; }

    /// <summary>When a run last succeeded in the window (UTC).</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>The AWS region.</summary>
    public required string Region { get; init; }

    /// <summary>The twelve digits of the AWS account; null where it could not be told.</summary>
    public string? Account { get; init; }

    /// <summary>The credential profile it was read with; null where none was named.</summary>
    public string? ProfileName { get; init; }

    /// <inheritdoc/>
    public MlAlertSubject ToAlertSubject() => new()
    {
        Severity = Severity,
        Reason = Reason,
        Key = string.Join('/', "PipelineMeasure", Source, Account ?? "-", Region, PipelineName),
        Occurrence = $"{Severity}/{Reason}",
        Source = Source.ToString(),
        Resource = PipelineName,
        Region = Region,
        Account = Account,
        Status = Severity.ToString(),
        Since = LastRun,
    };

    /// <inheritdoc/>
    public MlMeasurement ToMeasurement() => MlMeasurement.Of(
        "PipelineMeasure", ToAlertSubject(), ProfileName, Window.Before,
        [("Engine", Source.ToString(), false), ("PipelineName", PipelineName, false)],
        ("Runs", RunCount, "count"),
        ("SucceededRuns", SucceededCount, "count"),
        ("FailedRuns", FailedCount, "count"),
        ("SuccessRate", SuccessRatePercent, "%"),
        ("FailureStreak", FailureStreak, "count"),
        ("MedianDuration", MedianDurationSeconds, "s"),
        ("P95Duration", P95DurationSeconds, "s"),
        ("MeanTimeToRecover", MeanTimeToRecoverSeconds, "s"));

    /// <inheritdoc/>
    public override string ToString() => $"{PipelineName}: {Reason}";
}
