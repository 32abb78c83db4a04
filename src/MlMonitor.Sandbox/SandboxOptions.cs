using MlMonitor.Sandbox.Faults;

namespace MlMonitor.Sandbox;

/// <summary>How much the sample platform holds.</summary>
public enum SandboxSize
{
    /// <summary>The things that the documentation shows by name.</summary>
    Small,

    /// <summary>
    /// Five hundred pipelines, a hundred state machines, sixty SageMaker pipelines, three thousand jobs of the last day, two hundred
    /// endpoints, those of the small one among them.
    /// </summary>
    Large,
}

/// <summary>What a sandbox is started with.</summary>
public sealed record SandboxOptions
{
    /// <summary>The port on 127.0.0.1; 0 takes any that is free.</summary>
    public int Port { get; init; }

    /// <summary>The same seed and clock give the same platform.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How much the sample platform holds.</summary>
    public SandboxSize Size { get; init; } = SandboxSize.Small;

    /// <summary>The clock that the platform's times are relative to. Signatures are checked by the machine's clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The faults in force from the start and after a reset.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];
}
