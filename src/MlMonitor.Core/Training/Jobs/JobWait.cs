using System.Runtime.CompilerServices;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Training.Jobs;

/// <summary>One job that is waited for.</summary>
/// <param name="Connection">The region and identity it is seen through.</param>
/// <param name="Type">Its kind.</param>
/// <param name="Name">Its name.</param>
public sealed record AwaitedJob(AwsConnection Connection, MlJobType Type, string Name);

/// <summary>
/// Waits for jobs by describing each again and again, never by searching: the index behind a search lags. Only looks; a wait
/// that is given up leaves the jobs alone.
/// </summary>
/// <param name="timeout">How long to wait at most; null for as long as it takes.</param>
/// <param name="interval">How long to let pass between two looks at a job.</param>
/// <param name="clock">Tells the time.</param>
/// <param name="chance">Spreads the looks, so that many who wait do not look at the same moment.</param>
public sealed class JobWait(TimeSpan? timeout, TimeSpan interval, TimeProvider clock, Random chance)
{
    /// <summary>How far a look may be moved, as a share of the interval.</summary>
    private const double Jitter = 0.2;

    /// <summary>Gives each job when it has ended; a job that has not within the time is an error.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="sink">Hears of progress, and of jobs that are not there or did not end.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The jobs as they ended, in the order in which they did.</returns>
    public async IAsyncEnumerable<MlJob> UntilEndedAsync(
        IReadOnlyList<AwaitedJob> jobs, IMonitorSink sink, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        var callers = jobs.Select(j => j.Connection).Distinct().ToDictionary(c => c, c => new AwsCaller(c, sink));
        var waiting = jobs.Distinct().ToList();
        var all = waiting.Count;
        var calls = waiting.ToDictionary(w => w, w => new PatientCalls(callers[w.Connection]));
        var last = new Dictionary<AwaitedJob, MlJob>();
        // A name may be looked for in several regions, and is missing where none has it.
        var absent = waiting.GroupBy(w => (w.Type, w.Name)).ToDictionary(g => g.Key, g => new AbsentNames(g.Count()));
        for (var isFirst = true; waiting.Count > 0; isFirst = false)
        {
            var looks = OrderedFanOut.SelectAsync(Stream(waiting), 5, LookAsync, cancellationToken);
            var ended = new List<AwaitedJob>();
            await foreach (var (awaited, job, isOver) in looks.ConfigureAwait(false))
            {
                if (job is not null)
                    last[awaited] = job;
                if (!isOver)
                    continue;
                ended.Add(awaited);
                if (job is not null)
                    yield return job;
            }

            if (isFirst)
                absent.Values.ToList().ForEach(name => name.Report(sink));
            waiting.RemoveAll(ended.Contains);
            if (waiting.Count == 0)
                yield break;
            Tell(all, waiting, last, sink);
            var left = timeout - clock.GetElapsedTime(begun);
            if (left <= TimeSpan.Zero)
                break;
            var pause = interval * (1 + (Jitter * ((2 * chance.NextDouble()) - 1)));
            await Task.Delay(left < pause ? left.Value : pause, clock, cancellationToken).ConfigureAwait(false);
        }

        foreach (var awaited in waiting)
            sink.Report(Problem.Of(ProblemId.JobStillRunning,
                $"The {awaited.Type} job '{awaited.Name}' is {last.GetValueOrDefault(awaited)?.Status.ToString() ?? "unknown"} still after {timeout}.", awaited.Name,
                "Wait longer with -Timeout, or look at it with Get-MlJob and Test-MlTraining; the job goes on."));

        async Task<(AwaitedJob, MlJob?, bool IsOver)> LookAsync(AwaitedJob awaited, CancellationToken token)
        {
            var patient = calls[awaited];
            // Of a job that was seen once, a call that fails is made again at the next look; one that was never seen may not be to be had.
            patient.IsPatient = last.ContainsKey(awaited);
            var repeats = patient.Repeats;
            Action<string, Problem> missing = patient.IsPatient ? (_, problem) => sink.Report(problem) : absent[(awaited.Type, awaited.Name)].Add;
            var job = await new JobReader(patient.Caller, clock).DescribeAsync(patient, awaited.Type, awaited.Name, missing, token).ConfigureAwait(false);
            return (awaited, job, job?.IsTerminal ?? patient.Repeats == repeats);
        }
    }

    /// <summary>The share of the work that is done: ended jobs whole, running ones as far as they tell.</summary>
    private static void Tell(int all, List<AwaitedJob> waiting, Dictionary<AwaitedJob, MlJob> last, IMonitorSink sink)
    {
        var done = all - waiting.Count + waiting.Sum(w => last.GetValueOrDefault(w)?.ProgressPercent / 100 ?? 0);
        var first = waiting.Select(w => last.GetValueOrDefault(w)).OfType<MlJob>().FirstOrDefault();
        var words = first is null ? "" : $": {first.JobName} {(first.Progress.Length > 0 ? first.Progress : first.SecondaryStatus ?? first.Status.ToString())}";
        sink.Progress($"Waiting for {waiting.Count} of {all} jobs{words}", (int)(100 * done / all), 100);
    }

    private static async IAsyncEnumerable<AwaitedJob> Stream(IEnumerable<AwaitedJob> jobs)
    {
        foreach (var job in jobs.ToArray())
            yield return job;
        await Task.CompletedTask.ConfigureAwait(false);
    }
}
