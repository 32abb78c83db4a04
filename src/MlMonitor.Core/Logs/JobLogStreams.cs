using Amazon.CloudWatchLogs.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Logs;

/// <summary>The log streams of a job. A labeling job writes to a stream of its own name, every other to streams below it.</summary>
internal static class JobLogStreams
{
    /// <summary>The most that DescribeLogStreams gives.</summary>
    private const int PerPage = 50;

    public static async Task<List<LogStream>> ListAsync(PatientCalls calls, MlJob job, string group, CancellationToken cancellationToken)
    {
        var prefix = job.Type == MlJobType.Labeling ? job.JobName : $"{job.JobName}/";
        var caller = calls.Caller;
        var pages = AwsPaging.PagesAsync(
            (token, stop) => calls.TryAsync("CloudWatch Logs", "logs:DescribeLogStreams", $"{group}/{prefix}",
                t => caller.Clients.CloudWatchLogs(caller.Connection).DescribeLogStreamsAsync(new DescribeLogStreamsRequest
                {
                    LogGroupName = group,
                    LogStreamNamePrefix = prefix,
                    Limit = PerPage,
                    NextToken = token,
                }, t),
                stop,
                (_, _) => caller.Sink.Detail($"There is no log group {group} in {caller.Connection} yet.")),
            page => page?.NextToken,
            cancellationToken);
        var streams = new List<LogStream>();
        await foreach (var page in pages.ConfigureAwait(false))
            streams.AddRange((page?.LogStreams ?? []).Where(s => s.LogStreamName is { } name && (name == job.JobName || name.StartsWith($"{job.JobName}/", StringComparison.Ordinal))));
        return streams;
    }
}
