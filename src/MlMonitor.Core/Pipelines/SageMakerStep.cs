using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Pipelines;

/// <summary>Reads a step of a SageMaker pipeline's execution. What kind it is shows in which of its metadata is filled.</summary>
internal static class SageMakerStep
{
    public static MlPipelineStep Describe(PipelineExecutionStep step)
    {
        var (kind, arn) = Ran(step.Metadata);
        return new MlPipelineStep
        {
            Name = step.StepName ?? "",
            Kind = step.CacheHitResult is null ? kind : $"{kind} (cached)",
            Status = StatusMap.SageMakerPipeline(step.StepStatus?.Value),
            RawStatus = step.StepStatus?.Value,
            Reason = step.FailureReason ?? step.Metadata?.Fail?.ErrorMessage ?? "",
            Started = AwsTime.Utc(step.StartTime),
            Ended = AwsTime.Utc(step.EndTime),
            ExternalId = arn,
        };
    }

    private static (string? Kind, string? Arn) Ran(PipelineExecutionStepMetadata? metadata) => metadata switch
    {
        { TrainingJob: { } m } => ("Training", m.Arn),
        { ProcessingJob: { } m } => ("Processing", m.Arn),
        { TransformJob: { } m } => ("Transform", m.Arn),
        { TuningJob: { } m } => ("Tuning", m.Arn),
        { AutoMLJob: { } m } => ("AutoML", m.Arn),
        { QualityCheck: { } m } => ("QualityCheck", m.CheckJobArn),
        { ClarifyCheck: { } m } => ("ClarifyCheck", m.CheckJobArn),
        { EMR: { } m } => ("EMR", m.StepId),
        { Lambda: { } m } => ("Lambda", m.Arn),
        { Callback: { } m } => ("Callback", m.SqsQueueUrl),
        { Model: { } m } => ("Model", m.Arn),
        { RegisterModel: { } m } => ("RegisterModel", m.Arn),
        { Endpoint: { } m } => ("Endpoint", m.Arn),
        { EndpointConfig: { } m } => ("EndpointConfig", m.Arn),
        { Condition: { } m } => ($"Condition ({m.Outcome?.Value ?? "open"})", null),
        { Fail: not null } => ("Fail", null),
        _ => (null, null),
    };
}
