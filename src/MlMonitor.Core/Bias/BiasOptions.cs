using MlMonitor.Core.Quality;
using MlMonitor.Core.Resampling;

namespace MlMonitor.Core.Bias;

/// <summary>What bias is looked for, and how it is judged.</summary>
public sealed record BiasOptions
{
    /// <summary>The facets, each looked at by itself.</summary>
    public required IReadOnlyList<FacetRule> Facets { get; init; }

    /// <summary>Which labels and predictions are positive.</summary>
    public required LabelRule Positive { get; init; }

    /// <summary>Which predictions are positive, where they are scores and labels are not; null for the rule of the labels.</summary>
    public LabelRule? PositivePrediction { get; init; }

    /// <summary>The column whose values make the strata of CDDL and CDDPL; null for none.</summary>
    public string? GroupColumn { get; init; }

    /// <summary>The metrics; empty for all.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>
    /// Limits by metric, as the value at the limit: 0.1 for a difference, 0.8 for DI, which then may not be above 1.25 either.
    /// </summary>
    public IReadOnlyDictionary<string, double> Limits { get; init; } = new Dictionary<string, double>();

    /// <summary>Of how few rows on either side nothing is said.</summary>
    public int MinimumGroup { get; init; } = 30;

    /// <summary>How intervals are found.</summary>
    public ResamplingOptions Resampling { get; init; } = ResamplingOptions.Usual;

    /// <summary>Whose verdicts are wanted.</summary>
    public MlBiasCompatibility Compatibility { get; init; }

    /// <summary>What is wrong with what was asked for.</summary>
    /// <param name="columns">The columns there are.</param>
    /// <returns>One problem for each facet, group column and metric that is not known.</returns>
    public IEnumerable<Problem> Check(IReadOnlyCollection<string> columns)
    {
        foreach (var name in Facets.Select(facet => facet.Name).Append(GroupColumn).OfType<string>().Where(name => !columns.Contains(name)))
        {
            yield return Problem.Of(ProblemId.ColumnNotFound, $"There is no column '{name}'. There are: {string.Join(", ", columns)}",
                name, "Give the name as it is in the data; case counts. Where requests have no names, give them with -Header.");
        }

        foreach (var name in Metrics.Concat(Limits.Keys).Distinct(StringComparer.OrdinalIgnoreCase).Where(name => BiasMetric.Find(name) is null && name != BiasMetric.FlipTestName))
        {
            yield return Problem.Of(ProblemId.MetricUnknown, $"There is no metric of bias '{name}'. There are: {string.Join(", ", BiasMetric.All.Select(metric => metric.Name))}, {BiasMetric.FlipTestName}",
                name, "Give one of these names.");
        }
    }

    /// <summary>Whether a metric was asked for.</summary>
    internal bool Wants(BiasMetric metric) => Metrics.Count == 0 || Metrics.Any(name => BiasMetric.Find(name) == metric);

    /// <summary>The limit that was given for a metric; null where none was.</summary>
    internal double? LimitOf(BiasMetric metric) =>
        Limits.Where(limit => BiasMetric.Find(limit.Key) == metric).Select(limit => (double?)limit.Value).FirstOrDefault();
}
