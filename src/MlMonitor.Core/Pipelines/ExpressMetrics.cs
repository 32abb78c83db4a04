using Amazon.CloudWatch.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Pipelines;

/// <summary>
/// Step Functions keeps no executions of Express state machines; all there is to tell of them are their metrics in
/// CloudWatch, namespace AWS/States.
/// </summary>
internal sealed class ExpressMetrics(AwsCaller caller, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromDays(1);
    private static readonly string[] Metrics = ["ExecutionsStarted", "ExecutionsSucceeded", "ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted"];

    /// <summary>Judges the machine by what its metrics of the last day say. Never an error: without metrics it says so.</summary>
    public async Task<MlPipelineStatus> DescribeAsync(MlPipelineStatus status, CancellationToken cancellationToken)
    {
        const string Note = "Express, known by its metrics only";
        if (await CountsAsync(status.Arn!, cancellationToken).ConfigureAwait(false) is not { } counts)
            return status with { Status = MlStatus.Unknown, RawStatus = "EXPRESS", Reason = $"{Note}, and CloudWatch did not give them" };

        var bad = counts["ExecutionsFailed"] + counts["ExecutionsTimedOut"];
        var unified = (counts["ExecutionsStarted"], counts["ExecutionsSucceeded"], bad) switch
        {
            (0, 0, 0) => MlStatus.Pending,
            (_, 0, > 0) => MlStatus.Failed,
            (_, _, > 0) => MlStatus.SucceededWithWarnings,
            (_, > 0, _) => MlStatus.Succeeded,
            _ => MlStatus.InProgress,
        };
        return status with
        {
            Status = unified,
            RawStatus = "EXPRESS",
            Reason = $"{Note}: in the last day {counts["ExecutionsStarted"]:0} started, {counts["ExecutionsSucceeded"]:0} succeeded, {bad:0} failed or timed out",
        };
    }

    private async Task<Dictionary<string, double>?> CountsAsync(string machineArn, CancellationToken cancellationToken)
    {
        var end = clock.GetUtcNow();
        var request = new GetMetricDataRequest
        {
            StartTime = (end - Window).UtcDateTime,
            EndTime = end.UtcDateTime,
            MetricDataQueries = [.. Metrics.Select((name, i) => new MetricDataQuery
            {
                Id = $"m{i}",
                MetricStat = new MetricStat
                {
                    Metric = new Metric { Namespace = "AWS/States", MetricName = name, Dimensions = [new Dimension { Name = "StateMachineArn", Value = machineArn }] },
                    Period = (int)Window.TotalSeconds,
                    Stat = "Sum",
                },
            })],
        };
        try
        {
            var reply = await caller.Clients.CloudWatch(caller.Connection).GetMetricDataAsync(request, cancellationToken).ConfigureAwait(false);
            var results = reply.MetricDataResults ?? [];
            return Metrics.Select((name, i) => (name, sum: results.Where(r => r.Id == $"m{i}").SelectMany(r => r.Values ?? []).Sum()))
                .ToDictionary(m => m.name, m => m.sum);
        }
        catch (Exception e) when (AwsProblems.IsFailure(e, cancellationToken))
        {
            caller.Sink.Detail($"The metrics of {machineArn} could not be read: {e.Message}");
            return null;
        }
    }
}
