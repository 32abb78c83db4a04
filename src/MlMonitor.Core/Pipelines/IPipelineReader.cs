using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Pipelines;

/// <summary>Reads the pipelines of one engine through one connection.</summary>
internal interface IPipelineReader
{
    /// <summary>Gives the status of each pipeline that matches.</summary>
    /// <param name="query">Which pipelines, and how much of them.</param>
    /// <param name="missing">Hears which of the pipelines named in full is not there.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<MlPipelineStatus> ReadStatusAsync(PipelineQuery query, Action<string, Problem> missing, CancellationToken cancellationToken);

    /// <summary>Gives the executions of each pipeline that matches, each pipeline's newest first.</summary>
    /// <param name="query">Which executions, and how much of them.</param>
    /// <param name="missing">Hears which of the pipelines named in full is not there.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<MlPipelineRun> ReadRunsAsync(PipelineRunQuery query, Action<string, Problem> missing, CancellationToken cancellationToken);
}

/// <summary>What is said where a pipeline named in full is not there.</summary>
internal static class MissingPipeline
{
    public static Action<Exception, AwsCall> Say(string name, AwsCaller caller, Action<string, Problem> missing) => (e, call) =>
    {
        caller.Sink.Detail($"There is no {call.Service} pipeline {name} in {caller.Connection}.");
        missing(name, AwsProblems.NotFound(ProblemId.PipelineNotFound, $"There is no pipeline '{name}' in {caller.Connection}, nor anywhere else looked in.", e, call, name,
            "Check the name and the region: Get-MlPipelineStatus without -Name lists what is there."));
    };
}
