using System.Runtime.CompilerServices;
using Amazon.CodePipeline.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Pipelines;

/// <summary>
/// Reads CodePipeline. A status takes one call for each pipeline, one for each thousand where names are to be matched, and one
/// for the account; and with what is left of one call for each hundred, a look at how long a suspiciously old step usually takes.
/// </summary>
internal sealed class CodePipelineReader(AwsCaller caller, TimeProvider clock) : IPipelineReader
{
    private const string Service = "CodePipeline";

    /// <summary>The quota of CodePipeline's reads is not published; this stays below what throttles in practice.</summary>
    private const int CallsAtOnce = 5;

    /// <summary>The largest pages AWS takes.</summary>
    private const int PipelinesPerPage = 1000;
    private const int ExecutionsPerPage = 100;

    /// <summary>A step younger than this is not worth a call.</summary>
    private static readonly TimeSpan Suspicious = TimeSpan.FromHours(1);

    public async IAsyncEnumerable<MlPipelineStatus> ReadStatusAsync(
        PipelineQuery query, Action<string, Problem> missing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = 0;
        var looks = 0;
        var names = NamesAsync(query, cancellationToken);
        var statuses = OrderedFanOut.SelectAsync(names, CallsAtOnce, ReadAsync, cancellationToken);
        await foreach (var status in statuses.ConfigureAwait(false))
            if (status is not null)
                yield return status;

        async Task<MlPipelineStatus?> ReadAsync(string name, CancellationToken token)
        {
            var account = await caller.AccountAsync(token).ConfigureAwait(false);
            var state = await caller.TryAsync(Service, "codepipeline:GetPipelineState", name,
                t => Client.GetPipelineStateAsync(new GetPipelineStateRequest { Name = name }, t),
                token, MissingPipeline.Say(name, caller, missing)).ConfigureAwait(false);
            caller.Sink.Progress($"Reading pipelines in {caller.Connection}", Interlocked.Increment(ref seen), null);
            if (state is null)
                return null;
            var status = CodePipelineState.Describe(name, state, caller.Connection, account, clock.GetUtcNow());
            if (query.IncludeHistory && await HistoryAsync(name, token).ConfigureAwait(false) is { } history)
                status = CodePipelineState.WithHistory(status, history);
            var old = status is { Status: MlStatus.InProgress, WaitingFor: MlPipelineWait.None } && status.Age > Suspicious;
            if (old && (query.IncludeHistory || Interlocked.Increment(ref looks) <= 1 + (seen / 100)))
                status = await WithUsualAsync(status, token).ConfigureAwait(false);
            return status;
        }
    }

    public async IAsyncEnumerable<MlPipelineRun> ReadRunsAsync(
        PipelineRunQuery query, Action<string, Problem> missing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var name in NamesAsync(query, cancellationToken).ConfigureAwait(false))
        {
            var account = await caller.AccountAsync(cancellationToken).ConfigureAwait(false);
            var executions = caller.ListAsync(Service, "codepipeline:ListPipelineExecutions",
                (token, t) => Client.ListPipelineExecutionsAsync(
                    new ListPipelineExecutionsRequest { PipelineName = name, MaxResults = PageFor(query.First), NextToken = token }, t),
                page => page.NextToken,
                page => page.PipelineExecutionSummaries,
                cancellationToken, name, MissingPipeline.Say(name, caller, missing));
            var runs = executions.Select(e => CodePipelineState.Run(name, e, caller.Connection, account, clock.GetUtcNow()));
            await foreach (var run in RunWindow.Cut(runs, query, name, caller.Sink, cancellationToken).ConfigureAwait(false))
                yield return query.IncludeStep ? run with { Steps = await StepsAsync(name, run.ExecutionId, cancellationToken).ConfigureAwait(false) } : run;
        }
    }

    private Amazon.CodePipeline.IAmazonCodePipeline Client => caller.Clients.CodePipeline(caller.Connection);

    private async Task<IReadOnlyList<PipelineExecutionSummary>?> HistoryAsync(string name, CancellationToken cancellationToken)
    {
        var page = await caller.TryAsync(Service, "codepipeline:ListPipelineExecutions", name,
            t => Client.ListPipelineExecutionsAsync(new ListPipelineExecutionsRequest { PipelineName = name, MaxResults = ExecutionsPerPage }, t),
            cancellationToken).ConfigureAwait(false);
        return page?.PipelineExecutionSummaries;
    }

    /// <summary>Compares the running step with its own earlier runs, of which one page of actions holds enough.</summary>
    private async Task<MlPipelineStatus> WithUsualAsync(MlPipelineStatus status, CancellationToken cancellationToken)
    {
        var page = await caller.TryAsync(Service, "codepipeline:ListActionExecutions", status.PipelineName,
            t => Client.ListActionExecutionsAsync(new ListActionExecutionsRequest { PipelineName = status.PipelineName, MaxResults = ExecutionsPerPage }, t),
            cancellationToken).ConfigureAwait(false);
        var usual = UsualDuration.Of((page?.ActionExecutionDetails ?? [])
            .Where(a => a.StageName == status.Stage && a.ActionName == status.Action && a.Status?.Value == "Succeeded" && a.StartTime is not null && a.LastUpdateTime is not null)
            .Select(a => a.LastUpdateTime!.Value - a.StartTime!.Value));
        return usual is { } u ? status.WithSlowStep(u) : status;
    }

    private async Task<MlList<MlPipelineStep>> StepsAsync(string name, string executionId, CancellationToken cancellationToken)
    {
        var steps = new List<MlPipelineStep>();
        var actions = caller.ListAsync(Service, "codepipeline:ListActionExecutions",
            (token, t) => Client.ListActionExecutionsAsync(new ListActionExecutionsRequest
            {
                PipelineName = name,
                Filter = new ActionExecutionFilter { PipelineExecutionId = executionId },
                MaxResults = ExecutionsPerPage,
                NextToken = token,
            }, t),
            page => page.NextToken,
            page => page.ActionExecutionDetails,
            cancellationToken, $"{name}/{executionId}");
        await foreach (var action in actions.ConfigureAwait(false))
            steps.Add(CodePipelineState.Step(action));
        // AWS lists the newest first; a run is read from its beginning.
        steps.Reverse();
        return new MlList<MlPipelineStep>(steps);
    }

    private async IAsyncEnumerable<string> NamesAsync(PipelineSelection selection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var named in selection.Names)
            yield return named;
        if (selection.Matches is null)
            yield break;
        var pipelines = caller.ListAsync(Service, "codepipeline:ListPipelines",
            (token, t) => Client.ListPipelinesAsync(new ListPipelinesRequest { MaxResults = PipelinesPerPage, NextToken = token }, t),
            page => page.NextToken,
            page => page.Pipelines,
            cancellationToken);
        await foreach (var pipeline in pipelines.ConfigureAwait(false))
            if (pipeline.Name is { Length: > 0 } name && selection.WantsListed(name))
                yield return name;
    }

    private static int PageFor(int? first) => Math.Clamp(first ?? ExecutionsPerPage, 1, ExecutionsPerPage);
}
