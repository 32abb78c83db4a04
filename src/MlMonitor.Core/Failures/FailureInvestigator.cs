using MlMonitor.Core.Aws;
using MlMonitor.Core.Pipelines;

namespace MlMonitor.Core.Failures;

/// <summary>
/// Walks from what was seen to fail down to what did: pipeline, action or step, build phase or state or job. Each thing names
/// what it ran by an id or an ARN, and that is the next hop.
/// </summary>
public sealed class FailureInvestigator
{
    /// <summary>Nested state machines could lead on for ever; nobody nests them this deep.</summary>
    private const int MostHops = 12;

    private readonly AwsCaller _caller;
    private readonly FailureTrail _trail;
    private readonly ChangeLookup _changes;
    private readonly TimeProvider _clock;

    /// <summary>Makes an investigator for one region and identity.</summary>
    /// <param name="connection">Where to look and as whom.</param>
    /// <param name="sink">Hears of what could not be read.</param>
    /// <param name="clock">Tells the time.</param>
    public FailureInvestigator(AwsConnection connection, IMonitorSink sink, TimeProvider clock)
    {
        _caller = new AwsCaller(connection, sink);
        _clock = clock;
        _trail = new FailureTrail(_caller, clock);
        _changes = new ChangeLookup(_caller, clock);
    }

    /// <summary>Says whether an object is one whose failure can be looked into: failed, and of a kind this knows.</summary>
    /// <param name="failed">The object.</param>
    /// <returns>Whether <see cref="InvestigateAsync"/> takes it.</returns>
    public static bool Takes(object failed) => failed
        is MlPipelineStatus { IsFailure: true } or MlPipelineRun { IsFailure: true } or MlBuild { IsFailure: true } or MlJob { IsFailure: true };

    /// <summary>Walks from a failed object down to the root.</summary>
    /// <param name="failed">A failed pipeline, execution, build or job.</param>
    /// <param name="inquiry">How far to look.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <returns>The cause, as far as it could be read.</returns>
    public async Task<MlFailureCause> InvestigateAsync(object failed, FailureInquiry inquiry, CancellationToken cancellationToken)
    {
        var hops = new List<MlFailureHop>();
        var next = await BeginAsync(failed, hops, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<MlLogLine> log = [];
        while (FailureTrail.Leads(next) && hops.Count < MostHops)
        {
            var found = await _trail.FollowAsync(next!, inquiry.LogLines, cancellationToken).ConfigureAwait(false);
            if (found is null)
                break;
            hops.AddRange(found.Hops);
            if (found.Log.Count > 0)
                log = found.Log;
            next = found.Next == next ? null : found.Next;
        }

        var subject = ((IMlAlertable)failed).ToAlertSubject();
        if (hops.Count == 0)
            hops.Add(Itself(failed, subject));
        var root = hops[^1];
        var reason = hops.LastOrDefault(h => h.Reason.Length > 0)?.Reason ?? "";
        var change = inquiry.IncludeChange
            ? await _changes.LastAsync(hops, root.FailedAt ?? _clock.GetUtcNow(), cancellationToken).ConfigureAwait(false)
            : null;
        return new MlFailureCause
        {
            ResourceName = subject.Resource ?? hops[0].Name,
            Hops = new MlList<MlFailureHop>(hops),
            FailureKind = FailureCategory.Of(reason, log),
            LastFrame = StackFrame.LastOf(reason) ?? StackFrame.LastOf(string.Join('\n', log)),
            Sentence = FailureSentence.Of(hops, change),
            Log = new MlList<MlLogLine>(log),
            Change = change,
            IsComplete = !FailureTrail.Leads(next) && reason.Length > 0,
            Since = subject.Since,
            Region = _caller.Connection.Region,
            Account = subject.Account,
            ProfileName = _caller.Connection.ProfileName,
            Key = subject.Key,
        };
    }

    /// <summary>The hops that the object itself tells; gives what its failing part ran.</summary>
    private async Task<string?> BeginAsync(object failed, List<MlFailureHop> hops, CancellationToken cancellationToken)
    {
        switch (failed)
        {
            case MlBuild build:
                hops.AddRange(BuildHops.Of(build));
                return build.BuildId;
            case MlJob { Arn: { } arn }:
                return arn;
            case MlPipelineStatus { Source: MlPipelineSource.CodePipeline } status:
                hops.Add(Pipeline(status.PipelineName, status.Status, status.Reason, status.Since, status.Arn, status.ConsoleLink));
                var stage = status.Stages.FirstOrDefault(s => s.Name == status.Stage);
                return stage?.Actions.FirstOrDefault(a => a.Name == status.Action) is { } action ? Action(hops, status, stage, action) : null;
            case MlPipelineStatus { Source: MlPipelineSource.StepFunctions, Arn: { } arn, ExecutionId: { } id }:
                return $"{arn.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)}:{id}";
            case MlPipelineStatus { Source: MlPipelineSource.SageMakerPipeline, Arn: { } arn, ExecutionId: { } id }:
                return $"{arn}/execution/{id}";
            case MlPipelineRun { Source: MlPipelineSource.CodePipeline } run:
                hops.Add(Pipeline(run.PipelineName, run.Status, run.Reason, run.Ended, run.Arn, run.ConsoleLink));
                return await _trail.FailedActionAsync(run, hops, cancellationToken).ConfigureAwait(false);
            case MlPipelineRun run:
                return run.Arn;
            default:
                // An Express state machine keeps no execution to look into.
                return null;
        }
    }

    /// <summary>Where nothing could be followed, the object itself is all there is to tell.</summary>
    private static MlFailureHop Itself(object failed, MlAlertSubject subject) => new()
    {
        Kind = failed switch
        {
            MlJob => "Job",
            MlPipelineStatus { Source: MlPipelineSource.StepFunctions } or MlPipelineRun { Source: MlPipelineSource.StepFunctions } => "StateMachine",
            _ => "Pipeline",
        },
        Name = subject.Resource ?? "",
        Status = MlStatus.Failed,
        Reason = subject.Reason,
        FailedAt = subject.Since,
        Arn = subject.Arn,
        ConsoleLink = subject.ConsoleLink,
    };

    private static string? Action(List<MlFailureHop> hops, MlPipelineStatus status, MlPipelineStage stage, MlPipelineAction action)
    {
        hops.Add(new MlFailureHop
        {
            Kind = "Action",
            Name = $"{stage.Name}/{action.Name}",
            Status = action.Status,
            Reason = action.ErrorMessage ?? action.Summary ?? "",
            ReasonCode = action.ErrorCode,
            FailedAt = action.Since,
            Arn = action.ExternalExecutionId,
            ConsoleLink = action.ExternalLink ?? status.ConsoleLink,
        });
        return action.ExternalExecutionId;
    }

    private static MlFailureHop Pipeline(string name, MlStatus status, string reason, DateTimeOffset? at, string? arn, Uri? link) =>
        new() { Kind = "Pipeline", Name = name, Status = status, Reason = reason, FailedAt = at, Arn = arn, ConsoleLink = link };
}
