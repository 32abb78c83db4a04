using System.Collections.Concurrent;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Labels;

namespace MlMonitor.Core.Quality;

/// <summary>Tests captured answers of a model against labels: joins both, on two workers, and judges what comes of it.</summary>
public static class CapturedQuality
{
    // What a finding is about that concerns all metrics.
    private const string AllMetrics = "All";

    /// <summary>Reads and judges.</summary>
    /// <param name="requests">The requests, and where their labels are.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="sink">Hears of problems, and of what should be said to whoever reads the numbers.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The findings, the worst first, and what was read; none where something kept it from being judged, which has then been reported.</returns>
    public static async Task<(IReadOnlyList<MlQualityFinding> Findings, CaptureSummary? Read)> TestAsync(
        CapturedRequests requests, QualityQuery query, IMonitorSink sink, CancellationToken cancellationToken)
    {
        var sample = await CaptureSample.ReadAsync(requests, query.Prediction.Wanted, sink, cancellationToken).ConfigureAwait(false);
        if (sample.Outputs.Count == 0 && sample.Read?.Problem is { } nothing)
        {
            sink.Report(nothing);
            return ([], sample.Read);
        }

        if (await requests.ReadLabelsAsync(sink, cancellationToken).ConfigureAwait(false) is not { } labels)
            return ([], sample.Read);
        var some = labels.Some(PredictionColumns.LabelsLookedAt);
        var (columns, problem) = PredictionColumns.Find(sample, query.Prediction, query.KnownType, some, requests.Source.Name);
        problem ??= columns?.WhyPositiveUnclear(query.Prediction, sample, some, requests.Source.Name);
        if (columns is null || problem is not null)
        {
            sink.Report(problem!);
            return ([], sample.Read);
        }

        var parts = new ConcurrentBag<QualityRows>();
        var join = new LabelJoinOptions { LabelPath = requests.LabelPath, IncludeUnlabelled = query.IsEstimateWanted };
        var (read, coverage) = await LabelJoin.ReadAsync(requests.Source, requests.Window, sample.Map, labels, Make, join, sink, null, cancellationToken).ConfigureAwait(false);
        if (read.Problem is { } failed)
            sink.Report(failed);
        var findings = Judge(columns, [.. parts], coverage, query, sink).Select(finding => finding with
        {
            EndpointName = read.EndpointName,
            Window = requests.Window,
            Labels = coverage,
            LabelCoverage = coverage.Coverage,
        });
        return ([.. findings], read);

        QualityRows Make()
        {
            var rows = new QualityRows(columns, query.Options, query.Bin);
            parts.Add(rows);
            return rows;
        }
    }

    private static IReadOnlyList<MlQualityFinding> Judge(PredictionColumns columns, IReadOnlyList<QualityRows> parts, MlLabelCoverage coverage, QualityQuery query, IMonitorSink sink)
    {
        var tallies = parts.SelectMany(part => part.Tallies).GroupBy(part => part.Key).OrderBy(group => group.Key).Select(group => (At: group.Key, Tally: Merge([.. group.Select(part => part.Value)], columns, query.Options))).ToList();
        List<(DateTimeOffset, QualityResult)> series = query.Bin is null ? []
            : [.. tallies.Where(part => part.At != long.MinValue).Select(part => (new DateTimeOffset(part.At, TimeSpan.Zero), part.Tally.Build()))];
        var result = Merge([.. tallies.Select(part => part.Tally)], columns, query.Options).Build();
        foreach (var remark in coverage.LabelledCount > 0 ? result.Remarks : [])
            sink.Warn(remark + ".");
        var findings = new List<MlQualityFinding>();
        if (coverage.LabelledCount == 0)
            findings.Add(NoLabels(coverage, columns));
        else
            findings.AddRange(QualitySeries.Add(QualityTest.Judge(result, query.Reference, query.Options), series, query));
        if (query.IsEstimateWanted)
            findings.AddRange(Estimate(columns, parts, result, coverage, query));
        return [.. findings.Where(finding => finding.MetricName == AllMetrics || query.Metrics.Count == 0 || query.Metrics.Any(name => QualityMetrics.Canonical(name) == finding.MetricName))];
    }

    private static QualityTally Merge(IReadOnlyList<QualityTally> parts, PredictionColumns columns, QualityOptions options)
    {
        var whole = QualityTally.Of(columns, options);
        foreach (var part in parts)
            whole.Merge(part);
        return whole;
    }

    private static MlQualityFinding NoLabels(MlLabelCoverage coverage, PredictionColumns columns) => Nothing(columns,
        $"No labels yet: none of {coverage.PredictionCount} predictions has one"
        + (coverage.LabelCount == 0 ? "" : $"; {coverage.LabelCount} labels are of others")
        + (coverage.MismatchedCount == 0 ? "" : $", {coverage.MismatchedCount} have another number of rows than the answer"));

    private static MlQualityFinding Nothing(PredictionColumns columns, string reason) => new()
    {
        MetricName = AllMetrics,
        ProblemType = columns.ProblemType,
        Severity = MlSeverity.NoData,
        Region = "",
        Count = 0,
        Reason = reason,
    };

    // What labelled rows say of the scores holds for those that wait for their labels; an earlier run speaks where there are too few.
    private static IReadOnlyList<MlQualityFinding> Estimate(PredictionColumns columns, IReadOnlyList<QualityRows> parts, QualityResult labelled, MlLabelCoverage coverage, QualityQuery query)
    {
        var waiting = parts.Sum(part => part.UnlabelledCount);
        if (waiting == 0)
            return [];
        var reason = columns.ProblemType != MlProblemType.BinaryClassification ? "Only of two classes can quality be estimated"
            : columns.Probability is null ? "There are no scores to estimate it from"
            : labelled.Count >= query.Options.MinimumSample ? EstimatedQuality.WhyNot(labelled)
            : query.Reference.Baseline is { } run ? EstimatedQuality.WhyNot(run)
            : $"Too few labels ({labelled.Count}) and no baseline run tell whether scores are calibrated";
        if (reason is not null)
            return [Nothing(columns, $"No estimate of {waiting} predictions without labels: {reason}") with { IsEstimate = true }];
        var estimate = new EstimatedQuality(query.Options);
        foreach (var part in parts)
            estimate.Merge(part.Unlabelled);
        var result = estimate.Build();
        // A limit on what an estimate cannot tell is none on it.
        var reference = query.Reference with { Constraints = [.. query.Reference.Constraints.Where(limit => result.Find(limit.MetricName) is not null)] };
        return [.. QualityTest.Judge(result, reference, query.Options).Select(finding => finding with { Reason = $"Estimated of {result.Count} predictions without labels: {finding.Reason}" })];
    }
}
