using System.Collections.Concurrent;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Labels;
using MlMonitor.Core.Quality;

namespace MlMonitor.Core.Bias;

/// <summary>Looks for bias in captured answers of a model and their labels: joins both, on two workers, and judges what comes of it.</summary>
public static class CapturedBias
{
    /// <summary>Reads and judges.</summary>
    /// <param name="requests">The requests, and where their labels are.</param>
    /// <param name="query">What is looked for.</param>
    /// <param name="sink">Hears of problems, and of what should be said to whoever reads the numbers.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The findings, the worst first, and what was read; none where something kept it from being judged, which has then been reported.</returns>
    public static async Task<(IReadOnlyList<MlBiasFinding> Findings, CaptureSummary? Read)> TestAsync(
        CapturedRequests requests, BiasQuery query, IMonitorSink sink, CancellationToken cancellationToken)
    {
        var rules = query.Rules;
        if (rules.Count == 0)
        {
            sink.Report(Problem.Of(ProblemId.ColumnNotFound, $"No facet is named for {requests.Source}, and no baseline has one.", requests.Source.Name,
                "Give -Facet the column that makes the groups, or -Baseline an analysis.json."));
            return ([], null);
        }

        string[] wanted = [.. rules.Select(rule => rule.Name), .. new[] { query.GroupColumn }.OfType<string>(), .. query.Prediction.Wanted];
        var sample = await CaptureSample.ReadAsync(requests, wanted, sink, cancellationToken).ConfigureAwait(false);
        if (sample.Columns.Count == 0 && sample.Read?.Problem is { } nothing)
        {
            sink.Report(nothing);
            return ([], sample.Read);
        }

        var (columns, problem) = PredictionColumns.Find(sample, query.PredictionAsBaseline, MlProblemType.BinaryClassification, [], requests.Source.Name);
        if (columns is null)
        {
            sink.Report(problem!);
            return ([], sample.Read);
        }

        var options = Options(columns, rules, query);
        var unknown = options.Check(sample.Columns).ToList();
        unknown.ForEach(sink.Report);
        if (unknown.Count > 0 || await requests.ReadLabelsAsync(sink, cancellationToken).ConfigureAwait(false) is not { } labels)
            return ([], sample.Read);
        if (query.LabelThreshold is null && columns.WhyPositiveUnclear(query.PredictionAsBaseline, sample, labels.Some(PredictionColumns.LabelsLookedAt), requests.Source.Name) is { } unclear)
        {
            sink.Report(unclear);
            return ([], sample.Read);
        }

        var features = query.WantsFlips ? Features(sample, rules) : [];
        var parts = new ConcurrentBag<BiasRows>();
        var join = new LabelJoinOptions { LabelPath = requests.LabelPath, IncludeUnlabelled = true };
        var (read, coverage) = await LabelJoin.ReadAsync(requests.Source, requests.Window, sample.Map, labels, Make, join, sink, null, cancellationToken).ConfigureAwait(false);
        if (read.Problem is { } failed)
            sink.Report(failed);
        var flips = rules.Select((_, facet) => Flips([.. parts.Select(part => part.Flips[facet])], query.Resampling.Seed, cancellationToken)).ToList();
        var test = new BiasTest(options);
        foreach (var part in parts)
            test.Merge(part.Test);
        foreach (var remark in test.Remarks())
            sink.Warn(remark + ".");
        var findings = test.Judge(query.Baseline, features.Length == 0 ? null : (rule, _) => flips[rules.ToList().IndexOf(rule)]);
        return ([.. BiasCoverage.Settle(findings, test, coverage, options).Select(finding => finding with
        {
            EndpointName = read.EndpointName,
            Window = requests.Window,
            Labels = coverage,
        })], read);

        BiasRows Make()
        {
            var rows = new BiasRows(columns, options, features, query.Resampling.Seed);
            parts.Add(rows);
            return rows;
        }
    }

    private static FlipTestResult? Flips(IReadOnlyList<FlipTest?> parts, int seed, CancellationToken cancellationToken)
    {
        var whole = new FlipTest(seed: seed);
        foreach (var part in parts.OfType<FlipTest>())
            whole.Merge(part);
        return parts.Any(part => part is not null) ? whole.Run(cancellationToken) : null;
    }

    private static BiasOptions Options(PredictionColumns columns, IReadOnlyList<FacetRule> rules, BiasQuery query) => new()
    {
        Facets = rules,
        Positive = query.LabelThreshold is { } threshold ? LabelRule.Above(threshold) : columns.Positive,
        PositivePrediction = columns.Prediction is null ? LabelRule.Above(query.Prediction.Threshold) : null,
        GroupColumn = query.GroupColumn,
        // Without a column that groups the rows there is nothing to say of those that need one, unless somebody asks.
        Metrics = query.Metrics.Count > 0 || query.GroupColumn is not null ? query.Metrics : [.. BiasMetric.All.Where(metric => metric is not Metrics.ConditionalDisparity).Select(metric => metric.Name)],
        Limits = query.Limits,
        MinimumGroup = query.MinimumGroup,
        Resampling = query.Resampling,
        Compatibility = query.Compatibility,
    };

    // Numbers only, without the facets; outputs are no features.
    private static string[] Features(CaptureSample sample, IReadOnlyList<FacetRule> rules) =>
        [.. sample.Inputs.Where(column => rules.All(rule => rule.Name != column.Key) && column.Value.Count > 0 && column.Value.All(value => value is long or double)).Select(column => column.Key)];
}
