namespace MlMonitor.Sandbox.Platform.Pipelines;

/// <summary>What CodePipeline says when an action fails, in the words of the service behind the action.</summary>
internal static class Failures
{
    private static readonly string[] BuildReasons =
    [
        "Error while executing command: python train.py --config conf/prod.yaml. Reason: exit status 1",
        "Error while executing command: pytest tests/data -q. Reason: exit status 2",
        "Error while executing command: dvc pull data/features.parquet.dvc. Reason: exit status 255",
        "Error while executing command: python evaluate.py --min-auc 0.81. Reason: exit status 3",
    ];

    public static ActionError Of(Pipeline pipeline, PipelineAction action, Dice dice) => action.Provider switch
    {
        "CodeBuild" => Build(dice.Pick(BuildReasons)),
        "CloudFormation" => Rollback(action.Configuration["StackName"]),
        "StepFunctions" => new(
            "JobFailed", $"The state machine execution failed with status: FAILED. Error: States.TaskFailed. Cause: {{\"StatusCode\":400,\"TransformJobName\":\"{pipeline.Name}\"}}"),
        "Manual" => new("Rejected", "Rejected by arn:aws:iam::123456789012:user/mira.novak: AUC on the hold-out month is below the live model."),
        _ => Permission(pipeline.Name, action.Configuration.GetValueOrDefault("S3Bucket", "ml-artifacts")),
    };

    public static ActionError Build(string reason) => new(
        "JobFailed", $"Build terminated with state: FAILED. Phase: BUILD, Code: COMMAND_EXECUTION_ERROR, Message: {reason}");

    public static ActionError Rollback(string stack) => new(
        "JobFailed",
        $"The following resource(s) failed to update: [Endpoint]. \nResource handler returned message: \"The primary container for production variant AllTraffic did not pass the ping health check.\" The stack {stack} rolled back: UPDATE_ROLLBACK_COMPLETE");

    public static ActionError Permission(string pipeline, string bucket) => new(
        "PermissionError",
        $"The service role or action role doesn't have the permissions required to access the Amazon S3 bucket named {bucket}. " +
        $"Update the IAM role permissions, and then try again. Error: Amazon S3:AccessDenied:User: arn:aws:sts::123456789012:assumed-role/{pipeline}-role/codepipeline is not authorized to perform: s3:GetObject");
}
