using System.Runtime.CompilerServices;
using Amazon.CodePipeline.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Pipelines;

/// <summary>Reads CodePipeline through one connection.</summary>
internal sealed class CodePipelineReader(AwsConnection connection, TimeProvider clock)
{
    private const string Service = "CodePipeline";

    /// <summary>The quota of CodePipeline's reads is not published; this stays below what throttles in practice.</summary>
    private const int CallsAtOnce = 5;

    /// <summary>The largest page of ListPipelines and of ListPipelineExecutions that AWS takes.</summary>
    private const int PipelinesPerPage = 1000;
    private const int ExecutionsPerPage = 100;

    /// <summary>
    /// Takes one call for each pipeline (two with history), one for each thousand where names are to be matched, and one for the account.
    /// </summary>
    public async IAsyncEnumerable<MlPipelineStatus> ReadStatusAsync(
        PipelineQuery query, IMonitorSink sink, Action<string, Problem> missing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var refused = 0;
        var done = 0;
        var account = await connection.Clients.AccountAsync(connection, sink, cancellationToken).ConfigureAwait(false);
        var statuses = OrderedFanOut.SelectAsync(NamesAsync(query, sink, cancellationToken), CallsAtOnce, ReadAsync, cancellationToken);
        await foreach (var status in statuses.ConfigureAwait(false))
        {
            sink.Progress($"Reading pipelines in {connection}", ++done, null);
            if (status is not null)
                yield return status;
        }

        async Task<MlPipelineStatus?> ReadAsync(string name, CancellationToken token)
        {
            if (Volatile.Read(ref refused) != 0)
                return null;
            var call = new AwsCall(Service, "codepipeline:GetPipelineState", connection);
            try
            {
                var client = connection.Clients.CodePipeline(connection);
                var state = await client.GetPipelineStateAsync(new GetPipelineStateRequest { Name = name }, token).ConfigureAwait(false);
                var status = CodePipelineState.Describe(name, state, connection, account, clock.GetUtcNow());
                if (!query.IncludeHistory)
                    return status;
                call = new AwsCall(Service, "codepipeline:ListPipelineExecutions", connection);
                var history = await client.ListPipelineExecutionsAsync(
                    new ListPipelineExecutionsRequest { PipelineName = name, MaxResults = ExecutionsPerPage }, token).ConfigureAwait(false);
                return CodePipelineState.WithHistory(status, history.PipelineExecutionSummaries ?? []);
            }
            catch (Exception e) when (AwsProblems.IsNotFound(e))
            {
                missing(name, AwsProblems.NotFound(ProblemId.PipelineNotFound, $"There is no pipeline '{name}' in {connection}.", e, call, name,
                    "Check the name and the region: Get-MlPipelineStatus without -Name lists what is there."));
                sink.Detail($"Pipeline {name} is not in {connection}.");
                return null;
            }
            catch (Exception e) when (AwsProblems.IsFailure(e, token))
            {
                var problem = AwsProblems.From(e, call, name);
                if (!problem.ConcernsWholeConnection)
                    sink.Report(problem);
                else if (Interlocked.Exchange(ref refused, 1) == 0)
                    sink.Report(problem with { Target = connection.ToString() });
                return null;
            }
        }
    }

    private async IAsyncEnumerable<string> NamesAsync(PipelineQuery query, IMonitorSink sink, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var name in query.Names)
            yield return name;
        if (query.Matches is not { } matches)
            yield break;

        var pages = AwsPaging.PagesAsync(
            (token, stop) => connection.Clients.CodePipeline(connection).ListPipelinesAsync(
                new ListPipelinesRequest { MaxResults = PipelinesPerPage, NextToken = token }, stop),
            page => page.NextToken,
            cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var _ = pages.ConfigureAwait(false);
        while (true)
        {
            try
            {
                if (!await pages.MoveNextAsync().ConfigureAwait(false))
                    yield break;
            }
            catch (Exception e) when (AwsProblems.IsFailure(e, cancellationToken))
            {
                sink.Report(AwsProblems.From(e, new AwsCall(Service, "codepipeline:ListPipelines", connection), connection.ToString()));
                yield break;
            }

            foreach (var pipeline in pages.Current.Pipelines ?? [])
                if (matches(pipeline.Name) && !query.Names.Contains(pipeline.Name))
                    yield return pipeline.Name;
        }
    }
}
