using MlMonitor.Core.Training.Metrics;
using MlMonitor.Core.Training.Rules;

namespace MlMonitor.Core.Training.Evidence;

/// <summary>What could not be read of a job's metrics, put together by what is judged by them.</summary>
internal static class MetricGaps
{
    public static IEnumerable<TrainingGap> Of(TrainedJob? job, IReadOnlyList<MlTrainingSeries> series)
    {
        var lacking = series.Where(s => s.Note.Length > 0).ToList();
        if (lacking.Count == 0 && job is { Failed: true })
            yield return new TrainingGap(TrainingEvidenceQuery.ByMetrics, "Which metrics the job has could not be read");
        foreach (var group in lacking.GroupBy(s => string.Join(',', TrainingEvidenceQuery.ChecksBy(Kind(s)))))
        {
            var names = group.Select(s => s.MetricName).Distinct(StringComparer.Ordinal).ToList();
            var notes = string.Join("; ", group.Select(s => s.Note).Distinct(StringComparer.Ordinal));
            yield return new TrainingGap(
                TrainingEvidenceQuery.ChecksBy(Kind(group.First())), $"Not all of {string.Join(", ", names)} could be read: {notes}", names.Count == 1 ? names[0] : null);
        }
    }

    /// <summary>An algorithm may name a metric as the instances do.</summary>
    private static string Kind(MlTrainingSeries series) => series.Node is null ? "" : series.MetricName;
}
