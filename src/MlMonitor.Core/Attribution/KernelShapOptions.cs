namespace MlMonitor.Core.Attribution;

/// <summary>How much a model may be asked to explain one prediction, and how.</summary>
public sealed record KernelShapOptions
{
    /// <summary>What is usual.</summary>
    public static KernelShapOptions Usual { get; } = new();

    /// <summary>How many sets of features are tried at most. All sets of 12 features are 4,094.</summary>
    public int MaximumCoalitions { get; init; } = 4096;

    /// <summary>How many rows the model may be asked for in all, over all predictions explained; null for no limit.</summary>
    public long? MaximumModelRows { get; init; }

    /// <summary>How many rows go into one call of the model.</summary>
    public int BatchSize { get; init; } = 500;

    /// <summary>Where the choice of sets starts.</summary>
    public int Seed { get; init; } = 20261127;
}
