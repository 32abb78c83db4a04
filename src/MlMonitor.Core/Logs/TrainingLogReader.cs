using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Amazon.CloudWatchLogs.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Training.Jobs;

namespace MlMonitor.Core.Logs;

/// <summary>Reads the logs of jobs through one connection: all streams of a job as one log in the order of time.</summary>
internal sealed partial class TrainingLogReader(AwsCaller caller, TimeProvider clock, Random chance)
{
    /// <summary>What DescribeLogStreams and GetLogEvents give at most.</summary>
    private const int LinesPerPage = 10_000;

    /// <summary>What is held in memory of all streams together while they are merged.</summary>
    private const int LinesHeld = 50_000;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>The last lines of a job come in after its end: it is over when none has for a while, and at the latest so long after it.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    private bool _patternIsSlow;

    /// <summary>Gives the lines of one job's log.</summary>
    /// <param name="named">The job.</param>
    /// <param name="query">Which lines.</param>
    /// <param name="missing">Hears that the job is not there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<MlLogLine> ReadAsync(
        LoggingJob named, TrainingLogQuery query, Action<string, Problem> missing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var jobs = new JobReader(caller, clock);
        var kind = jobs.Kinds().First(k => k.Type == named.Type);
        if (await jobs.DescribeAsync(kind, named.Name, cancellationToken, missing).ConfigureAwait(false) is not { } job)
            yield break;
        if (job.LogGroup is not { } group)
        {
            caller.Sink.Report(Problem.Of(ProblemId.JobHasNoLog, $"The {job.Type} job '{job.JobName}' writes no log of its own; the jobs it starts do.", job.JobName,
                "Give the jobs it started, as Get-MlJob lists them with this one as their Parent."));
            yield break;
        }

        var calls = new PatientCalls(caller);
        var streams = new Dictionary<string, LogStreamCursor>(StringComparer.Ordinal);
        var given = 0;
        if (query.Tail is { } tail)
        {
            await DiscoverAsync(calls, job, group, streams, query, cancellationToken).ConfigureAwait(false);
            var last = await LogMerge.LastAsync(streams.Values, tail, e => Wants(e, query), query.WantsAll, cancellationToken).ConfigureAwait(false);
            foreach (var (stream, line) in last)
            {
                given++;
                yield return Line(job, stream, line);
            }
        }

        // What stands at its end already must not be read from its head because a call failed; from here on calls are made again.
        calls.IsPatient = query.Follow;
        DateTimeOffset? quietSince = null;
        for (; !calls.AreOver && (query.Follow || query.Tail is null); LookAgain(streams))
        {
            // The status is asked for before the log, so that a log read after the end is whole.
            if (query.Follow && !job.IsTerminal)
                job = await calls.TryAsync("SageMaker", kind.DescribeAction, job.JobName, t => kind.DescribeAsync(job.JobName, t), cancellationToken).ConfigureAwait(false) ?? job;
            await DiscoverAsync(calls, job, group, streams, query, cancellationToken).ConfigureAwait(false);
            var (hasNews, repeats) = (false, calls.Repeats);
            await foreach (var (stream, line) in LogMerge.ForwardAsync(streams.Values, cancellationToken).ConfigureAwait(false))
            {
                hasNews = true;
                if (Wants(line, query))
                {
                    given++;
                    yield return Line(job, stream, line);
                }
            }

            var now = clock.GetUtcNow();
            // A look in which a call failed tells nothing of what there is.
            quietSince = !job.IsTerminal || calls.Repeats != repeats ? null : hasNews ? now : quietSince ?? now;
            if (!query.Follow || calls.AreOver || (quietSince is { } since && (now - since >= Quiet || now - job.Ended > Late)))
                break;
            await Task.Delay(ShortestPause + ((LongestPause - ShortestPause) * chance.NextDouble()), clock, cancellationToken).ConfigureAwait(false);
        }

        if (given == 0 && !calls.AreOver)
            SayWhyEmpty(job, group, streams, query);
    }

    private static void LookAgain(Dictionary<string, LogStreamCursor> streams)
    {
        foreach (var stream in streams.Values)
            stream.LookAgain();
    }

    /// <summary>Finds the streams of the job that are not known yet.</summary>
    private static async Task DiscoverAsync(
        PatientCalls calls, MlJob job, string group, Dictionary<string, LogStreamCursor> streams, TrainingLogQuery query, CancellationToken cancellationToken)
    {
        var found = await JobLogStreams.ListAsync(calls, job, group, cancellationToken).ConfigureAwait(false);
        var wanted = found.Select(s => s.LogStreamName)
            .Where(name => !streams.ContainsKey(name))
            .Select(name => (Name: name, Node: NodeOf(job.JobName, name)))
            .Where(s => query.WantsNode is null || query.WantsNode(s.Node ?? ""))
            .ToList();
        var perPage = Math.Clamp(LinesHeld / Math.Max(1, streams.Count + wanted.Count), 100, LinesPerPage);
        foreach (var (name, node) in wanted)
            streams[name] = new LogStreamCursor(calls, group, name, node, query.After, perPage);
    }

    /// <summary>The instance in the name of a stream: <c>job/algo-1-1700000000</c>, <c>job/i-0abc-1700000000000/data-log</c>.</summary>
    private static string? NodeOf(string jobName, string stream) =>
        stream.Length <= jobName.Length + 1 ? null : Epoch().Replace(stream[(jobName.Length + 1)..].Split('/')[0], "");

    private bool Wants(OutputLogEvent line, TrainingLogQuery query)
    {
        if (query.After is { } after && AwsTime.Utc(line.Timestamp) < after)
            return false;
        try
        {
            return query.Pattern?.IsMatch(LogText.Clean(line.Message)) != false;
        }
        catch (RegexMatchTimeoutException)
        {
            if (!_patternIsSlow)
                caller.Sink.Warn($"The pattern '{query.Pattern}' takes too long on some lines; they are let through.");
            _patternIsSlow = true;
            return true;
        }
    }

    private static MlLogLine Line(MlJob job, LogStreamCursor stream, OutputLogEvent line) => new()
    {
        Time = AwsTime.Utc(line.Timestamp) ?? default,
        Message = LogText.Clean(line.Message),
        LogStream = stream.Stream,
        JobName = job.JobName,
        Node = stream.Node,
    };

    /// <summary>A job that died before it wrote anything says why elsewhere.</summary>
    private void SayWhyEmpty(MlJob job, string group, Dictionary<string, LogStreamCursor> streams, TrainingLogQuery query)
    {
        var kind = job.Type.ToString().ToLowerInvariant();
        var status = job.SecondaryStatus is { Length: > 0 } secondary && secondary != job.RawStatus ? $"{job.Status} ({secondary})" : job.Status.ToString();
        if (!query.WantsAll && (streams.Count > 0 || query.WantsNode is not null))
            caller.Sink.Detail($"No line of the log of the {kind} job '{job.JobName}' is wanted.");
        else if (!job.IsTerminal)
            caller.Sink.Warn($"The {kind} job '{job.JobName}' has not written to its log yet: it is {status}.");
        else if (job.FailureReason.Length > 0)
            caller.Sink.Warn($"The {kind} job '{job.JobName}' is {status} and wrote no log. SageMaker says: {LogText.Clean(job.FailureReason)}");
        else
            caller.Sink.Warn($"The {kind} job '{job.JobName}' is {status} and has nothing in {group}: it wrote no log, or the group no longer keeps it.");
    }

    [GeneratedRegex(@"-\d{9,}$")]
    private static partial Regex Epoch();
}
