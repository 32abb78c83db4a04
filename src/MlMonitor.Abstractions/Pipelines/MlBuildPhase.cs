namespace MlMonitor;

/// <summary>One phase of a build.</summary>
public sealed record MlBuildPhase
{
    /// <summary>The phase, such as <c>INSTALL</c> or <c>BUILD</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The unified status.</summary>
    public required MlStatus Status { get; init; }

    /// <summary>How long it took, in seconds; null while it runs.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>What it said about itself: the first of its messages; empty where it said nothing.</summary>
    public string Message { get; init; } = "";

    /// <summary>The code of that message.</summary>
    public string? Code { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Status}";
}
