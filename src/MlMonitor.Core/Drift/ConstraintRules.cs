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
        return settings.EvaluateConstraints == false ? rule : rule with
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
