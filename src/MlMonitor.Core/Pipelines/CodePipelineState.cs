using Amazon.CodePipeline.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Pipelines;

/// <summary>
/// Reads one pipeline's state as CodePipeline tells it: stage by stage, each with the execution that last came there. The
/// newest execution is the one in the first stage; where the next stage still shows another, it has not come so far.
/// </summary>
internal static class CodePipelineState
{
    public static MlPipelineStatus Describe(
        string name, GetPipelineStateResponse state, AwsConnection connection, string? account, DateTimeOffset now)
    {
        var states = state.StageStates ?? [];
        var stages = states.ConvertAll(Stage);
        var status = Where(states, stages) with
        {
            PipelineName = name,
            Region = connection.Region,
            ProfileName = connection.ProfileName,
            Account = account,
            Arn = Arn(connection, account, name),
            ConsoleLink = new Uri($"{Console(connection, name)}/view?region={connection.Region}"),
            Revision = stages is [var source, ..] ? source.Actions.Select(a => a.Revision).FirstOrDefault(r => r is not null) : null,
            LastSuccess = LastThrough(stages),
            Stages = new MlList<MlPipelineStage>(stages),
        };
        return status.Judged(now);
    }

    /// <summary>Adds what only the history knows. It also knows better where an execution ended between two stages.</summary>
    public static MlPipelineStatus WithHistory(MlPipelineStatus status, IReadOnlyList<PipelineExecutionSummary> history)
    {
        if (history.Count == 0)
            return status;
        var newest = history.FirstOrDefault(e => e.PipelineExecutionId == status.ExecutionId) ?? history[0];
        var ended = StatusMap.CodePipeline(newest.Status?.Value);
        var moved = newest.PipelineExecutionId != status.ExecutionId || (ended.IsTerminal() && !status.IsTerminal);
        var since = AwsTime.Utc(newest.LastUpdateTime);
        var told = status with
        {
            Trigger = newest.Trigger is { } trigger ? Join(trigger.TriggerType?.Value, trigger.TriggerDetail) : null,
            Revision = newest.SourceRevisions?.Select(r => r.RevisionId).FirstOrDefault(r => r is not null) ?? status.Revision,
            LastSuccess = history.Where(e => StatusMap.CodePipeline(e.Status?.Value) == MlStatus.Succeeded).Max(e => AwsTime.Utc(e.LastUpdateTime)) ?? status.LastSuccess,
        };
        if (newest.StopTrigger?.Reason is { Length: > 0 } why && ended is MlStatus.Stopped or MlStatus.Stopping)
            told = told with { Reason = $"Stopped: {why}" };
        if (!moved)
            return told;

        var readAt = status.Since + status.Age;
        return (told with
        {
            ExecutionId = newest.PipelineExecutionId,
            Status = ended,
            RawStatus = newest.Status?.Value,
            Since = since,
            WaitingFor = ended.IsTerminal() ? MlPipelineWait.None : told.WaitingFor,
            WaitingOn = ended.IsTerminal() ? null : told.WaitingOn,
            Reason = told.Reason != status.Reason ? told.Reason : newest.StatusSummary ?? $"{ended} before its next stage",
        }).Judged(readAt ?? since ?? default);
    }

    /// <summary>One execution of the history.</summary>
    public static MlPipelineRun Run(string name, PipelineExecutionSummary execution, AwsConnection connection, string? account, DateTimeOffset now)
    {
        var status = StatusMap.CodePipeline(execution.Status?.Value);
        var started = AwsTime.Utc(execution.StartTime);
        var ended = status.IsTerminal() ? AwsTime.Utc(execution.LastUpdateTime) : null;
        return new MlPipelineRun
        {
            PipelineName = name,
            Source = MlPipelineSource.CodePipeline,
            ExecutionId = execution.PipelineExecutionId ?? "",
            Status = status,
            RawStatus = execution.Status?.Value,
            Reason = execution.StopTrigger?.Reason is { Length: > 0 } stop ? $"Stopped: {stop}" : execution.StatusSummary ?? "",
            Started = started,
            Ended = ended,
            DurationSeconds = ((ended ?? now) - started)?.TotalSeconds,
            Trigger = execution.Trigger is { } trigger ? Join(trigger.TriggerType?.Value, trigger.TriggerDetail) : null,
            Revision = execution.SourceRevisions?.Select(r => r.RevisionId).FirstOrDefault(r => r is not null),
            ConsoleLink = new Uri($"{Console(connection, name)}/executions/{execution.PipelineExecutionId}/timeline?region={connection.Region}"),
            Arn = Arn(connection, account, name),
            Region = connection.Region,
            Account = account,
            ProfileName = connection.ProfileName,
        };
    }

    /// <summary>One action of an execution.</summary>
    public static MlPipelineStep Step(ActionExecutionDetail action)
    {
        var status = StatusMap.CodePipeline(action.Status?.Value);
        var result = action.Output?.ExecutionResult;
        return new MlPipelineStep
        {
            Name = $"{action.StageName}/{action.ActionName}",
            Kind = action.Input?.ActionTypeId?.Provider,
            Status = status,
            RawStatus = action.Status?.Value,
            Reason = result?.ErrorDetails?.Message ?? (status == MlStatus.Failed ? result?.ExternalExecutionSummary ?? "" : ""),
            Started = AwsTime.Utc(action.StartTime),
            Ended = status.IsTerminal() ? AwsTime.Utc(action.LastUpdateTime) : null,
            ExternalId = result?.ExternalExecutionId,
        };
    }

    /// <summary>Follows the newest execution from stage to stage to the one where it failed, waits, runs or ended.</summary>
    private static MlPipelineStatus Where(List<StageState> states, List<MlPipelineStage> stages)
    {
        var newest = stages is [var first, ..] ? first.ExecutionId : null;
        if (newest is null)
            return At(MlStatus.Pending, null, "It has never run") with { ExecutionId = null };

        for (var i = 0; i < stages.Count; i++)
        {
            var stage = stages[i];
            if (stage.ExecutionId != newest && !IsRollback(states[i]))
                return Between(stages, i);
            switch (stage.Status)
            {
                case MlStatus.Succeeded or MlStatus.Skipped:
                    continue;
                case MlStatus.Failed:
                    return Failed(states[i], stage);
                case MlStatus.InProgress when stage.Actions.FirstOrDefault(a => a.AwaitsApproval) is { } approval:
                    return At(MlStatus.InProgress, stage, $"{stage.Name}/{approval.Name}: waits for approval", approval) with
                    {
                        WaitingFor = MlPipelineWait.Approval,
                        WaitingOn = $"{stage.Name}/{approval.Name}",
                    };
                case MlStatus.InProgress:
                    var running = stage.Actions.FirstOrDefault(a => a.Status == MlStatus.InProgress);
                    return At(MlStatus.InProgress, stage, running is null ? $"{stage.Name}: running" : Running(stage, running), running);
                case MlStatus.Stopped or MlStatus.Stopping:
                    var stopped = stage.Actions.FirstOrDefault(a => a.Status == MlStatus.Stopped);
                    return At(stage.Status, stage, $"{stage.Name}: {stage.Status.ToString().ToLowerInvariant()}{(stopped?.Summary is { } said ? $", {said}" : "")}", stopped);
                default:
                    return At(stage.Status, stage, $"{stage.Name}: has the status '{stage.RawStatus}'");
            }
        }

        string[] rolledBack = [.. states.Where(IsRollback).Select(s => s.StageName)];
        var how = rolledBack.Length == 0 ? "" : $", {string.Join(" and ", rolledBack)} by rolling back";
        var through = At(MlStatus.Succeeded, stages[^1], $"All {stages.Count} stages succeeded{how}") with { Since = LastThrough(stages) };
        return stages.FirstOrDefault(s => !s.TransitionEnabled) is { } closed
            ? Closed(through, closed, "The next run will stop there.")
            : through;

        MlPipelineStatus At(MlStatus status, MlPipelineStage? stage, string reason, MlPipelineAction? action = null) => new()
        {
            PipelineName = "",
            Region = "",
            Source = MlPipelineSource.CodePipeline,
            Severity = MlSeverity.Ok,
            Status = status,
            RawStatus = stage?.RawStatus,
            ExecutionId = stage?.ExecutionId ?? newest,
            Stage = stage?.Name,
            Action = action?.Name,
            Reason = reason,
            Since = action?.Since ?? stage?.Actions.Max(a => a.Since),
        };

        MlPipelineStatus Failed(StageState state, MlPipelineStage stage)
        {
            var action = stage.Actions.Where(a => a.Status == MlStatus.Failed).OrderBy(a => a.Since).FirstOrDefault();
            if (action is null)
                return At(MlStatus.Failed, stage, $"{stage.Name}: {Condition(state) ?? "failed, though no action of it did; look at its conditions"}");
            var why = action.ErrorMessage ?? action.Summary ?? "no reason given";
            return At(MlStatus.Failed, stage, $"{stage.Name}/{action.Name}: {why}", action) with { ReasonCode = action.ErrorCode };
        }

        MlPipelineStatus Between(List<MlPipelineStage> all, int next)
        {
            var here = At(MlStatus.InProgress, all[next - 1], $"{all[next].Name}: waits to enter") with { RawStatus = "InProgress", Stage = all[next].Name };
            return all[next].TransitionEnabled ? here : Closed(here, all[next], "A run waits there.");
        }
    }

    private static MlPipelineStatus Closed(MlPipelineStatus status, MlPipelineStage closed, string effect)
    {
        var who = closed.DisabledBy is { } by ? $" by {by[(by.LastIndexOf(':') + 1)..]}" : "";
        var why = closed.DisabledReason is { Length: > 0 } reason ? $" ({reason})" : "";
        return status with
        {
            Stage = closed.Name,
            Reason = $"{closed.Name}: the way in is disabled{who}{why}. {effect}",
            WaitingFor = MlPipelineWait.DisabledTransition,
            WaitingOn = closed.DisabledBy,
            Since = Later(status.Since, closed.DisabledSince),
        };
    }

    private static string Running(MlPipelineStage stage, MlPipelineAction action)
    {
        var percent = action.PercentComplete is { } done ? $" ({done} %)" : "";
        return $"{stage.Name}/{action.Name}: running{percent}";
    }

    private static string? Condition(StageState state) =>
        state.OnSuccessConditionState?.LatestExecution?.Summary
        ?? state.BeforeEntryConditionState?.LatestExecution?.Summary
        ?? state.OnFailureConditionState?.LatestExecution?.Summary;

    /// <summary>A stage that was rolled back shows an execution of its own, newer than the one that failed in it.</summary>
    private static bool IsRollback(StageState state) => state.LatestExecution?.Type?.Value == "ROLLBACK";

    /// <summary>The last stage keeps the execution that last came there: when that went through, so did the pipeline.</summary>
    private static DateTimeOffset? LastThrough(List<MlPipelineStage> stages) =>
        stages is [.., { Status: MlStatus.Succeeded } last] ? last.Actions.Max(a => a.Since) : null;

    private static MlPipelineStage Stage(StageState state) => new()
    {
        Name = state.StageName ?? "",
        Status = StatusMap.CodePipeline(state.LatestExecution?.Status?.Value),
        RawStatus = state.LatestExecution?.Status?.Value,
        ExecutionId = state.LatestExecution?.PipelineExecutionId,
        TransitionEnabled = state.InboundTransitionState?.Enabled ?? true,
        DisabledReason = state.InboundTransitionState is { Enabled: false } closed ? closed.DisabledReason : null,
        DisabledBy = state.InboundTransitionState is { Enabled: false } by ? by.LastChangedBy : null,
        DisabledSince = state.InboundTransitionState is { Enabled: false } at ? AwsTime.Utc(at.LastChangedAt) : null,
        Actions = new MlList<MlPipelineAction>((state.ActionStates ?? []).ConvertAll(Action)),
    };

    private static MlPipelineAction Action(ActionState state)
    {
        var run = state.LatestExecution;
        return new MlPipelineAction
        {
            Name = state.ActionName ?? "",
            Status = StatusMap.CodePipeline(run?.Status?.Value),
            RawStatus = run?.Status?.Value,
            Summary = run?.Summary,
            ErrorCode = run?.ErrorDetails?.Code,
            ErrorMessage = run?.ErrorDetails?.Message,
            Since = AwsTime.Utc(run?.LastStatusChange),
            PercentComplete = run?.PercentComplete,
            // Only an approval that is still open carries a token to answer it with.
            AwaitsApproval = run is { Token: not null } && StatusMap.CodePipeline(run.Status?.Value) == MlStatus.InProgress,
            ExternalExecutionId = run?.ExternalExecutionId,
            ExternalLink = Uri.TryCreate(run?.ExternalExecutionUrl ?? state.EntityUrl, UriKind.Absolute, out var link) ? link : null,
            Revision = state.CurrentRevision?.RevisionId,
        };
    }

    private static string? Arn(AwsConnection connection, string? account, string name) =>
        account is null ? null : $"arn:{AwsPartition.NameOf(connection.Region)}:codepipeline:{connection.Region}:{account}:{name}";

    private static string Console(AwsConnection connection, string name) =>
        $"{AwsPartition.ConsoleOf(connection.Region)}/codesuite/codepipeline/pipelines/{Uri.EscapeDataString(name)}";

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null ? b : b is null || a > b ? a : b;

    private static string? Join(string? type, string? detail) =>
        string.IsNullOrEmpty(detail) ? type : $"{type}: {detail}";
}
