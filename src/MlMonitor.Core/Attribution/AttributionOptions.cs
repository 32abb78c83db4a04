namespace MlMonitor.Core.Attribution;

/// <summary>How attributions are held against a baseline.</summary>
public sealed record AttributionOptions
{
    /// <summary>What is usual.</summary>
    public static AttributionOptions Usual { get; } = new();

    /// <summary>Below which score the order has drifted: 0.9, as Clarify.</summary>
    public double Threshold { get; init; } = 0.9;

    /// <summary>Of how few explained predictions nothing is said.</summary>
    public int MinimumSample { get; init; } = 30;

    /// <summary>How sure an interval is, 0 to 1.</summary>
    public double Confidence { get; init; } = 0.99;

    /// <summary>Whose verdicts are wanted: Clarify takes the value alone.</summary>
    public MlBiasCompatibility Compatibility { get; init; }
}
