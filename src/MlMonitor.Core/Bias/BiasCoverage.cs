namespace MlMonitor.Core.Bias;

/// <summary>Holds back what rests on too few labels: a group may be large and its labels still to come.</summary>
internal static class BiasCoverage
{
    /// <summary>Settles findings, and orders them, the worst first.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="test">What they rest on.</param>
    /// <param name="coverage">How many predictions have a label.</param>
    /// <param name="options">What was looked for.</param>
    public static IEnumerable<MlBiasFinding> Settle(IReadOnlyList<MlBiasFinding> findings, BiasTest test, MlLabelCoverage coverage, BiasOptions options)
    {
        var groups = test.Tables.SelectMany(table => table.Groups().Select(group => (Facet: table.Rule.Name, group.Name, Cells: table.Cells(group.Values, BiasInput.Labels)))).ToList();
        var settled = findings.Where(finding => coverage.LabelledCount > 0 || !NeedsLabels(finding)).Select(finding =>
        {
            if (!NeedsLabels(finding) || finding.Severity == MlSeverity.NoData || options.Compatibility == MlBiasCompatibility.Clarify)
                return finding;
            var cells = groups.First(group => group.Facet == finding.FacetName && group.Name == finding.FacetValue).Cells;
            var (others, facet) = (Sum(cells, 0), Sum(cells, 4));
            return Math.Min(others, facet) >= options.MinimumGroup ? finding : finding with
            {
                Severity = MlSeverity.NoData,
                Value = null,
                Lower = null,
                Upper = null,
                Reason = $"Too few labels to judge: {facet} in the group, {others} of others, {options.MinimumGroup} of each are needed",
            };
        });
        if (coverage.LabelledCount == 0)
            settled = settled.Append(NoLabels(coverage, options));
        return settled.OrderBy(finding => finding.Severity switch { MlSeverity.Critical => 0, MlSeverity.Warning => 1, MlSeverity.NoData => 2, _ => 3 });
    }

    private static bool NeedsLabels(MlBiasFinding finding) =>
        BiasMetric.Find(finding.MetricName) is { } metric && metric.Input != BiasInput.Predictions;

    private static long Sum(double[] cells, int side)
    {
        var sum = 0.0;
        for (var i = 0; i < cells.Length; i++)
            sum += i % 8 / 4 * 4 == side ? cells[i] : 0;
        return (long)sum;
    }

    private static MlBiasFinding NoLabels(MlLabelCoverage coverage, BiasOptions options) => new()
    {
        FacetName = string.Join(", ", options.Facets.Select(facet => facet.Name).Distinct(StringComparer.Ordinal)),
        MetricName = "All",
        Severity = MlSeverity.NoData,
        Region = "",
        Reason = $"No labels yet: none of {coverage.PredictionCount} predictions has one, so only what needs none is told",
    };
}
