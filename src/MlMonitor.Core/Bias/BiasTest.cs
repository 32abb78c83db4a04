namespace MlMonitor.Core.Bias;

/// <summary>Looks for bias in rows, and judges it. One pass; keeps counts. Merges.</summary>
public sealed class BiasTest
{
    private readonly BiasOptions _options;
    private readonly FacetTable[] _tables;
    private readonly long[] _positive = new long[4];

    /// <summary>Makes a test without rows.</summary>
    /// <param name="options">What is looked for, and how.</param>
    public BiasTest(BiasOptions options)
    {
        _options = options;
        _tables = [.. options.Facets.Select(facet => new FacetTable(facet))];
    }

    /// <summary>The counts, facet by facet.</summary>
    public IReadOnlyList<FacetTable> Tables => _tables;

    /// <summary>Takes a row.</summary>
    /// <param name="facets">The value of each facet, in the order of the options; null where it is missing.</param>
    /// <param name="label">The label; null where there is none.</param>
    /// <param name="predicted">The prediction, a class or a score; null where there is none.</param>
    /// <param name="stratum">The value of the column that groups the rows; null where there is none.</param>
    public void Add(ReadOnlySpan<string?> facets, string? label, string? predicted, string? stratum = null)
    {
        var (isPositive, isPredicted) = (_options.Positive.IsPositive(label), (_options.PositivePrediction ?? _options.Positive).IsPositive(predicted));
        if (isPositive is { } l)
            _positive[l ? 0 : 1]++;
        if (isPredicted is { } p)
            _positive[p ? 2 : 3]++;
        for (var i = 0; i < _tables.Length; i++)
            _tables[i].Add(facets[i], isPositive, isPredicted, _options.GroupColumn is null ? null : stratum ?? "");
    }

    /// <summary>Adds the rows of another part.</summary>
    /// <param name="other">The other part, of the same options.</param>
    public void Merge(BiasTest other)
    {
        for (var i = 0; i < _tables.Length; i++)
            _tables[i].Merge(other._tables[i]);
        for (var i = 0; i < _positive.Length; i++)
            _positive[i] += other._positive[i];
    }

    /// <summary>What should be said to whoever reads the numbers, in words.</summary>
    /// <returns>The remarks; none where there is nothing to say.</returns>
    public IReadOnlyList<string> Remarks()
    {
        var remarks = new List<string>();
        if (_positive[0] == 0 && _positive[1] > 0)
            remarks.Add($"No label is positive ({_options.Positive}): it may be spelt otherwise");
        if (_positive[2] == 0 && _positive[3] > 0)
            remarks.Add($"No prediction is positive ({_options.PositivePrediction ?? _options.Positive}): it may be spelt otherwise, or be a score that needs a threshold");
        remarks.AddRange(_tables.Where(table => table.LeftOut > 0).Select(table => $"{table.LeftOut} rows left out: {table.Rule.Name} is missing or no number"));
        return remarks;
    }

    /// <summary>Measures all metrics of all groups.</summary>
    /// <param name="flips">What came of the flip test, by facet and group; null where there was none.</param>
    /// <returns>For each group its facet, its name, its size, that of all others, and the measures.</returns>
    public IEnumerable<BiasGroup> Measure(Func<FacetRule, string, FlipTestResult?>? flips = null)
    {
        foreach (var table in _tables)
        {
            foreach (var (name, values) in table.Groups())
            {
                var (facet, others) = table.Sizes(values);
                var measures = BiasMetric.All.Where(_options.Wants).GroupBy(metric => metric.Input)
                    .SelectMany(metrics => BiasMeasure.Of(table.Cells(values, metrics.Key), table.HasStrata, [.. metrics], _options)).ToList();
                if (flips?.Invoke(table.Rule, name) is { } flip)
                    measures.Add(flip.Measure(_options.Resampling));
                yield return new BiasGroup(table, name, facet, others, measures);
            }
        }
    }

    /// <summary>Measures and judges.</summary>
    /// <param name="baseline">What is held against; null for limits alone.</param>
    /// <param name="flips">What came of the flip test, by facet and group; null where there was none.</param>
    /// <returns>One finding for each metric of each group, or one that says why there is none; in the order of the facets.</returns>
    public IReadOnlyList<MlBiasFinding> Judge(BiasReport? baseline = null, Func<FacetRule, string, FlipTestResult?>? flips = null)
    {
        var findings = new List<MlBiasFinding>();
        foreach (var table in _tables.Where(table => table.Values.Count == 0 || table.HasTooManyValues))
            findings.Add(BiasVerdict.Nothing(table));
        var groups = Measure(flips).Where(group => group.Table.Values.Count > 0 && !group.Table.HasTooManyValues);
        findings.AddRange(groups.SelectMany(group => BiasVerdict.Of(group, baseline, _options)));
        return findings;
    }

    /// <summary>The measures as a report of Clarify, to hold later ones against.</summary>
    /// <param name="label">What the label column is called.</param>
    /// <param name="flips">What came of the flip test, by facet and group; null where there was none.</param>
    /// <returns>The report.</returns>
    public BiasReport Report(string label, Func<FacetRule, string, FlipTestResult?>? flips = null) => new(label, _options.Positive.Text,
        [.. Measure(flips).SelectMany(group => group.Measures.Select(measure => new BiasEntry(
            BiasMetric.Find(measure.MetricName)?.Stage ?? MlBiasStage.PostTraining, group.Table.Rule.Name, group.Name, measure.MetricName,
            BiasMetric.Find(measure.MetricName)?.ToString() ?? "Flip Test (FT)", measure.Value, measure.Value is null ? measure.Reason : null)))]);
}

/// <summary>The metrics of a group.</summary>
/// <param name="Table">The counts of its facet.</param>
/// <param name="Name">What it is called.</param>
/// <param name="FacetCount">How many rows it has.</param>
/// <param name="OtherCount">How many all others have.</param>
/// <param name="Measures">The metrics.</param>
public sealed record BiasGroup(FacetTable Table, string Name, long FacetCount, long OtherCount, IReadOnlyList<BiasMeasure> Measures);
