namespace MlMonitor;

/// <summary>One step on the way from what was seen to fail down to what did.</summary>
public sealed record MlFailureHop
{
    /// <summary>What it is: <c>Pipeline</c>, <c>Action</c>, <c>Build</c>, <c>StateMachine</c>, <c>State</c>, <c>Step</c>, <c>Job</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The unified status.</summary>
    public required MlStatus Status { get; init; }

    /// <summary>What it says about its failure; empty where it says nothing.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The code of the failure.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>When it failed (UTC).</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>Its ARN or id.</summary>
    public string? Arn { get; init; }

    /// <summary>Where in the AWS console to look.</summary>
    public Uri? ConsoleLink { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Name}";
}
