using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Baselines;

/// <summary>What one feature is held to. Immutable.</summary>
public sealed record FeatureConstraints
{
    /// <summary>The feature.</summary>
    public required string Name { get; init; }

    /// <summary>Of which type its values are; Unknown where any will do.</summary>
    public ColumnType Type { get; init; }

    /// <summary>Which share of its values must be there, 0 to 1; null where it does not matter.</summary>
    public double? Completeness { get; init; }

    /// <summary>Whether none may be below zero; null where that was not looked at.</summary>
    public bool? IsNonNegative { get; init; }

    /// <summary>The texts it may have; null where any will do.</summary>
    public IReadOnlyList<string>? Domain { get; init; }

    /// <summary>What holds for this feature rather than what is said for all; null where nothing does.</summary>
    public ConstraintSettings? Overrides { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Type}";
}
