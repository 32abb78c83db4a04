using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Endpoints.Posture;

/// <summary>What a schedule of Model Monitor holds data against, by its job definition or, in those of old, by itself.</summary>
internal sealed class JobDefinitions(AwsCaller caller)
{
    private const string Service = "SageMaker";

    /// <summary>Where a schedule's baseline and labels are; nulls where it has none, or where that cannot be read.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="failed">Hears of what could not be read, which has been reported.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(string? Baseline, string? Labels)> ReadAsync(DescribeMonitoringScheduleResponse schedule, Action<Problem> failed, CancellationToken cancellationToken)
    {
        var client = caller.Clients.SageMaker(caller.Connection);
        if (schedule.MonitoringScheduleConfig?.MonitoringJobDefinitionName is not { Length: > 0 } name)
        {
            var inline = schedule.MonitoringScheduleConfig?.MonitoringJobDefinition?.BaselineConfig;
            return (inline?.StatisticsResource?.S3Uri ?? inline?.ConstraintsResource?.S3Uri, null);
        }

        switch (schedule.MonitoringType?.Value)
        {
            case "ModelQuality":
                var quality = await Try("DescribeModelQualityJobDefinition", name,
                    t => client.DescribeModelQualityJobDefinitionAsync(new DescribeModelQualityJobDefinitionRequest { JobDefinitionName = name }, t)).ConfigureAwait(false);
                return (quality?.ModelQualityBaselineConfig?.ConstraintsResource?.S3Uri, quality?.ModelQualityJobInput?.GroundTruthS3Input?.S3Uri);
            case "ModelBias":
                var bias = await Try("DescribeModelBiasJobDefinition", name,
                    t => client.DescribeModelBiasJobDefinitionAsync(new DescribeModelBiasJobDefinitionRequest { JobDefinitionName = name }, t)).ConfigureAwait(false);
                return (bias?.ModelBiasBaselineConfig?.ConstraintsResource?.S3Uri, bias?.ModelBiasJobInput?.GroundTruthS3Input?.S3Uri);
            case "ModelExplainability":
                var explained = await Try("DescribeModelExplainabilityJobDefinition", name,
                    t => client.DescribeModelExplainabilityJobDefinitionAsync(new DescribeModelExplainabilityJobDefinitionRequest { JobDefinitionName = name }, t)).ConfigureAwait(false);
                return (explained?.ModelExplainabilityBaselineConfig?.ConstraintsResource?.S3Uri, null);
            default:
                var data = await Try("DescribeDataQualityJobDefinition", name,
                    t => client.DescribeDataQualityJobDefinitionAsync(new DescribeDataQualityJobDefinitionRequest { JobDefinitionName = name }, t)).ConfigureAwait(false);
                var config = data?.DataQualityBaselineConfig;
                return (config?.StatisticsResource?.S3Uri ?? config?.ConstraintsResource?.S3Uri, null);
        }

        Task<T?> Try<T>(string operation, string target, Func<CancellationToken, Task<T>> call)
            where T : class => caller.TryAsync(Service, $"sagemaker:{operation}", target, call, cancellationToken,
                (_, _) => caller.Sink.Detail($"{target} is gone meanwhile."), failed: failed);
    }
}
