using Amazon.CloudWatchLogs.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Logs;

/// <summary>Reads the end of a log.</summary>
internal sealed class LogTail(AwsCaller caller)
{
    private const string Service = "CloudWatch Logs";

    /// <summary>A job writes one stream for each of its instances; more than these add nothing to a cause.</summary>
    private const int MostStreams = 5;

    /// <summary>The last lines of one stream, oldest first; empty where the log is not there, which is said on the verbose stream.</summary>
    public async Task<IReadOnlyList<MlLogLine>> ReadAsync(string group, string stream, int lines, CancellationToken cancellationToken)
    {
        var page = await caller.TryAsync(Service, "logs:GetLogEvents", $"{group}/{stream}",
            t => caller.Clients.CloudWatchLogs(caller.Connection).GetLogEventsAsync(new GetLogEventsRequest
            {
                LogGroupName = group,
                LogStreamName = stream,
                StartFromHead = false,
                Limit = lines,
            }, t),
            cancellationToken, Missing(group, stream)).ConfigureAwait(false);
        return [.. (page?.Events ?? []).Select(e => Line(e.Timestamp, e.Message, stream)).TakeLast(lines)];
    }

    /// <summary>The last lines of all streams whose names begin alike, such as those of one job, in the order of time.</summary>
    public async Task<IReadOnlyList<MlLogLine>> ReadAllAsync(string group, string prefix, int lines, CancellationToken cancellationToken)
    {
        var page = await caller.TryAsync(Service, "logs:DescribeLogStreams", $"{group}/{prefix}",
            t => caller.Clients.CloudWatchLogs(caller.Connection).DescribeLogStreamsAsync(new DescribeLogStreamsRequest
            {
                LogGroupName = group,
                LogStreamNamePrefix = prefix,
                Limit = MostStreams,
            }, t),
            cancellationToken, Missing(group, prefix)).ConfigureAwait(false);
        var all = new List<MlLogLine>();
        foreach (var stream in (page?.LogStreams ?? []).Select(s => s.LogStreamName).OfType<string>())
            all.AddRange(await ReadAsync(group, stream, lines, cancellationToken).ConfigureAwait(false));
        return [.. all.OrderBy(line => line.Time).TakeLast(lines)];
    }

    private Action<Exception, AwsCall> Missing(string group, string stream) => (_, _) =>
        caller.Sink.Detail($"There is no log {group}/{stream} in {caller.Connection}: it may have failed before it wrote one.");

    private static MlLogLine Line(DateTime? time, string? message, string stream) => new()
    {
        Time = AwsTime.Utc(time) ?? default,
        Message = LogText.Clean(message),
        LogStream = stream,
    };
}
