namespace MlMonitor;

/// <summary>Why something failed: the way down to the root, what the root says, its last log lines, in one sentence too.</summary>
public sealed record MlFailureCause : IMlAlertable, IMlMeasurable
{
    /// <summary>What was seen to fail.</summary>
    public required string ResourceName { get; init; }

    /// <summary>The way down, from what was seen to the root; never empty.</summary>
    public required MlList<MlFailureHop> Hops { get; init; }

    /// <summary>The root: the last hop.</summary>
    public MlFailureHop Root => Hops[^1];

    /// <summary>What the root says; where it says nothing, what the last hop before it says that does.</summary>
    public string Reason => Hops.LastOrDefault(h => h.Reason.Length > 0)?.Reason ?? "";

    /// <summary>What kind of thing brought it down, as far as the root's words and log tell.</summary>
    public MlFailureKind FailureKind { get; init; }

    /// <summary>Where in its own program it fell, the last frame of the stack; null where nothing shows a stack.</summary>
    public string? LastFrame { get; init; }

    /// <summary>The root in one sentence that can be read aloud.</summary>
    public required string Sentence { get; init; }

    /// <summary>The last lines of the root's log, oldest first; never null.</summary>
    public MlList<MlLogLine> Log { get; init; } = [];

    /// <summary>Who changed a thing on the way last, where that was asked for and CloudTrail knows.</summary>
    public MlFailureChange? Change { get; init; }

    /// <summary>Whether the way ended at a root that says why, and not where something could not be read.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>Since when it has been failing (UTC).</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Where in the AWS console the root can be looked at.</summary>
    public Uri? ConsoleLink => Root.ConsoleLink;

    /// <summary>The AWS region.</summary>
    public required string Region { get; init; }

    /// <summary>The twelve digits of the AWS account; null where it could not be told.</summary>
    public string? Account { get; init; }

    /// <summary>The credential profile it was read with; null where none was named.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The stable key of what failed.</summary>
    public required string Key { get; init; }

    /// <inheritdoc/>
    public MlAlertSubject ToAlertSubject() => new()
    {
        Severity = MlSeverity.Critical,
        Reason = Log.Count == 0 ? Sentence : $"{Sentence}\n\nLast log lines:\n{string.Join('\n', Log)}",
        Key = Key,
        Occurrence = string.Join('/', Hops.Select(h => h.Arn ?? h.Name)),
        Source = Root.Kind,
        Resource = ResourceName,
        Arn = Root.Arn,
        Region = Region,
        Account = Account,
        Status = Root.Status.ToString(),
        Since = Since,
        ConsoleLink = ConsoleLink,
    };

    /// <inheritdoc/>
    public MlMeasurement ToMeasurement() => MlMeasurement.Of(
        "FailureCause", ToAlertSubject(), ProfileName, Since,
        [("FailureKind", FailureKind.ToString(), false), ("ResourceName", ResourceName, true)]);

    /// <inheritdoc/>
    public override string ToString() => Sentence;
}
