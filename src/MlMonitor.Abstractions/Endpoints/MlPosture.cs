namespace MlMonitor;

/// <summary>Who watches an endpoint, with what, and what is missing.</summary>
public sealed record MlPosture : IMlAlertable, IMlMeasurable
{
    /// <summary>The endpoint.</summary>
    public required string EndpointName { get; init; }

    /// <summary>How much the worst of what is missing matters.</summary>
    public required MlSeverity Severity { get; init; }

    /// <summary>What is missing, the worst first, in words; never null, and empty where nothing is.</summary>
    public MlList<string> Missing { get; init; } = [];

    /// <summary>What could not be looked at, and why, in words; never null. It is not missing: nobody knows.</summary>
    public MlList<string> NotSeen { get; init; } = [];

    /// <summary>The unified status of the endpoint.</summary>
    public required MlStatus Status { get; init; }

    /// <summary>Whether and where requests and answers are kept; null where it was never told to.</summary>
    public MlDataCapture? DataCapture { get; init; }

    /// <summary>When the newest capture file was written (UTC); null where there is none, or where that could not be read.</summary>
    public DateTimeOffset? NewestCapture { get; init; }

    /// <summary>Where the baseline is; null where none is named.</summary>
    public string? BaselineUri { get; init; }

    /// <summary>When the baseline was written (UTC); null where it is not there, or where that could not be read.</summary>
    public DateTimeOffset? BaselineWritten { get; init; }

    /// <summary>When the model that serves now was deployed (UTC); null where not known. A baseline that is older may be another model's.</summary>
    public DateTimeOffset? ModelDeployed { get; init; }

    /// <summary>Where the labels are; null where none are named.</summary>
    public string? LabelUri { get; init; }

    /// <summary>When the newest labels were written (UTC); null where there are none, or where that could not be read.</summary>
    public DateTimeOffset? NewestLabel { get; init; }

    /// <summary>The newest execution of each schedule of Model Monitor, one for each type and schedule; never null.</summary>
    public MlList<MlMonitorExecution> Executions { get; init; } = [];

    /// <summary>The CloudWatch alarms that name the endpoint; never null.</summary>
    public MlList<string> Alarms { get; init; } = [];

    /// <summary>Those of them that are in ALARM; never null.</summary>
    public MlList<string> AlarmsFiring { get; init; } = [];

    /// <summary>Who owns it, by its tag; null where the tag is missing.</summary>
    public string? Owner { get; init; }

    /// <summary>Where in the AWS console to look.</summary>
    public Uri? ConsoleLink { get; init; }

    /// <summary>The endpoint's ARN.</summary>
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
        Severity = Severity,
        Reason = Missing.Count + NotSeen.Count > 0 ? string.Join("; ", Missing.Concat(NotSeen)) : "Everything is watched",
        Key = string.Join('/', "Posture", Account ?? "-", Region, EndpointName),
        Occurrence = Severity.ToString(),
        Source = "Posture",
        Resource = EndpointName,
        Arn = Arn,
        Region = Region,
        Account = Account,
        Status = Severity.ToString(),
        ConsoleLink = ConsoleLink,
    };

    /// <inheritdoc/>
    public MlMeasurement ToMeasurement() => MlMeasurement.Of(
        "Posture", ToAlertSubject(), ProfileName, null,
        [("EndpointName", EndpointName, false)],
        ("Missing", Missing.Count, "count"),
        ("NotSeen", NotSeen.Count, "count"),
        ("AlarmsFiring", AlarmsFiring.Count, "count"));

    /// <inheritdoc/>
    public override string ToString() => $"{EndpointName}: {(Missing.Count + NotSeen.Count > 0 ? string.Join("; ", Missing.Concat(NotSeen)) : "watched")}";
}
