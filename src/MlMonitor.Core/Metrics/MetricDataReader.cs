using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Metrics;

/// <summary>
/// Reads metrics of CloudWatch, 500 a call. A call has one window, and here one period: what is read together is of one kind.
/// </summary>
internal sealed class MetricDataReader(AwsCaller caller)
{
    private const string Service = "CloudWatch";

    /// <summary>The most that GetMetricData takes.</summary>
    public const int QueriesPerCall = 500;

    /// <summary>How many calls were made, without further pages and retries.</summary>
    public int Calls { get; private set; }

    /// <summary>How many metrics were asked for: what CloudWatch bills GetMetricData by.</summary>
    public int Billed { get; private set; }

    private IAmazonCloudWatch Client => caller.Clients.CloudWatch(caller.Connection);

    /// <summary>Reads points.</summary>
    /// <param name="queries">What is asked for, each once.</param>
    /// <param name="window">The window, both ends at multiples of the period.</param>
    /// <param name="period">Seconds between two points.</param>
    /// <param name="target">What an error of the call is about.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One answer for each query, in their order.</returns>
    public async Task<IReadOnlyList<MetricAnswer>> ReadAsync(
        IReadOnlyList<MetricQuery> queries, MlWindow window, int period, object target, CancellationToken cancellationToken)
    {
        var answers = new List<MetricAnswer>(queries.Count);
        foreach (var chunk in queries.Chunk(QueriesPerCall))
            answers.AddRange(await ReadChunkAsync(chunk, window, period, target, cancellationToken).ConfigureAwait(false));
        return answers;
    }

    private async Task<MetricAnswer[]> ReadChunkAsync(MetricQuery[] chunk, MlWindow window, int period, object target, CancellationToken cancellationToken)
    {
        var queries = chunk.Select((q, i) => q.ToRequest(i, period)).ToList();
        var answers = chunk.Select(_ => new MetricAnswer()).ToArray();
        var failed = false;
        var pages = AwsPaging.PagesAsync(
            (token, stop) => caller.TryAsync(Service, "cloudwatch:GetMetricData", target,
                t => Client.GetMetricDataAsync(new GetMetricDataRequest
                {
                    MetricDataQueries = queries,
                    StartTime = window.After.UtcDateTime,
                    EndTime = window.Before.UtcDateTime,
                    ScanBy = ScanBy.TimestampAscending,
                    NextToken = token,
                }, t),
                stop),
            page => page?.NextToken,
            cancellationToken);
        (Calls, Billed) = (Calls + 1, Billed + chunk.Length);
        AwsCallMeter.Current?.CountBilled(chunk.Length);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            failed = page is null;
            foreach (var message in (page?.Messages ?? []).Select(MetricAnswer.Words).Distinct(StringComparer.Ordinal))
                caller.Sink.Warn($"CloudWatch says of the metrics asked for: {message}");
            foreach (var result in page?.MetricDataResults ?? [])
                if (Index(result.Id, chunk.Length) is { } i)
                    answers[i].Take(result);
        }

        foreach (var answer in answers)
            answer.Failed = failed;
        return answers;
    }

    private static int? Index(string? id, int count) =>
        id is ['m', .. var number] && int.TryParse(number, out var index) && index >= 0 && index < count ? index : null;
}
