namespace MlMonitor.Core.Bias;

/// <summary>One value of a report of bias.</summary>
/// <param name="Stage">What it was looked for in.</param>
/// <param name="FacetName">The facet.</param>
/// <param name="FacetValue">The value or interval that makes the group.</param>
/// <param name="MetricName">The metric.</param>
/// <param name="Description">The metric in full.</param>
/// <param name="Value">The value, perhaps infinite; null where there is none.</param>
/// <param name="Error">Why there is none; null where there is.</param>
public sealed record BiasEntry(MlBiasStage Stage, string FacetName, string FacetValue, string MetricName, string Description, double? Value, string? Error = null);

/// <summary>The bias of a data set or of a model, as Clarify reports it. Immutable.</summary>
/// <param name="Label">The label column.</param>
/// <param name="LabelValueOrThreshold">Which labels are positive.</param>
/// <param name="Entries">The values.</param>
public sealed record BiasReport(string Label, string LabelValueOrThreshold, IReadOnlyList<BiasEntry> Entries)
{
    /// <summary>Finds a value.</summary>
    /// <param name="facetName">The facet.</param>
    /// <param name="facetValue">The value that makes the group; of an interval its lower end counts, for the upper one is only the largest value seen.</param>
    /// <param name="metricName">The metric.</param>
    /// <returns>The entry; null where there is none.</returns>
    public BiasEntry? Find(string facetName, string facetValue, string metricName) => Entries.FirstOrDefault(entry =>
        entry.FacetName == facetName && entry.MetricName == metricName && Start(entry.FacetValue) == Start(facetValue));

    private static string Start(string value) => value.StartsWith('(') ? value.Split(',')[0].Trim()
        : string.Join(",", value.Split(',').Select(part => Quality.ClassName.Of(part) ?? "").Order(StringComparer.Ordinal));
}
