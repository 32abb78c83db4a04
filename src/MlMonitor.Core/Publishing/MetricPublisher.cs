using Amazon.CloudWatch.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Publishing;

/// <summary>Writes numbers as custom metrics of CloudWatch, into one namespace of one region.</summary>
/// <param name="connection">The way to the region.</param>
/// <param name="space">The namespace.</param>
public sealed class MetricPublisher(AwsConnection connection, string space)
{
    /// <summary>Sends what was gathered. A call that fails is reported, and the next is made, unless it must fail too.</summary>
    /// <param name="metrics">The numbers.</param>
    /// <param name="sink">Hears why CloudWatch did not take them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What became of them.</returns>
    public async Task<MlMetricPublication> PublishAsync(GatheredMetrics metrics, IMonitorSink sink, CancellationToken cancellationToken)
    {
        var caller = new AwsCaller(connection, sink);
        var client = connection.Clients.CloudWatch(connection);
        var (sent, calls, denied) = (0, 0, false);
        foreach (var (data, points) in MetricBatches.Of(metrics))
        {
            // Who may not write the first thousand may not write the next.
            if (denied || caller.IsRefused)
                break;
            calls++;
            var reply = await caller.TryAsync(
                "CloudWatch", "cloudwatch:PutMetricData", space,
                stop => client.PutMetricDataAsync(new PutMetricDataRequest { Namespace = space, MetricData = data }, stop),
                cancellationToken, failed: problem => denied = problem.Id == ProblemId.AccessDenied).ConfigureAwait(false);
            if (reply is not null)
                sent += points;
            sink.Progress("Publishing metrics", sent, metrics.Points);
        }

        return Result(metrics, space, connection.Region, connection.ProfileName) with { Sent = sent, Calls = calls };
    }

    /// <summary>What is told of numbers of which none was sent.</summary>
    /// <param name="metrics">The numbers.</param>
    /// <param name="space">The namespace.</param>
    /// <param name="region">The region they would have gone to.</param>
    /// <param name="profileName">The credential profile; null for none.</param>
    /// <returns>What became of them.</returns>
    public static MlMetricPublication Result(GatheredMetrics metrics, string space, string region, string? profileName) => new()
    {
        Namespace = space,
        Region = region,
        ProfileName = profileName,
        Metric = metrics.Metric,
        Points = metrics.Points,
        Sent = 0,
        NotFinite = metrics.NotFinite,
        OutOfRange = metrics.OutOfRange,
        OutOfTime = metrics.OutOfTime,
        Calls = 0,
    };
}
