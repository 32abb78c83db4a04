using MlMonitor.Sandbox.Platform.Jobs;

namespace MlMonitor.Sandbox.Platform.Workflows;

/// <summary>
/// What Step Functions gets back from the services it calls. A failed .sync task's cause is the JSON text of the service's own
/// description of the job, build or execution; whoever reads it has to take it apart.
/// </summary>
internal static class WorkTexts
{
    private const string TaskFailed = "States.TaskFailed";

    public static TaskError Failure(RegionPlatform home, Attempt attempt) => attempt.Task.Kind switch
    {
        TaskKind.Function or TaskKind.Invoke => new(attempt.Task.FunctionFailure.ErrorType, attempt.Task.FunctionFailure.Cause),
        _ => new(TaskFailed, Result(home, attempt, failed: true)),
    };

    public static string Result(RegionPlatform home, Attempt attempt, bool failed = false) => attempt.Task.Kind switch
    {
        TaskKind.Function => WorkflowJson.Text(new { status = "ok", rows = 1_204_551 }),
        TaskKind.Invoke => WorkflowJson.Text(new { ExecutedVersion = "$LATEST", Payload = new { status = "ok" }, StatusCode = 200 }),
        TaskKind.Build => Build(home, attempt, failed),
        TaskKind.Workflow => Execution(attempt.Child!),
        _ => JobText(attempt.Job!),
    };

    /// <summary>What the service says at once, before the work is done.</summary>
    public static string Submitted(RegionPlatform home, Attempt attempt) => attempt.Task.Kind switch
    {
        TaskKind.Build => WorkflowJson.Text(new { Build = new { Arn = BuildArn(home, attempt), Id = BuildId(attempt), BuildStatus = "IN_PROGRESS" } }),
        TaskKind.Workflow => WorkflowJson.Text(new { ExecutionArn = attempt.Child!.Arn, StartDate = attempt.Child.Start }),
        _ => WorkflowJson.Text(new Dictionary<string, object> { [$"{attempt.Task.JobType}JobArn"] = attempt.Job!.Arn }),
    };

    private static string JobText(Job job) => WorkflowJson.Text(new Dictionary<string, object?>
    {
        [$"{job.Type}JobName"] = job.Name,
        [$"{job.Type}JobArn"] = job.Arn,
        [$"{job.Type}JobStatus"] = job.Status,
        ["SecondaryStatus"] = job.Type == JobType.Training ? job.Status : null,
        ["FailureReason"] = job.Failure?.Reason,
        ["ExitMessage"] = job.Failure?.ExitMessage,
        ["HyperParameters"] = job.Type == JobType.Training ? job.Settings : null,
        ["RoleArn"] = job.RoleArn,
        ["CreationTime"] = job.Created,
        [$"{job.Type}StartTime"] = job.Started,
        [$"{job.Type}EndTime"] = job.Ended,
        ["LastModifiedTime"] = job.Ended,
    }.Where(pair => pair.Value is not null).ToDictionary());

    // Step Functions passes the whole build on, plain environment variables and all.
    private static string Build(RegionPlatform home, Attempt attempt, bool failed)
    {
        var failure = failed ? attempt.Task.BuildFailure : null;
        return WorkflowJson.Text(new
        {
            Build = new
            {
                Arn = BuildArn(home, attempt),
                BuildComplete = true,
                BuildStatus = failure?.Status ?? "SUCCEEDED",
                CurrentPhase = "COMPLETED",
                StartTime = attempt.Scheduled,
                EndTime = attempt.Ended,
                Environment = new
                {
                    EnvironmentVariables = new[] { new { Name = "DB_PASSWORD", Type = "PLAINTEXT", Value = "sandbox-secret-value-1" } },
                },
                Id = BuildId(attempt),
                Logs = new { GroupName = "/aws/codebuild/" + attempt.Task.Target, StreamName = attempt.WorkId },
                Phases = failure is null ? null : new[]
                {
                    new
                    {
                        PhaseType = failure.Phase,
                        PhaseStatus = failure.Status,
                        Contexts = new[] { new { failure.StatusCode, failure.Message } },
                    },
                },
                ProjectName = attempt.Task.Target,
            },
        });
    }

    private static string Execution(WorkflowExecution child) => WorkflowJson.Text(new
    {
        child.Cause,
        child.Error,
        ExecutionArn = child.Arn,
        child.Input,
        child.Name,
        child.Output,
        StartDate = child.Start,
        StateMachineArn = child.Machine.Arn,
        child.Status,
        StopDate = child.Stop,
    });

    private static string BuildId(Attempt attempt) => $"{attempt.Task.Target}:{attempt.WorkId}";

    private static string BuildArn(RegionPlatform home, Attempt attempt) => home.Arn("codebuild", "build/" + BuildId(attempt));
}
