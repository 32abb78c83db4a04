using System.Text.RegularExpressions;
using Amazon.CodePipeline.Model;
using Amazon.SageMaker;
using Amazon.SageMaker.Model;
using Amazon.StepFunctions.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Logs;
using MlMonitor.Core.Pipelines;

namespace MlMonitor.Core.Failures;

/// <summary>What one id or ARN led to.</summary>
/// <param name="Hops">The hops it makes.</param>
/// <param name="Next">The id or ARN of what its failing part ran; null where this is the root.</param>
/// <param name="Log">The last lines of its log.</param>
internal sealed record TrailPart(IReadOnlyList<MlFailureHop> Hops, string? Next, IReadOnlyList<MlLogLine> Log);

/// <summary>Follows an id or ARN to what it names: a build, an execution, a job.</summary>
internal sealed partial class FailureTrail(AwsCaller caller, TimeProvider clock)
{
    private const int NewestEvents = 200;
    private const int StepsPerPage = 100;

    /// <summary>Whether an id names something this can look into; others, such as a CloudFormation stack, are where the way ends.</summary>
    public static bool Leads(string? id) => id is not null && Kind(id) is not null;

    /// <summary>Follows one id; null where it names nothing this knows, or what could not be read.</summary>
    public Task<TrailPart?> FollowAsync(string id, int logLines, CancellationToken cancellationToken) => Kind(id) switch
    {
        "build" => BuildAsync(id, logLines, cancellationToken),
        "execution" => ExecutionAsync(id, cancellationToken),
        "pipeline" => PipelineExecutionAsync(id, cancellationToken),
        "job" => new JobFailure(caller, clock).DescribeAsync(id, logLines, cancellationToken),
        _ => Task.FromResult<TrailPart?>(null),
    };

    /// <summary>Adds the failed action of an execution of CodePipeline; gives what it ran.</summary>
    public async Task<string?> FailedActionAsync(MlPipelineRun run, List<MlFailureHop> hops, CancellationToken cancellationToken)
    {
        var page = await caller.TryAsync("CodePipeline", "codepipeline:ListActionExecutions", run.PipelineName,
            t => caller.Clients.CodePipeline(caller.Connection).ListActionExecutionsAsync(new ListActionExecutionsRequest
            {
                PipelineName = run.PipelineName,
                Filter = new ActionExecutionFilter { PipelineExecutionId = run.ExecutionId },
                MaxResults = StepsPerPage,
            }, t), cancellationToken).ConfigureAwait(false);
        if (page?.ActionExecutionDetails?.LastOrDefault(a => a.Status?.Value == "Failed") is not { } failed)
            return null;
        var step = CodePipelineState.Step(failed);
        var result = failed.Output?.ExecutionResult;
        hops.Add(new MlFailureHop
        {
            Kind = "Action",
            Name = step.Name,
            Status = step.Status,
            Reason = step.Reason,
            ReasonCode = result?.ErrorDetails?.Code,
            FailedAt = step.Ended,
            Arn = step.ExternalId,
            ConsoleLink = Uri.TryCreate(result?.ExternalExecutionUrl, UriKind.Absolute, out var link) ? link : run.ConsoleLink,
        });
        return step.ExternalId;
    }

    private static string? Kind(string id) => (AwsArn.ServiceOf(id), AwsArn.ResourceOf(id)) switch
    {
        (null, _) => BuildId().IsMatch(id) ? "build" : null,
        ("codebuild", { } r) when r.StartsWith("build/", StringComparison.Ordinal) => "build",
        ("states", { } r) when r.StartsWith("execution:", StringComparison.Ordinal) => "execution",
        ("sagemaker", { } r) when r.StartsWith("pipeline/", StringComparison.Ordinal) && r.Contains("/execution/", StringComparison.Ordinal) => "pipeline",
        ("sagemaker", { } r) when JobFailure.Knows(r) => "job",
        _ => null,
    };

    private async Task<TrailPart?> BuildAsync(string id, int logLines, CancellationToken cancellationToken)
    {
        var build = await new BuildReader(caller, clock).FindAsync(id, logLines, cancellationToken).ConfigureAwait(false);
        return build is null ? null : new TrailPart([.. BuildHops.Of(build)], null, build.Log);
    }

    private async Task<TrailPart?> ExecutionAsync(string arn, CancellationToken cancellationToken)
    {
        var page = await caller.TryAsync("Step Functions", "states:GetExecutionHistory", arn,
            t => caller.Clients.StepFunctions(caller.Connection).GetExecutionHistoryAsync(
                new GetExecutionHistoryRequest { ExecutionArn = arn, ReverseOrder = true, MaxResults = NewestEvents }, t),
            cancellationToken, (_, _) => caller.Sink.Detail($"There is no execution {arn}.")).ConfigureAwait(false);
        if (page?.Events is not { Count: > 0 } events)
            return null;

        var history = new ExecutionHistory(events);
        var (error, cause) = history.Ending();
        var parts = AwsArn.ResourceOf(arn)!.Split(':');
        var region = caller.Connection.Region;
        var link = new Uri($"{AwsPartition.ConsoleOf(region)}/states/home?region={region}#/v2/executions/details/{Uri.EscapeDataString(arn)}");
        var machine = new MlFailureHop
        {
            Kind = "StateMachine",
            Name = parts.Length > 1 ? parts[1] : arn,
            Status = error == "States.Timeout" ? MlStatus.TimedOut : MlStatus.Failed,
            Reason = FailedState.Words(error, TaskCause.Read(cause).Reason),
            ReasonCode = error,
            FailedAt = AwsTime.Utc(events.Max(e => e.Timestamp)),
            Arn = arn,
            ConsoleLink = link,
        };
        var failed = history.Failure();
        var name = failed?.Name ?? history.Current()?.State;
        if (name is null)
            return new TrailPart([machine], null, []);
        var state = new MlFailureHop
        {
            Kind = "State",
            Name = name,
            Status = machine.Status,
            Reason = failed is { Reason.Length: > 0 } ? FailedState.Words(failed.Error, failed.Reason) : machine.Reason,
            ReasonCode = failed?.Error ?? error,
            FailedAt = failed?.At ?? machine.FailedAt,
            Arn = failed?.ExternalId ?? arn,
            ConsoleLink = link,
        };
        return new TrailPart([machine, state], failed?.ExternalId, []);
    }

    private async Task<TrailPart?> PipelineExecutionAsync(string arn, CancellationToken cancellationToken)
    {
        var page = await caller.TryAsync("SageMaker", "sagemaker:ListPipelineExecutionSteps", arn,
            t => caller.Clients.SageMaker(caller.Connection).ListPipelineExecutionStepsAsync(
                new ListPipelineExecutionStepsRequest { PipelineExecutionArn = arn, SortOrder = SortOrder.Descending, MaxResults = StepsPerPage }, t),
            cancellationToken, (_, _) => caller.Sink.Detail($"There is no execution {arn}.")).ConfigureAwait(false);
        if (page is null)
            return null;

        var steps = (page.PipelineExecutionSteps ?? []).ConvertAll(SageMakerStep.Describe);
        var failed = steps.Where(s => s.Status == MlStatus.Failed).OrderBy(s => s.Ended).FirstOrDefault();
        var parts = AwsArn.ResourceOf(arn)!.Split('/');
        var region = caller.Connection.Region;
        var link = new Uri($"{AwsPartition.ConsoleOf(region)}/sagemaker/home?region={region}#/pipelines/{Uri.EscapeDataString(parts[1])}/executions/{parts[^1]}");
        var pipeline = new MlFailureHop
        {
            Kind = "Pipeline",
            Name = parts[1],
            Status = MlStatus.Failed,
            Reason = failed is null ? "" : $"Step {failed.Name} failed",
            FailedAt = failed?.Ended,
            Arn = arn,
            ConsoleLink = link,
        };
        if (failed is null)
            return new TrailPart([pipeline], null, []);
        var step = new MlFailureHop
        {
            Kind = "Step",
            Name = failed.Name,
            Status = failed.Status,
            Reason = failed.Reason,
            FailedAt = failed.Ended,
            Arn = failed.ExternalId ?? arn,
            ConsoleLink = link,
        };
        return new TrailPart([pipeline, step], failed.ExternalId, []);
    }

    // <project>:<uuid>, as CodePipeline names the builds its actions run.
    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]*:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
    private static partial Regex BuildId();
}
