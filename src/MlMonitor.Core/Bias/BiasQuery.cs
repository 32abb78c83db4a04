using MlMonitor.Core.Quality;
using MlMonitor.Core.Resampling;

namespace MlMonitor.Core.Bias;

/// <summary>What bias is looked for in captured answers of a model.</summary>
public sealed record BiasQuery
{
    /// <summary>How the model answers.</summary>
    public PredictionQuery Prediction { get; init; } = new();

    /// <summary>Above which number labels are positive, strictly, where they are numbers; null where values are positive.</summary>
    public double? LabelThreshold { get; init; }

    /// <summary>
    /// The facets; empty for those of the baseline. One of neither values nor a threshold takes the groups of the baseline, or else each value
    /// in turn.
    /// </summary>
    public IReadOnlyList<FacetRule> Facets { get; init; } = [];

    /// <summary>The column whose values make the strata of CDDL and CDDPL; null for none.</summary>
    public string? GroupColumn { get; init; }

    /// <summary>The metrics; empty for all but the flip test, which is slow.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>Limits by metric (<see cref="BiasOptions.Limits"/>).</summary>
    public IReadOnlyDictionary<string, double> Limits { get; init; } = new Dictionary<string, double>();

    /// <summary>Of how few rows on either side nothing is said.</summary>
    public int MinimumGroup { get; init; } = 30;

    /// <summary>How intervals are found.</summary>
    public ResamplingOptions Resampling { get; init; } = ResamplingOptions.Usual;

    /// <summary>Whose verdicts are wanted.</summary>
    public MlBiasCompatibility Compatibility { get; init; }

    /// <summary>What is held against; null for limits alone.</summary>
    public BiasReport? Baseline { get; init; }

    /// <summary>Whether the flip test is wanted.</summary>
    internal bool WantsFlips => Metrics.Contains(BiasMetric.FlipTestName, StringComparer.OrdinalIgnoreCase);

    /// <summary>The facets with the groups of the baseline.</summary>
    internal IReadOnlyList<FacetRule> Rules => Facets.Count > 0
        ? [.. Facets.SelectMany(facet => facet.Threshold is null && facet.Values.Count == 0 && OfBaseline(facet.Name) is { Count: > 0 } groups ? groups : [facet])]
        : [.. (Baseline?.Entries ?? []).Select(entry => entry.FacetName).Distinct(StringComparer.Ordinal).SelectMany(OfBaseline)];

    /// <summary>The positive values of labels: those asked for, or the baseline's.</summary>
    internal PredictionQuery PredictionAsBaseline => Prediction.PositiveLabels.Count > 0 || Baseline is not { LabelValueOrThreshold.Length: > 0 } report
        ? Prediction : Prediction with { PositiveLabels = report.LabelValueOrThreshold.Split(',', StringSplitOptions.TrimEntries) };

    private IReadOnlyList<FacetRule> OfBaseline(string name) =>
        [.. (Baseline?.Entries ?? []).Where(entry => entry.FacetName == name).Select(entry => entry.FacetValue).Distinct(StringComparer.Ordinal).Select(value => FacetRule.Parse(name, value))];
}
