using MlMonitor.Core.Training.Metrics;
using MlMonitor.Core.Training.Rules.Statistics;

namespace MlMonitor.Core.Training.Evidence;

/// <summary>
/// A metric of the algorithm that is published no more while the job goes on, or was not at the job's end. CloudWatch takes no value
/// that is not a finite number, so the log alone can tell whether that is why.
/// </summary>
/// <param name="Name">The metric.</param>
/// <param name="Since">Its last point, or the beginning of training where it has none (UTC).</param>
/// <param name="Values">Finds the values that are not finite in the lines of the log.</param>
internal sealed record QuietMetric(string Name, DateTimeOffset Since, NotFiniteValue Values)
{
    /// <summary>How long a metric may be quiet: five of its usual intervals, and at least this long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The quiet ones among the metrics that a job names.</summary>
    /// <param name="job">The job.</param>
    /// <param name="series">Its metrics with points.</param>
    /// <param name="begun">When training began.</param>
    /// <param name="end">Its end, or now.</param>
    public static IEnumerable<QuietMetric> In(TrainedJob job, IReadOnlyList<MlTrainingSeries> series, DateTimeOffset begun, DateTimeOffset end) =>
        from name in job.Names.Concat(series.Select(s => s.MetricName)).Distinct(StringComparer.Ordinal)
        let points = series.FirstOrDefault(s => s.MetricName == name)?.Points ?? []
        // Points by iteration have no time, and who has no time cannot be late.
        where points.All(p => p.Time is not null)
        let times = points.Select(p => p.Time!.Value).ToArray()
        let since = times.Length > 0 ? times[^1] : begun
        where end - since > Allowed(times)
        select new QuietMetric(name, since, NotFiniteValue.Of(name, job.Definitions.FirstOrDefault(d => d.Name == name)?.Regex));

    private static TimeSpan Allowed(DateTimeOffset[] times)
    {
        if (times.Length < 3)
            return Patience;
        var usual = TimeSpan.FromSeconds(Robust.Median([.. times.Skip(1).Zip(times, (later, earlier) => (later - earlier).TotalSeconds)]));
        return 5 * usual > Patience ? 5 * usual : Patience;
    }
}
