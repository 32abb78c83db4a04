using MlMonitor.Core.Baselines;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Drift;

/// <summary>Takes rules out of the constraints of a baseline.</summary>
internal static class ConstraintRules
{
    /// <summary>The rules.</summary>
    /// <param name="baseline">The baseline.</param>
    /// <param name="compatibility">
    /// Whose verdicts are wanted. Constraints that were only suggested are Model Monitor's way to judge, and not what anybody asked for.
    /// </param>
    /// <returns>The rules by column.</returns>
    public static Dictionary<string, FeatureRule> Of(Baseline baseline, MlDriftCompatibility compatibility)
    {
        var isAsked = !baseline.AreConstraintsSuggested || compatibility == MlDriftCompatibility.ModelMonitor;
        var rules = new Dictionary<string, FeatureRule>(StringComparer.Ordinal);
        foreach (var feature in isAsked ? baseline.Constraints.Features : [])
            rules[feature.Name] = Of(feature, baseline.Constraints.SettingsOf(feature.Name));
        return rules;
    }

    /// <summary>
    /// How single columns are judged: as is asked for, then as the constraints say of the column itself. What they say of all columns is
    /// how Model Monitor judges, and in every file; only that nothing is to be compared counts.
    /// </summary>
    /// <param name="baseline">The baseline.</param>
    /// <param name="options">What is asked for.</param>
    /// <returns>The overrides by column.</returns>
    public static IReadOnlyDictionary<string, FeatureOverride> Overrides(Baseline baseline, DriftOptions options)
    {
        var all = new Dictionary<string, FeatureOverride>(StringComparer.Ordinal);
        foreach (var name in baseline.Profile.Columns.Select(column => column.Name))
        {
            var own = baseline.AreConstraintsSuggested ? null : baseline.Constraints.Find(name)?.Overrides;
            var said = new FeatureOverride(own?.ComparisonThreshold)
            {
                Categories = own is { CategoricalMethod: CategoricalMethod.ChiSquared } ? DriftThreshold.Usual(MlDriftMethod.ChiSquared)
                    : own?.CategoricalThreshold is { } limit and < 1 ? DriftThreshold.Of(MlDriftMethod.LInfinity, limit) : null,
                IsCompared = (own?.PerformComparison ?? (baseline.AreConstraintsSuggested ? null : baseline.Constraints.Settings.PerformComparison)) == false
                    || own?.ComparisonThreshold >= 1 ? false : null,
            };
            all[name] = options.Overrides.TryGetValue(name, out var asked) ? asked.Or(said) : said;
        }

        return all;
    }

    private static FeatureRule Of(FeatureConstraints feature, ConstraintSettings settings)
    {
        var compares = settings.PerformComparison != false;
        var rule = new FeatureRule(feature.Name)
        {
            Distance = compares ? settings.ComparisonThreshold : null,
            CategoryDistance = compares ? settings.CategoricalThreshold : null,
            IsSimple = settings.ComparisonMethod == ComparisonMethod.Simple,
            IsChiSquared = settings.CategoricalMethod == CategoricalMethod.ChiSquared,
        };
        return settings.EvaluateConstraints == false ? rule with { IsEvaluated = false } : rule with
        {
            Type = feature.Type,
            TypeShare = settings.TypeThreshold ?? 1,
            Completeness = feature.Completeness,
            IsNonNegative = feature.IsNonNegative == true,
            Domain = feature.Domain ?? [],
            DomainShare = settings.DomainThreshold ?? 1,
        };
    }
}
