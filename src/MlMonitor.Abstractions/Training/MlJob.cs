namespace MlMonitor;

/// <summary>One job of SageMaker, of any kind. Hyperparameters and environment variables are never on it: they hold secrets.</summary>
public sealed record MlJob : IMlAlertable, IMlMeasurable
{
    /// <summary>The job's name.</summary>
    public required string JobName { get; init; }

    /// <summary>The kind of job.</summary>
    public required MlJobType Type { get; init; }

    /// <summary>The unified status.</summary>
    public required MlStatus Status { get; init; }

    /// <summary>The status as AWS gave it.</summary>
    public string? RawStatus { get; init; }

    /// <summary>The finer status as AWS gave it, such as <c>Downloading</c> or <c>Interrupted</c>; null where the kind has none.</summary>
    public string? SecondaryStatus { get; init; }

    /// <summary>Whether nothing more will happen.</summary>
    public bool IsTerminal => Status.IsTerminal();

    /// <summary>Whether it failed.</summary>
    public bool IsFailure => Status.IsFailure();

    /// <summary>Why it failed, as SageMaker put it; empty where it did not.</summary>
    public string FailureReason { get; init; } = "";

    /// <summary>What its container said at its end; empty where it said nothing.</summary>
    public string ExitMessage { get; init; } = "";

    /// <summary>When it was created (UTC).</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it started to run (UTC).</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended (UTC); null while it runs.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>How long it took from its creation, or has taken by now, in seconds.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>The seconds that are paid for, of each instance; null where not known.</summary>
    public double? BillableSeconds { get; init; }

    /// <summary>What spot instances saved, 0 to 100 % of the training time; null without spot instances.</summary>
    public double? SpotSavingPercent { get; init; }

    /// <summary>The longest it may run, in seconds.</summary>
    public double? MaximumRuntimeSeconds { get; init; }

    /// <summary>The instance type; the first where there are several.</summary>
    public string? InstanceType { get; init; }

    /// <summary>How many instances.</summary>
    public int? InstanceCount { get; init; }

    /// <summary>How far it is, 0 to 100 %; null where the job does not tell.</summary>
    public double? ProgressPercent { get; init; }

    /// <summary>How far it is, in words, such as <c>12 of 40 trials, 1 failed</c>; empty where the job does not tell.</summary>
    public string Progress { get; init; } = "";

    /// <summary>What made it: the ARN of a tuning, AutoML or labeling job, a monitoring schedule or a pipeline execution, or the execution's id where only that is known.</summary>
    public string? Parent { get; init; }

    /// <summary>The log group of the job.</summary>
    public string? LogGroup { get; init; }

    /// <summary>Where its logs can be read.</summary>
    public Uri? LogLink { get; init; }

    /// <summary>Where in the AWS console to look.</summary>
    public Uri? ConsoleLink { get; init; }

    /// <summary>The job's ARN.</summary>
    public string? Arn { get; init; }

    /// <summary>The AWS region.</summary>
    public required string Region { get; init; }

    /// <summary>The twelve digits of the AWS account.</summary>
    public string? Account { get; init; }

    /// <summary>The credential profile it was read with; null where none was named.</summary>
    public string? ProfileName { get; init; }

    /// <inheritdoc/>
    public MlAlertSubject ToAlertSubject() => new()
    {
        Severity = IsFailure ? MlSeverity.Critical : Status is MlStatus.Stopped or MlStatus.SucceededWithWarnings ? MlSeverity.Warning : MlSeverity.Ok,
        Reason = FailureReason.Length > 0 ? FailureReason : ExitMessage.Length > 0 ? ExitMessage : $"{Type} job is {Status}",
        Key = string.Join('/', $"{Type}Job", Account ?? "-", Region, JobName),
        Occurrence = Status.ToString(),
        Source = $"SageMaker{Type}",
        Resource = JobName,
        Arn = Arn,
        Region = Region,
        Account = Account,
        Status = Status.ToString(),
        Since = Ended ?? Started ?? Created,
        ConsoleLink = ConsoleLink,
    };

    /// <inheritdoc/>
    public MlMeasurement ToMeasurement() => MlMeasurement.Of(
        "Job", ToAlertSubject(), ProfileName, Ended,
        [("Type", Type.ToString(), false), ("JobName", JobName, true)],
        ("Duration", DurationSeconds, "s"),
        ("BillableTime", BillableSeconds, "s"));

    /// <inheritdoc/>
    public override string ToString() => $"{JobName}: {Status}";
}
