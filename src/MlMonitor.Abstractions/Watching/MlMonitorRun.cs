namespace MlMonitor;

/// <summary>What a run of the watches did.</summary>
public sealed record MlMonitorRun : IMlMeasurable
{
    /// <summary>How many things were looked at.</summary>
    public required int Checked { get; init; }

    /// <summary>How many of them are well.</summary>
    public required int Ok { get; init; }

    /// <summary>How many are worth a look.</summary>
    public required int Warning { get; init; }

    /// <summary>How many are worth waking somebody.</summary>
    public required int Critical { get; init; }

    /// <summary>How many could not be judged for lack of data.</summary>
    public required int NoData { get; init; }

    /// <summary>How many things could not be looked at, because a call failed.</summary>
    public required int CouldNotCheck { get; init; }

    /// <summary>The watches that ran; never null.</summary>
    public required MlList<string> Watch { get; init; }

    /// <summary>The watches that a run had done that did not come to its end, and that count here without having run again; never null.</summary>
    public MlList<string> Resumed { get; init; } = [];

    /// <summary>The watches that were left to the next run, since the budget of calls was spent; never null.</summary>
    public MlList<string> Left { get; init; } = [];

    /// <summary>The watches that were not due; never null.</summary>
    public required MlList<string> NotDue { get; init; }

    /// <summary>What was decided of each alert and topic, and why; never null.</summary>
    public required MlList<MlAlertDecision> Decision { get; init; }

    /// <summary>How many alerts topics took.</summary>
    public int Sent => Decision.Count(d => d.Sent);

    /// <summary>How many a silence, quiet hours or a maintenance window held back.</summary>
    public int Muted => Decision.Count(d => d.Reason == MlAlertReason.Muted);

    /// <summary>How many were not sent for another reason.</summary>
    public int Held => Decision.Count - Sent - Muted;

    /// <summary>How many topics did not take.</summary>
    public int NotSent => Decision.Count(d => d.Reason == MlAlertReason.PublishFailed);

    /// <summary>How many requests went to AWS, retries included.</summary>
    public required int Calls { get; init; }

    /// <summary>How many metrics CloudWatch was asked for that it bills.</summary>
    public required int BilledMetrics { get; init; }

    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The state that it was remembered in.</summary>
    public required string StatePath { get; init; }

    /// <summary>How the whole is: critical before warning, and warning before what is not known.</summary>
    public MlSeverity Severity => Critical > 0 ? MlSeverity.Critical : Warning > 0 ? MlSeverity.Warning : NoData + CouldNotCheck + NotSent > 0 ? MlSeverity.NoData : MlSeverity.Ok;

    /// <summary>The exit code of a monitoring plugin: 0 ok, 1 warning, 2 critical, 3 unknown.</summary>
    public int ExitCode => (int)Severity;

    /// <inheritdoc/>
    public MlMeasurement ToMeasurement() => new()
    {
        Source = "Run",
        Dimensions = [new MlDimension("StatePath", StatePath, IsDetail: true)],
        Measures =
        [
            new("Severity", (int)Severity), new("Checked", Checked, "count"), new("Ok", Ok, "count"), new("Warning", Warning, "count"),
            new("Critical", Critical, "count"), new("NoData", NoData, "count"), new("CouldNotCheck", CouldNotCheck, "count"),
            new("AlertsSent", Sent, "count"), new("AlertsMuted", Muted, "count"), new("AlertsNotSent", NotSent, "count"),
            new("Calls", Calls, "count"), new("BilledMetrics", BilledMetrics, "count"), new("Duration", Duration.TotalSeconds, "s"),
        ],
        Region = "",
        Time = Started + Duration,
    };

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Checked} checked: {Ok} ok, {Warning} warning, {Critical} critical, {NoData} without data; {CouldNotCheck} could not be checked; alerts: {Sent} sent, {Muted} muted, {Held} held";
}
