using System.Runtime.CompilerServices;
using MlMonitor.Core.Alerting;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Watching.Configuration;

namespace MlMonitor.Core.Watching;

/// <summary>Runs watches side by side, and keeps what they found.</summary>
/// <param name="watches">The watches that are due.</param>
/// <param name="runner">Runs one.</param>
public sealed class WatchRun(IReadOnlyList<Watch> watches, IWatchRunner runner)
{
    /// <summary>A few side by side: they share the pace of calls, and more would only wait for each other.</summary>
    private const int Together = 4;

    private readonly List<WatchResult> _results = [];

    /// <summary>How many things could not be looked at.</summary>
    public int CouldNotCheck => _results.Count(r => r.Problem is not null);

    /// <summary>The watches that could look at something, or had nothing in their way.</summary>
    public IEnumerable<string> Ran => watches.Select(w => w.Name).Where(name => _results.Where(r => r.Watch.Name == name).All(r => r.Problem is not { } id || IsAboutOne(id)));

    /// <summary>Runs them.</summary>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>What they find, as it comes.</returns>
    public async IAsyncEnumerable<WatchResult> ExecuteAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var places = new SemaphoreSlim(Together);
        await foreach (var result in FanOut.MergeAsync(watches, RunOneAsync, cancellationToken).ConfigureAwait(false))
        {
            _results.Add(result);
            yield return result;
        }

        async IAsyncEnumerable<WatchResult> RunOneAsync(Watch watch, [EnumeratorCancellation] CancellationToken stop)
        {
            await places.WaitAsync(stop).ConfigureAwait(false);
            try
            {
                await foreach (var result in runner.RunAsync(watch, stop).ConfigureAwait(false))
                    yield return result;
            }
            finally
            {
                places.Release();
            }
        }
    }

    /// <summary>What the alert stages are told.</summary>
    /// <param name="configured">The names of all watches there are.</param>
    /// <param name="at">When.</param>
    /// <returns>What was found, and how far each watch came.</returns>
    public ObservedRun Observed(IEnumerable<string> configured, DateTimeOffset at) => new(
        [.. _results.Select(Observe).Where(o => o.Subject.Severity != MlSeverity.Ok)
            .GroupBy(o => o.Subject.Key, StringComparer.Ordinal).Select(same => same.MaxBy(o => Rank(o.Subject.Severity))!)],
        [.. watches.Select(Outcome)],
        at)
    {
        Configured = new HashSet<string>(configured, StringComparer.Ordinal),
    };

    /// <summary>How many things there are of each severity, each by its worst.</summary>
    /// <returns>The counts; severities that nothing has are missing.</returns>
    public IReadOnlyDictionary<MlSeverity, int> Count() => _results.Where(r => r.Problem is null).Select(Observe)
        .GroupBy(o => (o.Watch, o.Subject.Region, o.Subject.Account, o.Subject.Resource))
        .Select(thing => thing.MaxBy(o => Rank(o.Subject.Severity))!.Subject.Severity)
        .GroupBy(s => s).ToDictionary(s => s.Key, s => s.Count());

    private static Observation Observe(WatchResult result)
    {
        var subject = result.Found.ToAlertSubject();
        return new Observation(subject with { Severity = result.Watch.Judged(subject.Severity) }, result.Watch.Name, result.Watch.For) { Tags = result.Watch.Tag };
    }

    // What hinders a whole region hides any number of things: then nothing of the watch is over.
    private WatchOutcome Outcome(Watch watch)
    {
        var problems = _results.Where(r => r.Watch == watch && r.Problem is not null).ToList();
        return new WatchOutcome(watch.Name, problems.TrueForAll(p => IsAboutOne(p.Problem!.Value)),
            problems.Select(p => ((MlUncheckedFinding)p.Found).Target).ToHashSet(StringComparer.Ordinal));
    }

    private static bool IsAboutOne(ProblemId id) => id is ProblemId.EndpointNotFound or ProblemId.PipelineNotFound or ProblemId.JobNotFound
        or ProblemId.MonitoringScheduleNotFound or ProblemId.CaptureOff or ProblemId.CaptureNotFound or ProblemId.CaptureEmpty
        or ProblemId.BaselineMissing or ProblemId.LabelsMissing;

    private static int Rank(MlSeverity severity) => severity switch { MlSeverity.Critical => 3, MlSeverity.Warning => 2, MlSeverity.NoData => 1, _ => 0 };
}
