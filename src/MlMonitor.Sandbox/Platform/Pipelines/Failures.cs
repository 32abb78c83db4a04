using MlMonitor.Sandbox.Platform.Builds;
using MlMonitor.Sandbox.Platform.Workflows;

namespace MlMonitor.Sandbox.Platform.Pipelines;

/// <summary>What CodePipeline says when an action fails, in the words of the service behind the action.</summary>
internal static class Failures
{
    private static readonly BuildFailure[] BuildFailures =
    [
        BuildFailure.Command("python train.py --config conf/prod.yaml", 1),
        BuildFailure.Command("pytest tests/data -q", 2),
        BuildFailure.Command("dvc pull data/features.parquet.dvc", 255),
        BuildFailure.Command("python evaluate.py --min-auc 0.81", 3),
        BuildFailure.NoImage,
    ];

    public static ActionError Of(Pipeline pipeline, PipelineAction action, Dice dice) => action.Provider switch
    {
        "CodeBuild" => Build(dice.Pick(BuildFailures)),
        "CloudFormation" => Rollback(action.Configuration["StackName"]),
        "StepFunctions" => Workflow(TransformWorkflow.Failure),
        "Manual" => new("Rejected", "Rejected by arn:aws:iam::123456789012:user/mira.novak: AUC on the hold-out month is below the live model."),
        _ => Permission(pipeline.Name, action.Configuration.GetValueOrDefault("S3Bucket", "ml-artifacts")),
    };

    public static ActionError Build(BuildFailure failure) => new(
        "JobFailed",
        $"Build terminated with state: {failure.Status}. Phase: {failure.Phase}, Code: {failure.StatusCode}, Message: {failure.Message}",
        failure);

    private static ActionError Workflow(FunctionFailure failure) => new(
        "JobFailed", $"The state machine execution failed with status: FAILED. Error: {failure.ErrorType}. Cause: {failure.Cause}");

    public static ActionError Rollback(string stack) => new(
        "JobFailed",
        $"The following resource(s) failed to update: [Endpoint]. \nResource handler returned message: \"The primary container for production variant AllTraffic did not pass the ping health check.\" The stack {stack} rolled back: UPDATE_ROLLBACK_COMPLETE");

    public static ActionError Permission(string pipeline, string bucket) => new(
        "PermissionError",
        $"The service role or action role doesn't have the permissions required to access the Amazon S3 bucket named {bucket}. " +
        $"Update the IAM role permissions, and then try again. Error: Amazon S3:AccessDenied:User: arn:aws:sts::123456789012:assumed-role/{pipeline}-role/codepipeline is not authorized to perform: s3:GetObject");
}
