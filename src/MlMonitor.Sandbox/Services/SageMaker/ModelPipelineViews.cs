using System.Text.Json;
using MlMonitor.Sandbox.Platform;
using MlMonitor.Sandbox.Platform.ModelPipelines;

namespace MlMonitor.Sandbox.Services.SageMaker;

/// <summary>Pipelines, their executions and steps as SageMaker shows them.</summary>
internal static class ModelPipelineViews
{
    public static object Summary(ModelPipeline pipeline) => new
    {
        PipelineArn = pipeline.Arn,
        PipelineName = pipeline.Name,
        PipelineDisplayName = pipeline.Name,
        pipeline.RoleArn,
        CreationTime = pipeline.Created,
        LastModifiedTime = pipeline.Modified,
        LastExecutionTime = pipeline.Executions.Count > 0 ? pipeline.Executions[0].Start : (DateTimeOffset?)null,
    };

    public static object Pipeline(ModelPipeline pipeline) => new
    {
        PipelineArn = pipeline.Arn,
        PipelineName = pipeline.Name,
        PipelineDisplayName = pipeline.Name,
        PipelineDefinition = Definition(pipeline),
        pipeline.RoleArn,
        PipelineStatus = "Active",
        CreationTime = pipeline.Created,
        LastModifiedTime = pipeline.Modified,
        LastRunTime = pipeline.Executions.Count > 0 ? pipeline.Executions[0].Start : (DateTimeOffset?)null,
        CreatedBy = new { },
        LastModifiedBy = new { },
    };

    public static object ExecutionSummary(PipelineExecution execution) => new
    {
        PipelineExecutionArn = execution.Arn,
        StartTime = execution.Start,
        PipelineExecutionStatus = execution.Status,
        PipelineExecutionDisplayName = "execution-" + execution.Id,
        PipelineExecutionFailureReason = execution.FailureReason,
    };

    public static object Execution(PipelineExecution execution) => new
    {
        PipelineArn = execution.Pipeline.Arn,
        PipelineExecutionArn = execution.Arn,
        PipelineExecutionDisplayName = "execution-" + execution.Id,
        PipelineExecutionStatus = execution.Status,
        execution.FailureReason,
        CreationTime = execution.Start,
        LastModifiedTime = execution.LastModified,
        CreatedBy = new { },
        LastModifiedBy = new { },
    };

    public static object Step(PipelineExecution execution, StepRun run) => new
    {
        StepName = run.Step.Name,
        StartTime = run.Start,
        EndTime = run.End,
        StepStatus = run.Status,
        CacheHitResult = run.CachedFrom is null ? null : new { SourcePipelineExecutionArn = run.CachedFrom },
        run.FailureReason,
        Metadata = Metadata(execution, run),
        AttemptCount = run.Attempts,
    };

    public static List<object> Parameters(PipelineExecution execution) =>
    [
        new { Name = "InputDataUrl", Value = $"s3://ml-data-{execution.Pipeline.Home.Region}/{execution.Pipeline.Name}/input" },
        new { Name = "TrainingInstanceType", Value = "ml.m5.xlarge" },
        new { Name = "MinimumAuc", Value = "0.81" },
    ];

    private static object Metadata(PipelineExecution execution, StepRun run)
    {
        var home = execution.Pipeline.Home;
        return run.Step.Kind switch
        {
            StepKind.Condition => new { Condition = new { Outcome = "True" } },
            StepKind.Lambda => new
            {
                Lambda = new { Arn = home.Arn("lambda", "function:ml-notify"), OutputParameters = new[] { new { Name = "statusCode", Value = "200" } } },
            },
            StepKind.Callback => new
            {
                Callback = new
                {
                    CallbackToken = run.Token,
                    SqsQueueUrl = $"https://sqs.{home.Region}.amazonaws.com/{SamplePlatform.Account}/ml-exports",
                    OutputParameters = Array.Empty<object>(),
                },
            },
            StepKind.RegisterModel => new { RegisterModel = new { Arn = home.Arn("sagemaker", $"model-package/{execution.Pipeline.Name}/7") } },
            _ => new Dictionary<string, object> { [$"{run.Step.JobType}Job"] = new { run.Job!.Arn } },
        };
    }

    private static string Definition(ModelPipeline pipeline) => JsonSerializer.Serialize(new
    {
        Version = "2020-12-01",
        Metadata = new { },
        Parameters = new[] { new { Name = "MinimumAuc", Type = "Float", DefaultValue = 0.81 } },
        Steps = pipeline.Steps.Select((step, index) => new
        {
            step.Name,
            Type = step.Kind.ToString(),
            DependsOn = index == 0 ? [] : new[] { pipeline.Steps[index - 1].Name },
            Arguments = new { },
        }),
    });
}
