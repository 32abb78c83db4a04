using MlMonitor.Core.Resampling;

namespace MlMonitor.Core.Bias;

/// <summary>One metric of one group, measured.</summary>
/// <param name="MetricName">The metric.</param>
/// <param name="Value">The value, perhaps infinite; null where there is none.</param>
/// <param name="Interval">Where it may truly be; null where not known.</param>
/// <param name="Reason">Why there is no value, in words; empty where there is.</param>
public sealed record BiasMeasure(string MetricName, double? Value, Interval? Interval, string Reason)
{
    /// <summary>Measures all metrics of a group that look at the same rows.</summary>
    /// <param name="cells">The counts (<see cref="FacetTable.Cells"/>).</param>
    /// <param name="hasStrata">Whether they are those of strata.</param>
    /// <param name="metrics">The metrics.</param>
    /// <param name="options">How.</param>
    /// <returns>One measure for each.</returns>
    internal static IReadOnlyList<BiasMeasure> Of(double[] cells, bool hasStrata, IReadOnlyList<BiasMetric> metrics, BiasOptions options)
    {
        var isClarify = options.Compatibility == MlBiasCompatibility.Clarify;
        var counts = Counts(cells, hasStrata, isClarify);
        var empty = counts.Facet.All == 0 && counts.Others.All == 0 ? "No row has what it takes: labels, predictions or both are missing"
            : counts.Facet.All == 0 ? "The group is empty" : counts.Others.All == 0 ? "All rows are of the group: there are no others" : null;
        if (empty is not null)
            return [.. metrics.Select(metric => new BiasMeasure(metric.Name, null, null, empty))];
        // Cells that rows of one kind never get, such as false positives where only labels count, get no prior either.
        int[] used = [.. Enumerable.Range(0, cells.Length).Where(c => metrics[0].Input == BiasInput.Both || c % 4 is 0 or 3)];
        var full = new double[cells.Length];
        var replicates = CountResampling.Replicate([.. used.Select(c => cells[c])], 2 * CountResampling.PriorMass / used.Length, options.Resampling, metrics.Count, (drawn, values) =>
        {
            for (var i = 0; i < used.Length; i++)
                full[used[i]] = drawn[i];
            var again = Counts(full, hasStrata, isClarify);
            for (var m = 0; m < values.Length; m++)
                values[m] = metrics[m].Of(again);
        });
        return [.. metrics.Select((metric, m) =>
        {
            if (metric.WhyNot(counts) is { } reason)
                return new BiasMeasure(metric.Name, null, null, reason);
            var value = metric.Of(counts);
            return double.IsNaN(value)
                ? new BiasMeasure(metric.Name, null, null, "Nothing to divide by")
                : new BiasMeasure(metric.Name, value, Resampling.Interval.Of(replicates[m], value, options.Resampling.Confidence), "");
        })];
    }

    private static BiasCounts Counts(double[] cells, bool hasStrata, bool isRestricted)
    {
        var (others, facet) = (default(SideCounts), default(SideCounts));
        var strata = new (SideCounts, SideCounts)[cells.Length / 8];
        for (var s = 0; s < strata.Length; s++)
        {
            strata[s] = (Side(8 * s), Side(8 * s + 4));
            (others, facet) = (others.Plus(strata[s].Item1), facet.Plus(strata[s].Item2));
        }

        return new BiasCounts(others, facet, hasStrata ? strata : [], isRestricted);

        SideCounts Side(int start) => new(cells[start], cells[start + 1], cells[start + 2], cells[start + 3]);
    }
}
