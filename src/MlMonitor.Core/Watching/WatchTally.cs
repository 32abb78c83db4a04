using MlMonitor.Core.Alerting;
using MlMonitor.Core.Watching.Configuration;

namespace MlMonitor.Core.Watching;

/// <summary>Counts what one watch finds.</summary>
/// <param name="watch">The watch.</param>
internal sealed class WatchTally(Watch watch)
{
    private readonly List<WatchResult> _results = [];

    /// <summary>Takes one result.</summary>
    /// <param name="result">The result.</param>
    public void Add(WatchResult result) => _results.Add(result);

    /// <summary>What it found in all.</summary>
    /// <param name="at">When the run began (UTC).</param>
    public WatchProgress Sum(DateTimeOffset at)
    {
        // What hinders a whole region hides any number of things there, and what is of no region hides them everywhere.
        var problems = _results.Where(r => r.Problem is not null).ToLookup(r => IsAboutOne(r.Problem!.Value), r => (MlUncheckedFinding)r.Found);
        return new WatchProgress(watch.Name, at)
        {
            Found = [.. _results.Select(Observe).Where(o => o.Subject.Severity != MlSeverity.Ok)
                .GroupBy(o => o.Subject.Key, StringComparer.Ordinal).Select(Worst)],
            Count = _results.Where(r => r.Problem is null).Select(Observe)
                .GroupBy(o => (o.Subject.Region, o.Subject.Account, o.Subject.Resource))
                .Select(thing => Worst(thing).Subject.Severity)
                .GroupBy(s => s).ToDictionary(s => s.Key, s => s.Count()),
            CouldNotCheck = _results.Count(r => r.Problem is not null),
            IsChecked = problems[false].All(p => p.Region.Length > 0),
            NotChecked = [.. problems[true].Select(p => p.Target).Distinct(StringComparer.Ordinal)],
            NotCheckedRegions = [.. problems[false].Select(p => p.Region).Where(r => r.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)],
        };
    }

    private Observation Observe(WatchResult result)
    {
        var subject = result.Found.ToAlertSubject();
        return new Observation(subject with { Severity = watch.Judged(subject.Severity) }, watch.Name, watch.For) { Tags = watch.Tag };
    }

    private static Observation Worst(IEnumerable<Observation> same) => same.MaxBy(o => AlertRank.Of(o.Subject.Severity))!;

    private static bool IsAboutOne(ProblemId id) => id is ProblemId.EndpointNotFound or ProblemId.PipelineNotFound or ProblemId.JobNotFound
        or ProblemId.MonitoringScheduleNotFound or ProblemId.CaptureOff or ProblemId.CaptureNotFound or ProblemId.CaptureEmpty
        or ProblemId.BaselineMissing or ProblemId.LabelsMissing;
}
