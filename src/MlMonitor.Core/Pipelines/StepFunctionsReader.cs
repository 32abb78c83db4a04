using System.Runtime.CompilerServices;
using Amazon.StepFunctions.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Pipelines;

/// <summary>
/// Reads Step Functions. A status takes one call for each state machine and a second where the newest execution runs or did
/// not end well; the machines are listed a thousand a call.
/// </summary>
internal sealed class StepFunctionsReader(AwsCaller caller, TimeProvider clock) : IPipelineReader
{
    private const string Service = "Step Functions";

    /// <summary>ListExecutions refills 5 a second in large regions (https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html).</summary>
    private const int CallsAtOnce = 5;
    private const int MachinesPerPage = 1000;
    private const int ExecutionsPerPage = 1000;

    /// <summary>Enough earlier executions to say what is usual.</summary>
    private const int StatusExecutions = 25;

    /// <summary>A failure stands among the newest events; only states that retry in long loops are further back.</summary>
    private const int NewestEvents = 200;

    public async IAsyncEnumerable<MlPipelineStatus> ReadStatusAsync(
        PipelineQuery query, Action<string, Problem> missing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = 0;
        var machines = MachinesAsync(query, cancellationToken);
        var statuses = OrderedFanOut.SelectAsync(machines, CallsAtOnce, ReadAsync, cancellationToken);
        await foreach (var status in statuses.ConfigureAwait(false))
            if (status is not null)
                yield return status;

        async Task<MlPipelineStatus?> ReadAsync(StateMachine machine, CancellationToken token)
        {
            caller.Sink.Progress($"Reading state machines in {caller.Connection}", Interlocked.Increment(ref seen), null);
            var executions = machine.IsExpress ? null : await ExecutionsAsync(machine, missing, token).ConfigureAwait(false);
            if (machine.IsExpress)
                return (await new ExpressMetrics(caller, clock).DescribeAsync(Blank(machine), token).ConfigureAwait(false)).Judged(clock.GetUtcNow());
            return executions is null ? null : (await DescribeAsync(machine, executions, token).ConfigureAwait(false)).Judged(clock.GetUtcNow());
        }
    }

    public async IAsyncEnumerable<MlPipelineRun> ReadRunsAsync(
        PipelineRunQuery query, Action<string, Problem> missing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var machine in MachinesAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (machine.IsExpress)
            {
                caller.Sink.Detail($"{machine.Name} is an Express state machine: Step Functions keeps no executions of it.");
                continue;
            }

            var executions = caller.ListAsync(Service, "states:ListExecutions",
                (token, t) => Client.ListExecutionsAsync(new ListExecutionsRequest
                {
                    StateMachineArn = machine.Arn,
                    MaxResults = Math.Clamp(query.First ?? ExecutionsPerPage, 1, ExecutionsPerPage),
                    NextToken = token,
                }, t),
                page => page.NextToken,
                page => page.Executions,
                cancellationToken, machine.Name, MissingPipeline.Say(machine.Name, caller, missing));
            var runs = executions.Select(e => Run(machine, e));
            await foreach (var run in RunWindow.Cut(runs, query, machine.Name, caller.Sink, cancellationToken).ConfigureAwait(false))
                yield return query.IncludeStep || run.IsFailure || run.Status == MlStatus.Stopped
                    ? await WithHistoryAsync(run, query.IncludeStep, cancellationToken).ConfigureAwait(false)
                    : run;
        }
    }

    private Amazon.StepFunctions.IAmazonStepFunctions Client => caller.Clients.StepFunctions(caller.Connection);

    private async Task<List<ExecutionListItem>?> ExecutionsAsync(StateMachine machine, Action<string, Problem> missing, CancellationToken cancellationToken)
    {
        var page = await caller.TryAsync(Service, "states:ListExecutions", machine.Name,
            t => Client.ListExecutionsAsync(new ListExecutionsRequest { StateMachineArn = machine.Arn, MaxResults = StatusExecutions }, t),
            cancellationToken, MissingPipeline.Say(machine.Name, caller, missing),
            // Named in full, nothing told us its type.
            e => e.ErrorCode == "StateMachineTypeNotSupported" && (machine.IsExpress = true)).ConfigureAwait(false);
        return page is null ? null : page.Executions ?? [];
    }

    private async Task<MlPipelineStatus> DescribeAsync(StateMachine machine, List<ExecutionListItem> executions, CancellationToken cancellationToken)
    {
        var status = Blank(machine);
        if (executions.Count == 0)
            return status with { Status = MlStatus.Pending, Reason = "It has never run, or not in the last 90 days" };

        var newest = executions[0];
        status = status with
        {
            Status = StatusMap.StepFunctions(newest.Status?.Value),
            RawStatus = newest.Status?.Value,
            ExecutionId = newest.Name,
            Since = AwsTime.Utc(newest.StopDate) ?? AwsTime.Utc(newest.StartDate),
            LastSuccess = executions.Where(e => e.Status?.Value == "SUCCEEDED").Max(e => AwsTime.Utc(e.StopDate)),
            ConsoleLink = Console(machine.Arn, newest.ExecutionArn),
        };
        if (status.Status == MlStatus.Succeeded)
            return status with { Reason = "Succeeded" };
        var history = newest.ExecutionArn is null ? null : await HistoryAsync(newest.ExecutionArn, machine.Name, wholeHistory: false, cancellationToken).ConfigureAwait(false);
        return status.Status == MlStatus.InProgress ? Running(status, executions, history) : Ended(status, history);
    }

    private MlPipelineStatus Running(MlPipelineStatus status, List<ExecutionListItem> executions, ExecutionHistory? history)
    {
        var current = history?.Current();
        status = (status with
        {
            Stage = current?.State,
            Reason = current is null ? "Running" : $"{current.Value.State}: running",
        }).Judged(clock.GetUtcNow());
        var usual = UsualDuration.Of(executions
            .Where(e => e.Status?.Value == "SUCCEEDED" && e.StartDate is not null && e.StopDate is not null)
            .Select(e => e.StopDate!.Value - e.StartDate!.Value));
        return usual is { } u ? status.WithSlowStep(u) : status;
    }

    private static MlPipelineStatus Ended(MlPipelineStatus status, ExecutionHistory? history)
    {
        var failed = history?.Failure();
        var ending = history?.Ending() ?? (null, null);
        var state = failed?.Name ?? history?.Current()?.State;
        var reason = status.Status == MlStatus.Failed && failed is not null && failed.Reason.Length > 0
            ? FailedState.Words(failed.Error, failed.Reason)
            : FailedState.Words(ending.Error, TaskCause.Read(ending.Cause).Reason);
        if (reason.Length == 0)
            reason = status.Status.ToString();
        return status with
        {
            Stage = state,
            ReasonCode = failed?.Error ?? ending.Error,
            Reason = state is null ? reason : $"{state}: {reason}",
        };
    }

    private async Task<MlPipelineRun> WithHistoryAsync(MlPipelineRun run, bool includeStep, CancellationToken cancellationToken)
    {
        var history = run.Arn is null ? null : await HistoryAsync(run.Arn, run.PipelineName, includeStep, cancellationToken).ConfigureAwait(false);
        if (history is null)
            return run;
        var ended = run.IsFailure || run.Status == MlStatus.Stopped
            ? Ended(Blank(run) with { Status = run.Status }, history).Reason
            : run.Reason;
        return run with { Reason = ended, Steps = includeStep ? new MlList<MlPipelineStep>([.. history.Steps()]) : run.Steps };
    }

    private async Task<ExecutionHistory?> HistoryAsync(string executionArn, string target, bool wholeHistory, CancellationToken cancellationToken)
    {
        if (!wholeHistory)
        {
            var page = await caller.TryAsync(Service, "states:GetExecutionHistory", target,
                t => Client.GetExecutionHistoryAsync(new GetExecutionHistoryRequest { ExecutionArn = executionArn, ReverseOrder = true, MaxResults = NewestEvents }, t),
                cancellationToken).ConfigureAwait(false);
            return page?.Events is null ? null : new ExecutionHistory(page.Events);
        }

        var events = new List<HistoryEvent>();
        var pages = caller.ListAsync(Service, "states:GetExecutionHistory",
            (token, t) => Client.GetExecutionHistoryAsync(new GetExecutionHistoryRequest { ExecutionArn = executionArn, MaxResults = 1000, NextToken = token }, t),
            page => page.NextToken, page => page.Events, cancellationToken, target);
        await foreach (var e in pages.ConfigureAwait(false))
            events.Add(e);
        return events.Count == 0 ? null : new ExecutionHistory(events);
    }

    private MlPipelineRun Run(StateMachine machine, ExecutionListItem execution)
    {
        var started = AwsTime.Utc(execution.StartDate);
        var ended = AwsTime.Utc(execution.StopDate);
        return new MlPipelineRun
        {
            PipelineName = machine.Name,
            Source = MlPipelineSource.StepFunctions,
            ExecutionId = execution.Name ?? "",
            Status = StatusMap.StepFunctions(execution.Status?.Value),
            RawStatus = execution.Status?.Value,
            Started = started,
            Ended = ended,
            DurationSeconds = ((ended ?? clock.GetUtcNow()) - started)?.TotalSeconds,
            ConsoleLink = Console(machine.Arn, execution.ExecutionArn),
            Arn = execution.ExecutionArn,
            Region = caller.Connection.Region,
            Account = AwsArn.AccountOf(machine.Arn),
            ProfileName = caller.Connection.ProfileName,
        };
    }

    private async IAsyncEnumerable<StateMachine> MachinesAsync(PipelineSelection selection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var account = selection.Names.Count == 0 ? null : await caller.AccountAsync(cancellationToken).ConfigureAwait(false);
        foreach (var name in selection.Names)
            if (account is not null)
                yield return new StateMachine(name, $"arn:{AwsPartition.NameOf(caller.Connection.Region)}:states:{caller.Connection.Region}:{account}:stateMachine:{name}");
        if (selection.Matches is null && account is not null)
            yield break;

        var listed = caller.ListAsync(Service, "states:ListStateMachines",
            (token, t) => Client.ListStateMachinesAsync(new ListStateMachinesRequest { MaxResults = MachinesPerPage, NextToken = token }, t),
            page => page.NextToken, page => page.StateMachines, cancellationToken);
        await foreach (var machine in listed.ConfigureAwait(false))
            if (machine is not { Name: not null, StateMachineArn: not null })
                continue;
            else if (selection.WantsListed(machine.Name) || (account is null && selection.Names.Contains(machine.Name)))
                yield return new StateMachine(machine.Name, machine.StateMachineArn) { IsExpress = machine.Type?.Value == "EXPRESS" };
    }

    private MlPipelineStatus Blank(StateMachine machine) => new()
    {
        PipelineName = machine.Name,
        Source = MlPipelineSource.StepFunctions,
        Status = MlStatus.Unknown,
        Severity = MlSeverity.Ok,
        Reason = "",
        Arn = machine.Arn,
        Account = AwsArn.AccountOf(machine.Arn),
        Region = caller.Connection.Region,
        ProfileName = caller.Connection.ProfileName,
        ConsoleLink = Console(machine.Arn, null),
    };

    private MlPipelineStatus Blank(MlPipelineRun run) => Blank(new StateMachine(run.PipelineName, run.Arn ?? ""));

    private Uri Console(string machineArn, string? executionArn)
    {
        var region = caller.Connection.Region;
        var page = executionArn is null ? $"statemachines/view/{Uri.EscapeDataString(machineArn)}" : $"v2/executions/details/{Uri.EscapeDataString(executionArn)}";
        return new Uri($"{AwsPartition.ConsoleOf(region)}/states/home?region={region}#/{page}");
    }

    private sealed record StateMachine(string Name, string Arn)
    {
        public bool IsExpress { get; set; }
    }
}
