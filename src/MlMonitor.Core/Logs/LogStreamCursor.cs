using Amazon.CloudWatchLogs.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Logs;

/// <summary>
/// A place in one stream of a log, from which it is read forward, now and later. Its end is reached when the token that comes back
/// is the one that was given; the token stays good for what is written afterwards.
/// </summary>
internal sealed class LogStreamCursor(PatientCalls calls, string group, string stream, string? node, DateTimeOffset? after, int perPage)
{
    private const string Service = "CloudWatch Logs";
    private const int MostPerPage = 10_000;

    /// <summary>How many looks in a row may fail before the other streams go on without this one.</summary>
    private const int MostFailedLooks = 10;

    private readonly Queue<OutputLogEvent> _read = new();
    private List<OutputLogEvent> _readAtToken = [];
    private string? _token;
    private bool _atEnd;
    private bool _isGone;
    private int _failedLooks;

    public string Stream => stream;

    public string? Node => node;

    /// <summary>The next event. Only where <see cref="FillAsync"/> said that there is one.</summary>
    public OutputLogEvent Next => _read.Peek();

    /// <summary>Whether the last look broke off and will be made again: what other streams have of later times is to wait for it.</summary>
    public bool IsHeldUp { get; private set; }

    public OutputLogEvent Take() => _read.Dequeue();

    /// <summary>Lets it look again behind what was the end.</summary>
    public void LookAgain() => (_atEnd, IsHeldUp) = (false, false);

    /// <summary>Reads pages until there is an event, which some are without; false at the end of the stream.</summary>
    public async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        while (_read.Count == 0 && !_atEnd)
        {
            if (await PageAsync(fromHead: true, _token, perPage, cancellationToken).ConfigureAwait(false) is not { } page)
            {
                IsHeldUp = !_isGone && !calls.AreOver && ++_failedLooks <= MostFailedLooks;
                return false;
            }

            _failedLooks = 0;
            Keep(page.Events ?? [], page.NextForwardToken);
        }

        return _read.Count > 0;
    }

    /// <summary>The last events that are wanted, oldest first. Reading forward goes on behind them.</summary>
    public async Task<IReadOnlyList<OutputLogEvent>> LastAsync(int count, Func<OutputLogEvent, bool> wants, bool wantsAll, CancellationToken cancellationToken)
    {
        var last = new LinkedList<OutputLogEvent>();
        string? token = null;
        do
        {
            var page = await PageAsync(fromHead: false, token, wantsAll ? Math.Clamp(count, 1, MostPerPage) : MostPerPage, cancellationToken).ConfigureAwait(false);
            _token ??= page?.NextForwardToken;
            foreach (var line in (page?.Events ?? []).AsEnumerable().Reverse().Where(wants).Take(count - last.Count))
                last.AddFirst(line);
            if (string.IsNullOrEmpty(page?.NextBackwardToken) || page.NextBackwardToken == token)
                break;
            token = page.NextBackwardToken;
        }
        while (last.Count < count);
        return [.. last];
    }

    private Task<GetLogEventsResponse?> PageAsync(bool fromHead, string? token, int limit, CancellationToken cancellationToken) =>
        calls.TryAsync(Service, "logs:GetLogEvents", $"{group}/{stream}",
            t => calls.Caller.Clients.CloudWatchLogs(calls.Caller.Connection).GetLogEventsAsync(new GetLogEventsRequest
            {
                LogGroupName = group,
                LogStreamName = stream,
                StartFromHead = fromHead,
                StartTime = after?.UtcDateTime,
                NextToken = token,
                Limit = limit,
            }, t),
            cancellationToken,
            (_, _) =>
            {
                _isGone = true;
                calls.Caller.Sink.Detail($"The log stream {group}/{stream} is gone.");
            });

    private void Keep(List<OutputLogEvent> events, string? next)
    {
        // A server that gives events and repeats the token gives the same events again when asked again.
        var known = events.Count >= _readAtToken.Count && events.Zip(_readAtToken).All(pair => IsSame(pair.First, pair.Second)) ? _readAtToken.Count : 0;
        foreach (var line in events.Skip(known))
            _read.Enqueue(line);
        _atEnd = string.IsNullOrEmpty(next) || next == _token;
        if (!_atEnd)
            (_token, _readAtToken) = (next, []);
        else if (events.Count > 0)
            _readAtToken = events;
    }

    private static bool IsSame(OutputLogEvent one, OutputLogEvent other) =>
        one.Timestamp == other.Timestamp && one.IngestionTime == other.IngestionTime && one.Message == other.Message;
}
