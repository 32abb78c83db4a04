namespace MlMonitor;

/// <summary>A scheduled watch: what was written so that it runs, or would be with -WhatIf.</summary>
public sealed record MlMonitorTask
{
    /// <summary>Its name among the tasks of this kind.</summary>
    public required string Name { get; init; }

    /// <summary>What starts it.</summary>
    public required MlTaskKind Kind { get; init; }

    /// <summary>How often it is started.</summary>
    public required TimeSpan Every { get; init; }

    /// <summary>The configuration that it watches by.</summary>
    public required string Config { get; init; }

    /// <summary>Where its state is kept; null where the configuration says so, or it is beside the configuration.</summary>
    public string? StatePath { get; init; }

    /// <summary>What was written where; never null.</summary>
    public required MlList<MlTaskFile> File { get; init; }

    /// <summary>The commands that were run, in order; never null.</summary>
    public required MlList<string> Command { get; init; }

    /// <summary>When it is first due, to the clock of this machine's zone; null where the system does not go by the clock.</summary>
    public DateTimeOffset? NextRun { get; init; }

    /// <summary>Whether it is registered; false with -WhatIf.</summary>
    public required bool Registered { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Name}";
}
