namespace MlMonitor.Sandbox.Platform.Pipelines;

/// <summary>Plays one run through a pipeline's stages and actions up to a given end.</summary>
internal sealed class RunPlayer(Pipeline pipeline, Dice dice)
{
    // CodePipeline takes a few seconds from one action to the next.
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(4);

    private sealed record Step(Stage Stage, PipelineAction Action, TimeSpan Duration);

    /// <summary>A run that starts at the given time.</summary>
    public PipelineRun StartingAt(DateTimeOffset start, RunEnd end, RunTrigger trigger, string commit) =>
        Play(start, end, trigger, commit, StepsTo(end));

    /// <summary>A run that came to its end, or began to wait where it waits, at the given time.</summary>
    public PipelineRun Reaching(DateTimeOffset time, RunEnd end, RunTrigger trigger, string commit)
    {
        var steps = StepsTo(end);
        var taken = steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Duration + Gap);
        return Play(time - taken, end, trigger, commit, steps);
    }

    private List<Step> StepsTo(RunEnd end)
    {
        var steps = new List<Step>();
        foreach (var stage in pipeline.Stages.TakeWhile(stage => stage.Name != end.WaitingFor))
        {
            foreach (var action in stage.Actions)
            {
                var last = action.Name == end.Action;
                // The action that a run is in has only just begun.
                var duration = last && end.Status == "InProgress" ? TimeSpan.Zero : dice.Between(action.Shortest, action.Longest);
                // A build that gets no machine ends before any work.
                if (last && end.Error?.Build is { Phase: "PROVISIONING" })
                    duration = dice.Between(TimeSpan.FromSeconds(70), TimeSpan.FromSeconds(200));
                steps.Add(new Step(stage, action, duration));
                if (last)
                    return steps;
            }
        }

        return steps;
    }

    private PipelineRun Play(DateTimeOffset start, RunEnd end, RunTrigger trigger, string commit, List<Step> steps)
    {
        var id = dice.Guid();
        var revision = RevisionAt(start, commit);
        var actions = new List<ActionRun>();
        var at = start;
        foreach (var step in steps)
        {
            at += Gap;
            actions.Add(Perform(step, at, end, revision, trigger));
            at += step.Duration;
        }

        return new PipelineRun
        {
            Id = id,
            Status = end.Status,
            Start = start,
            LastUpdate = at,
            Trigger = trigger,
            Revision = actions[0].Status == "Succeeded" ? revision : null,
            StatusSummary = end.Error is null ? null : $"Action {end.Action} in stage {pipeline.StageOf(end.Action!).Name} failed",
            StopReason = end.Reason,
            WaitingFor = end.WaitingFor,
            Actions = actions,
        };
    }

    private ActionRun Perform(Step step, DateTimeOffset at, RunEnd end, Revision revision, RunTrigger trigger)
    {
        var isEnd = step.Action.Name == end.Action;
        var status = (isEnd, end.Status) switch
        {
            (true, "Stopped") => "Abandoned",
            (true, var other) => other,
            _ => "Succeeded",
        };
        var isApproval = step.Action.Provider == "Manual";
        return new ActionRun
        {
            Id = dice.Guid(),
            Stage = step.Stage.Name,
            Action = step.Action.Name,
            Status = status,
            Start = at,
            LastUpdate = at + step.Duration,
            UpdatedBy = UpdatedBy(isApproval, status, trigger),
            Summary = SummaryOf(step.Action, status, revision),
            Token = isApproval && status == "InProgress" ? dice.Guid() : null,
            PercentComplete = step.Action.Provider == "CodeBuild" && status == "InProgress" ? dice.Number(20, 80) : null,
            External = ExternalOf(step.Action, status, revision),
            Error = isEnd ? end.Error : null,
        };
    }

    private string? UpdatedBy(bool isApproval, string status, RunTrigger trigger) => status switch
    {
        "InProgress" => null,
        "Abandoned" => $"arn:aws:iam::{SamplePlatform.Account}:user/jon.abara",
        _ when isApproval => $"arn:aws:iam::{SamplePlatform.Account}:user/mira.novak",
        _ => trigger.Type == "StartPipelineExecution"
            ? trigger.Detail
            : $"arn:aws:sts::{SamplePlatform.Account}:assumed-role/{pipeline.Name}-role/{dice.Number(1_000_000_000, int.MaxValue)}",
    };

    private static string? SummaryOf(PipelineAction action, string status, Revision revision) => (action.Provider, status) switch
    {
        ("S3", "Succeeded") => $"Amazon S3 version id: {revision.Id}",
        ("CodeStarSourceConnection", "Succeeded") => $"{{\"ProviderType\":\"GitHub\",\"CommitMessage\":\"{revision.Summary}\"}}",
        ("Manual", "Succeeded") => "Reviewed the evaluation report. Good to go.",
        ("Manual", "Failed") => "Hold-out metrics are not good enough.",
        ("CloudFormation", "Succeeded") => "Stack " + action.Configuration["StackName"] + " was updated.",
        ("CloudFormation", "Failed") => "Stack " + action.Configuration["StackName"] + " failed to update and was rolled back.",
        _ => null,
    };

    private ExternalWork? ExternalOf(PipelineAction action, string status, Revision revision)
    {
        var home = pipeline.Home;
        var console = $"https://{home.Region}.console.aws.amazon.com";
        switch (action.Provider)
        {
            case "CodeBuild":
                var (project, build) = (action.Configuration["ProjectName"], dice.Guid());
                return new ExternalWork(
                    $"{project}:{build}",
                    $"{console}/codebuild/home?region={home.Region}#/builds/{project}:{build}/view/new",
                    home.Arn("logs", $"log-group:/aws/codebuild/{project}:log-stream:{build}"));
            case "CloudFormation":
                var stack = home.Arn("cloudformation", $"stack/{action.Configuration["StackName"]}/{dice.Guid()}");
                return new ExternalWork(stack, $"{console}/cloudformation/home?region={home.Region}#/stacks/stackinfo?stackId={Uri.EscapeDataString(stack)}");
            case "StepFunctions":
                var execution = action.Configuration["StateMachineArn"].Replace(":stateMachine:", ":execution:", StringComparison.Ordinal) + ":" + dice.Guid();
                return new ExternalWork(execution, $"{console}/states/home?region={home.Region}#/executions/details/{execution}");
            case "S3" or "CodeStarSourceConnection" when status == "Succeeded":
                return new ExternalWork(revision.Id, revision.Url);
            default:
                return null;
        }
    }

    private Revision RevisionAt(DateTimeOffset time, string commit)
    {
        var source = pipeline.Stages[0].Actions[0];
        if (source.Provider == "S3")
        {
            var (bucket, key, version) = (source.Configuration["S3Bucket"], source.Configuration["S3ObjectKey"], dice.Hex(32));
            return new Revision(
                source.Name, version, $"Amazon S3 version id: {version}", $"https://console.aws.amazon.com/s3/object/{bucket}?prefix={key}", time);
        }

        var sha = dice.Hex(40);
        return new Revision(
            source.Name, sha, commit, $"https://github.com/{source.Configuration["FullRepositoryId"]}/commit/{sha}", time);
    }
}
