using Amazon.CodePipeline;
using Amazon.CodePipeline.Model;
using MlMonitor.Core.Pipelines;
using MlMonitor.Core.Tests.Support;

namespace MlMonitor.Core.Tests.Pipelines;

public sealed class CodePipelineStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_pipeline_whose_stages_all_succeeded_has_succeeded()
    {
        var status = Describe(
            Stage("Source", "Succeeded", "e1", Action("Checkout", "Succeeded", hoursAgo: 5)),
            Stage("Build", "Succeeded", "e1", Action("Train", "Succeeded", hoursAgo: 4)));

        Assert.Equal(MlStatus.Succeeded, status.Status);
        Assert.Equal(MlSeverity.Ok, status.Severity);
        Assert.Equal("All 2 stages succeeded", status.Reason);
        Assert.Equal(Now.AddHours(-4), status.Since);
        Assert.Equal(TimeSpan.FromHours(4), status.Age);
        Assert.Equal(Now.AddHours(-4), status.LastSuccess);
        Assert.Equal("e1", status.ExecutionId);
        Assert.True(status.IsTerminal);
        Assert.False(status.IsFailure);
    }

    [Fact]
    public void A_failure_tells_what_the_action_said_and_not_merely_that_it_failed()
    {
        var failed = Action("Train", "Failed", hoursAgo: 2);
        failed.LatestExecution.ErrorDetails = new ErrorDetails { Code = "JobFailed", Message = "exit status 1" };
        var status = Describe(
            Stage("Source", "Succeeded", "e2", Action("Checkout", "Succeeded")),
            Stage("Build", "Failed", "e2", Action("Lint", "Succeeded"), failed),
            Stage("Deploy", "Succeeded", "e1", Action("Roll", "Succeeded", hoursAgo: 30)));

        Assert.Equal(MlStatus.Failed, status.Status);
        Assert.Equal(MlSeverity.Critical, status.Severity);
        Assert.True(status.IsFailure);
        Assert.Equal("Build/Train: exit status 1", status.Reason);
        Assert.Equal("JobFailed", status.ReasonCode);
        Assert.Equal(("Build", "Train"), (status.Stage, status.Action));
        Assert.Equal("e2", status.ExecutionId);
        Assert.Equal(Now.AddHours(-30), status.LastSuccess);
    }

    [Fact]
    public void Of_several_failed_actions_the_first_in_time_tells_the_reason()
    {
        var later = Action("B", "Failed", hoursAgo: 1, summary: "because A failed");
        var first = Action("A", "Failed", hoursAgo: 2, summary: "disk full");
        var status = Describe(Stage("Source", "Succeeded", "e1"), Stage("Build", "Failed", "e1", later, first));

        Assert.Equal("Build/A: disk full", status.Reason);
    }

    [Fact]
    public void A_failed_action_that_says_nothing_still_gives_a_reason()
    {
        var status = Describe(Stage("Build", "Failed", "e1", Action("Train", "Failed")));

        Assert.Equal("Build/Train: no reason given", status.Reason);
    }

    [Fact]
    public void A_stage_that_failed_by_its_condition_tells_what_the_condition_said()
    {
        var stage = Stage("Deploy", "Failed", "e1", Action("Roll", "Succeeded"));
        stage.OnSuccessConditionState = new StageConditionState
        {
            LatestExecution = new StageConditionsExecution { Status = "Failed", Summary = "Alarm p99-latency is in ALARM" },
        };
        var status = Describe(stage);

        Assert.Equal(MlStatus.Failed, status.Status);
        Assert.Equal("Deploy: Alarm p99-latency is in ALARM", status.Reason);
        Assert.Null(status.Action);
    }

    [Fact]
    public void An_open_approval_is_waited_for()
    {
        var approval = Action("Approve", "InProgress", hoursAgo: 72);
        approval.LatestExecution.Token = "1a2b";
        var status = Describe(Stage("Source", "Succeeded", "e1"), Stage("Release", "InProgress", "e1", approval));

        Assert.Equal(MlStatus.InProgress, status.Status);
        Assert.Equal(MlPipelineWait.Approval, status.WaitingFor);
        Assert.Equal("Release/Approve", status.WaitingOn);
        Assert.Equal(MlSeverity.Warning, status.Severity);
        Assert.True(status.IsStalled);
        Assert.Equal(TimeSpan.FromDays(3), status.Age);
    }

    [Fact]
    public void An_action_that_runs_tells_how_far_it_is()
    {
        var train = Action("Train", "InProgress");
        train.LatestExecution.PercentComplete = 40;
        var status = Describe(Stage("Source", "Succeeded", "e1"), Stage("Build", "InProgress", "e1", train));

        Assert.Equal(MlStatus.InProgress, status.Status);
        Assert.Equal("Build/Train: running (40 %)", status.Reason);
        Assert.Equal(MlSeverity.Ok, status.Severity);
    }

    [Fact]
    public void A_run_before_a_disabled_transition_waits_there()
    {
        var status = Describe(
            Stage("Source", "Succeeded", "e2", Action("Checkout", "Succeeded", hoursAgo: 2)),
            Closed(Stage("Deploy", "Succeeded", "e1", Action("Roll", "Succeeded", hoursAgo: 50)), "Winter sale", hoursAgo: 9));

        Assert.Equal(MlStatus.InProgress, status.Status);
        Assert.Equal(MlPipelineWait.DisabledTransition, status.WaitingFor);
        Assert.Equal("arn:aws:iam::123456789012:user/jo", status.WaitingOn);
        Assert.Equal("Deploy: the way in is disabled by user/jo (Winter sale). A run waits there.", status.Reason);
        Assert.Equal("Deploy", status.Stage);
        Assert.Equal(Now.AddHours(-2), status.Since);
        Assert.Equal(MlSeverity.Warning, status.Severity);
    }

    [Fact]
    public void A_disabled_transition_that_nothing_waits_at_is_told_though_the_last_run_succeeded()
    {
        var status = Describe(
            Stage("Source", "Succeeded", "e1", Action("Checkout", "Succeeded", hoursAgo: 30)),
            Closed(Stage("Deploy", "Succeeded", "e1", Action("Roll", "Succeeded", hoursAgo: 29)), "", hoursAgo: 9));

        Assert.Equal(MlStatus.Succeeded, status.Status);
        Assert.Equal(MlPipelineWait.DisabledTransition, status.WaitingFor);
        Assert.EndsWith("The next run will stop there.", status.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("()", status.Reason, StringComparison.Ordinal);
        Assert.Equal(Now.AddHours(-9), status.Since);
        Assert.Equal(MlSeverity.Warning, status.Severity);
    }

    [Fact]
    public void A_run_between_two_stages_waits_to_enter_the_next()
    {
        var status = Describe(Stage("Source", "Succeeded", "e2"), Stage("Build", "InProgress", "e1", Action("Train", "InProgress")));

        Assert.Equal(MlStatus.InProgress, status.Status);
        Assert.Equal("Build: waits to enter", status.Reason);
        Assert.Equal("e2", status.ExecutionId);
    }

    [Fact]
    public void An_older_failure_is_not_the_newest_runs()
    {
        var status = Describe(
            Stage("Source", "Succeeded", "e2"),
            Stage("Build", "InProgress", "e2", Action("Train", "InProgress")),
            Stage("Deploy", "Failed", "e1", Action("Roll", "Failed")));

        Assert.Equal(MlStatus.InProgress, status.Status);
        Assert.Null(status.LastSuccess);
    }

    [Fact]
    public void A_pipeline_that_never_ran_is_pending()
    {
        var status = Describe(Stage("Source", null, null, Action("Checkout", null)));

        Assert.Equal(MlStatus.Pending, status.Status);
        Assert.Equal("It has never run", status.Reason);
        Assert.Null(status.ExecutionId);
        Assert.Null(status.Since);
        Assert.Null(status.Age);
        Assert.Equal(MlSeverity.Ok, status.Severity);
    }

    [Fact]
    public void A_reply_without_stages_is_pending_and_no_crash()
    {
        var status = CodePipelineState.Describe("p", new GetPipelineStateResponse(), TestAws.Connection(), null, Now);

        Assert.Equal(MlStatus.Pending, status.Status);
        Assert.Empty(status.Stages);
    }

    [Theory]
    [InlineData("Stopped", MlStatus.Stopped, MlSeverity.Warning)]
    [InlineData("Stopping", MlStatus.Stopping, MlSeverity.Ok)]
    public void A_stopped_run_tells_what_its_abandoned_action_said(string raw, MlStatus expected, MlSeverity severity)
    {
        var status = Describe(Stage("Source", "Succeeded", "e1"), Stage("Build", raw, "e1", Action("Train", "Abandoned", summary: "wrong window")));

        Assert.Equal(expected, status.Status);
        Assert.Equal($"Build: {raw.ToLowerInvariant()}, wrong window", status.Reason);
        Assert.Equal(severity, status.Severity);
        Assert.False(status.IsFailure);
    }

    [Fact]
    public void A_skipped_stage_does_not_hold_up_the_ones_after_it()
    {
        var status = Describe(
            Stage("Source", "Succeeded", "e1"), Stage("Canary", "Skipped", "e1"), Stage("Deploy", "Failed", "e1", Action("Roll", "Failed", summary: "no")));

        Assert.Equal("Deploy/Roll: no", status.Reason);
    }

    [Fact]
    public void A_status_this_version_does_not_know_is_unknown_and_no_data()
    {
        var status = Describe(Stage("Source", "Succeeded", "e1"), Stage("Build", "Hibernating", "e1"));

        Assert.Equal(MlStatus.Unknown, status.Status);
        Assert.Equal("Hibernating", status.RawStatus);
        Assert.Equal(MlSeverity.NoData, status.Severity);
        Assert.Contains("Hibernating", status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rolled_back_stage_is_told_and_not_passed_off_as_an_ordinary_success()
    {
        var rolledBack = Stage("Deploy", "Succeeded", "e3", Action("Roll", "Succeeded", hoursAgo: 1));
        rolledBack.LatestExecution.Type = ExecutionType.ROLLBACK;
        var status = Describe(Stage("Source", "Succeeded", "e2"), rolledBack);

        Assert.Equal(MlStatus.Succeeded, status.Status);
        Assert.Equal("e3", status.ExecutionId);
        Assert.Equal("All 2 stages succeeded, Deploy by rolling back", status.Reason);
    }

    [Fact]
    public void A_rollback_that_failed_is_a_failure()
    {
        var rolledBack = Stage("Deploy", "Failed", "e3", Action("Roll", "Failed", summary: "no earlier revision"));
        rolledBack.LatestExecution.Type = ExecutionType.ROLLBACK;
        var status = Describe(Stage("Source", "Succeeded", "e2"), rolledBack);

        Assert.Equal(MlStatus.Failed, status.Status);
        Assert.Equal("Deploy/Roll: no earlier revision", status.Reason);
    }

    [Fact]
    public void Where_it_is_goes_along()
    {
        var connection = TestAws.Connection(region: "cn-north-1", profile: "china");
        var status = CodePipelineState.Describe("p 1", new GetPipelineStateResponse(), connection, "123456789012", Now);

        Assert.Equal("arn:aws-cn:codepipeline:cn-north-1:123456789012:p 1", status.Arn);
        Assert.Equal("https://console.amazonaws.cn/codesuite/codepipeline/pipelines/p%201/view?region=cn-north-1", status.ConsoleLink!.AbsoluteUri);
        Assert.Equal(("cn-north-1", "china", "123456789012"), (status.Region, status.ProfileName, status.Account));
        Assert.Equal("CodePipeline/123456789012/cn-north-1/p 1", status.Key);
    }

    [Fact]
    public void Without_an_account_there_is_no_ARN_and_still_a_key()
    {
        var status = CodePipelineState.Describe("p", new GetPipelineStateResponse(), TestAws.Connection(), null, Now);

        Assert.Null(status.Arn);
        Assert.Equal("CodePipeline/-/eu-west-1/p", status.Key);
    }

    [Fact]
    public void A_clock_behind_AWS_gives_no_negative_age()
    {
        var status = Describe(Stage("Source", "InProgress", "e1", Action("Checkout", "InProgress", hoursAgo: -1)));

        Assert.Equal(TimeSpan.Zero, status.Age);
    }

    [Fact]
    public void History_adds_trigger_revision_and_last_success()
    {
        var status = Describe(Stage("Source", "Succeeded", "e2"), Stage("Build", "Failed", "e2", Action("Train", "Failed", summary: "no")));
        var told = CodePipelineState.WithHistory(status,
        [
            Run("e2", "Failed", hoursAgo: 0, e =>
            {
                e.Trigger = new ExecutionTrigger { TriggerType = TriggerType.Webhook, TriggerDetail = "push" };
                e.SourceRevisions = [new SourceRevision { RevisionId = "abc123" }];
            }),
            Run("e1", "Succeeded", hoursAgo: 26),
        ]);

        Assert.Equal("Webhook: push", told.Trigger);
        Assert.Equal("abc123", told.Revision);
        Assert.Equal(Now.AddHours(-26), told.LastSuccess);
        Assert.Equal("Build/Train: no", told.Reason);
        Assert.Equal(MlStatus.Failed, told.Status);
    }

    [Fact]
    public void History_knows_a_superseded_run_that_the_stages_show_as_waiting()
    {
        var status = Describe(Stage("Source", "Succeeded", "e2", Action("Checkout", "Succeeded", hoursAgo: 6)), Stage("Build", "Succeeded", "e1"));
        var told = CodePipelineState.WithHistory(status, [Run("e2", "Superseded", hoursAgo: 5)]);

        Assert.Equal(MlStatus.Superseded, told.Status);
        Assert.Equal("Superseded", told.RawStatus);
        Assert.True(told.IsTerminal);
        Assert.Equal(MlSeverity.Ok, told.Severity);
        Assert.Equal(TimeSpan.FromHours(5), told.Age);
    }

    [Fact]
    public void What_no_longer_runs_no_longer_waits()
    {
        var status = Describe(
            Stage("Source", "Succeeded", "e2"),
            Closed(Stage("Deploy", "Succeeded", "e1", Action("Roll", "Succeeded", hoursAgo: 50)), "Winter sale", hoursAgo: 9));
        var told = CodePipelineState.WithHistory(status, [Run("e2", "Stopped", hoursAgo: 1, e => e.StopTrigger = new StopExecutionTrigger { Reason = "not this one" })]);

        Assert.Equal(MlStatus.Stopped, told.Status);
        Assert.Equal("Stopped: not this one", told.Reason);
        Assert.Equal(MlPipelineWait.None, told.WaitingFor);
        Assert.Null(told.WaitingOn);
        Assert.False(told.IsStalled);
    }

    [Fact]
    public void A_stop_tells_the_reason_that_was_given_for_it()
    {
        var status = Describe(Stage("Source", "Succeeded", "e1"), Stage("Build", "Stopped", "e1", Action("Train", "Abandoned")));
        var told = CodePipelineState.WithHistory(status, [Run("e1", "Stopped", hoursAgo: 1, e => e.StopTrigger = new StopExecutionTrigger { Reason = "wrong window" })]);

        Assert.Equal("Stopped: wrong window", told.Reason);
        Assert.Equal("Build", told.Stage);
    }

    [Fact]
    public void An_empty_history_changes_nothing()
    {
        var status = Describe(Stage("Source", "Succeeded", "e1"));

        Assert.Same(status, CodePipelineState.WithHistory(status, []));
    }

    private static MlPipelineStatus Describe(params StageState[] stages) => CodePipelineState.Describe(
        "fraud-train", new GetPipelineStateResponse { StageStates = [.. stages] }, TestAws.Connection(), "123456789012", Now);

    private static StageState Stage(string name, string? status, string? execution, params ActionState[] actions) => new()
    {
        StageName = name,
        InboundTransitionState = new TransitionState { Enabled = true },
        LatestExecution = status is null ? null : new StageExecution { PipelineExecutionId = execution, Status = status },
        ActionStates = [.. actions],
    };

    private static StageState Closed(StageState stage, string reason, int hoursAgo)
    {
        stage.InboundTransitionState = new TransitionState
        {
            Enabled = false,
            DisabledReason = reason,
            LastChangedBy = "arn:aws:iam::123456789012:user/jo",
            LastChangedAt = Now.AddHours(-hoursAgo).UtcDateTime,
        };
        return stage;
    }

    private static ActionState Action(string name, string? status, int hoursAgo = 1, string? summary = null) => new()
    {
        ActionName = name,
        LatestExecution = status is null ? null : new ActionExecution { Status = status, Summary = summary, LastStatusChange = Now.AddHours(-hoursAgo).UtcDateTime },
    };

    private static PipelineExecutionSummary Run(string id, string status, int hoursAgo, Action<PipelineExecutionSummary>? more = null)
    {
        var run = new PipelineExecutionSummary { PipelineExecutionId = id, Status = status, LastUpdateTime = Now.AddHours(-hoursAgo).UtcDateTime };
        more?.Invoke(run);
        return run;
    }
}
