using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Drift;

/// <summary>What is required of a column, as the constraints of Model Monitor put it.</summary>
/// <param name="Name">The column.</param>
public sealed record FeatureRule(string Name)
{
    /// <summary>Whether its values are checked at all: <c>evaluate_constraints</c>.</summary>
    public bool IsEvaluated { get; init; } = true;

    /// <summary>What its values are; unknown to require nothing.</summary>
    public ColumnType Type { get; init; }

    /// <summary>The share of values that must be of this type, 0 to 1: <c>datatype_check_threshold</c>.</summary>
    public double TypeShare { get; init; } = 1;

    /// <summary>The share of rows that must have a value, 0 to 1; null to require none.</summary>
    public double? Completeness { get; init; }

    /// <summary>Whether no number may be below 0.</summary>
    public bool IsNonNegative { get; init; }

    /// <summary>The only texts there may be; empty to allow all.</summary>
    public IReadOnlyCollection<string> Domain { get; init; } = [];

    /// <summary>The share of values that must be in the domain, 0 to 1: <c>domain_content_threshold</c>.</summary>
    public double DomainShare { get; init; } = 1;

    /// <summary>The distance above which Model Monitor reports drift, 0 to 1: <c>comparison_threshold</c>; null where it compares nothing.</summary>
    public double? Distance { get; init; } = 0.1;

    /// <summary>The same for categories: <c>categorical_comparison_threshold</c>; null for <see cref="Distance"/>.</summary>
    public double? CategoryDistance { get; init; }

    /// <summary>Whether the distance is taken as it is (<c>Simple</c>) and not less what chance may make of it (<c>Robust</c>).</summary>
    public bool IsSimple { get; init; }

    /// <summary>Whether categories are compared by the chi-squared test, whose p-value must then be above the threshold.</summary>
    public bool IsChiSquared { get; init; }

    /// <summary>
    /// What a baseline without constraints says: numbers stay numbers. Whole numbers may become fractions, since that is often but a
    /// way of writing.
    /// </summary>
    /// <param name="column">The column of the baseline.</param>
    /// <returns>The rule.</returns>
    public static FeatureRule Of(ColumnProfile column) =>
        new(column.Name) { Type = column.Type is ColumnType.Integral ? ColumnType.Fractional : column.Type };
}
