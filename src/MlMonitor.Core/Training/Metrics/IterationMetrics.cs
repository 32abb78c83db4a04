using Amazon.SageMakerMetrics;
using Amazon.SageMakerMetrics.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Logs;

namespace MlMonitor.Core.Training.Metrics;

/// <summary>The metrics that the metrics service of SageMaker has of training jobs, by iteration. It has no list of them.</summary>
internal sealed class IterationMetrics(AwsCaller caller)
{
    private const string Service = "SageMaker Metrics";

    /// <summary>The most that BatchGetMetrics takes.</summary>
    private const int QueriesPerCall = 100;

    /// <summary>Reads points into the series, 100 series a call.</summary>
    /// <param name="series">The series.</param>
    /// <param name="lenient">Whether another source stands behind it, so that no answer is no error.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task ReadAsync(IReadOnlyList<SeriesUnderWay> series, bool lenient, CancellationToken cancellationToken)
    {
        foreach (var chunk in series.Chunk(QueriesPerCall))
        {
            var reply = await caller.TryAsync(Service, "sagemaker:BatchGetMetrics", chunk[0].Job.Name, t => CallAsync(chunk, lenient, t), cancellationToken).ConfigureAwait(false);
            if (reply is null)
            {
                foreach (var each in chunk.Where(_ => !lenient))
                    each.Job.Failed = true;
                if (lenient)
                    return;
                continue;
            }

            // Results have no names: they come in the order of the queries.
            foreach (var (each, result) in chunk.Zip(reply.MetricQueryResults ?? []))
                Take(each, result, lenient);
            foreach (var each in chunk.Skip(reply.MetricQueryResults?.Count ?? 0).Where(_ => !lenient))
                each.Lacks(ProblemId.MetricIncomplete, "the metrics service left it out of its reply");
        }
    }

    private async Task<BatchGetMetricsResponse> CallAsync(SeriesUnderWay[] chunk, bool lenient, CancellationToken cancellationToken)
    {
        var request = new BatchGetMetricsRequest
        {
            MetricQueries = [.. chunk.Select(s => new MetricQuery
            {
                MetricName = s.Name,
                ResourceArn = s.Job.Arn,
                MetricStat = MetricStatistic.Avg,
                Period = Period.IterationNumber,
                XAxisType = XAxisType.IterationNumber,
            })],
        };
        try
        {
            return await caller.Clients.SageMakerMetrics(caller.Connection).BatchGetMetricsAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (lenient && AwsProblems.IsFailure(e, cancellationToken))
        {
            caller.Sink.Detail($"The metrics service of SageMaker was not to be had in {caller.Connection}: {e.Message}");
            return null!;
        }
    }

    private void Take(SeriesUnderWay series, MetricQueryResult result, bool lenient)
    {
        foreach (var (iteration, value) in (result.XAxisValues ?? []).Zip(result.MetricValues ?? []))
            series.Add(value, null, iteration, caller.Connection);
        if (result.Status is not { } status || status == MetricQueryResultStatus.Complete)
            return;
        var words = LogText.Clean(string.IsNullOrEmpty(result.Message) ? status.Value : $"{status.Value} ({result.Message})");
        if (lenient && !series.HasPoints && status == MetricQueryResultStatus.ValidationError)
            caller.Sink.Detail($"The metrics service has no {series.Name} of {series.Job.Name}: {words}");
        else
            series.Lacks(ProblemId.MetricIncomplete, words);
    }
}
