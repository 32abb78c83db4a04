using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Baselines;

/// <summary>What data is held to, feature by feature. Immutable.</summary>
public sealed record Constraints
{
    /// <summary>Up to how many different texts a column is taken to have a domain: Deequ's ColumnProfiler counts texts up to here.</summary>
    public const int MostDomainValues = 120;

    // Deequ's CategoricalRangeRule: of the texts of a domain no more than a tenth occur only once.
    private const double MostSingles = 0.1;

    /// <summary>The features, in the order of the data.</summary>
    public IReadOnlyList<FeatureConstraints> Features { get; init; } = [];

    /// <summary>What holds for all features that say nothing else.</summary>
    public ConstraintSettings Settings { get; init; } = ConstraintSettings.Usual;

    /// <summary>What to suggest for data like this, as Model Monitor does.</summary>
    /// <param name="profile">The data that is as it should be.</param>
    /// <returns>The constraints: none of its rows breaks them.</returns>
    public static Constraints Suggest(DatasetProfile profile) => new() { Features = [.. profile.Columns.Select(Suggest)] };

    /// <summary>The constraints of a feature.</summary>
    /// <param name="feature">Its name.</param>
    /// <returns>The constraints; null where there are none.</returns>
    public FeatureConstraints? Find(string feature) => Features.FirstOrDefault(f => f.Name == feature);

    /// <summary>What holds for a feature: what it says itself, then what is said for all, then what is usual.</summary>
    /// <param name="feature">Its name.</param>
    /// <returns>The settings; none is null.</returns>
    public ConstraintSettings SettingsOf(string feature) =>
        (Find(feature)?.Overrides ?? new ConstraintSettings()).Or(Settings).Or(ConstraintSettings.Usual);

    private static FeatureConstraints Suggest(ColumnProfile column)
    {
        var isNumeric = column.Type is ColumnType.Integral or ColumnType.Fractional;
        return new FeatureConstraints
        {
            Name = column.Name,
            Type = column.Type,
            Completeness = column.Count == 0 ? null : (double)(column.Count - column.Missing) / column.Count,
            IsNonNegative = isNumeric && column.Minimum is { } minimum ? minimum >= 0 : null,
            Domain = isNumeric ? null : SuggestDomain(column),
        };
    }

    private static string[]? SuggestDomain(ColumnProfile column)
    {
        if (column.Categories is not { IsExact: true, Counts.Count: > 0 and <= MostDomainValues } categories)
            return null;
        var singles = categories.Counts.Count(c => c.Value == 1);
        return singles <= MostSingles * categories.Counts.Count
            ? [.. categories.Counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Key)]
            : null;
    }
}
