using System.Runtime.CompilerServices;
using Amazon.SageMaker;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Pipelines;

/// <summary>
/// Reads SageMaker Pipelines. A status takes one call for each pipeline and a second where the newest execution failed; the
/// pipelines are listed a hundred a call.
/// </summary>
internal sealed class SageMakerPipelineReader(AwsCaller caller, TimeProvider clock) : IPipelineReader
{
    private const string Service = "SageMaker";

    /// <summary>SageMaker does not publish the quota of these calls; its lists throttle early.</summary>
    private const int CallsAtOnce = 3;
    private const int PerPage = 100;

    /// <summary>Enough to find the last success; more where the history is read.</summary>
    private const int StatusExecutions = 20;

    /// <summary>How many earlier executions are looked into for how long a step usually takes.</summary>
    private const int UsualExecutions = 5;

    public async IAsyncEnumerable<MlPipelineStatus> ReadStatusAsync(
        PipelineQuery query, Action<string, Problem> missing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = 0;
        var statuses = OrderedFanOut.SelectAsync(PipelinesAsync(query, cancellationToken), CallsAtOnce, ReadAsync, cancellationToken);
        await foreach (var status in statuses.ConfigureAwait(false))
            if (status is not null)
                yield return status;

        async Task<MlPipelineStatus?> ReadAsync((string Name, string? Arn) pipeline, CancellationToken token)
        {
            caller.Sink.Progress($"Reading SageMaker pipelines in {caller.Connection}", Interlocked.Increment(ref seen), null);
            var page = await caller.TryAsync(Service, "sagemaker:ListPipelineExecutions", pipeline.Name,
                t => Client.ListPipelineExecutionsAsync(Newest(pipeline.Name, StatusExecutions, null), t),
                token, MissingPipeline.Say(pipeline.Name, caller, missing)).ConfigureAwait(false);
            return page is null
                ? null
                : (await DescribeAsync(pipeline.Name, pipeline.Arn, page.PipelineExecutionSummaries ?? [], query.IncludeHistory, token).ConfigureAwait(false)).Judged(clock.GetUtcNow());
        }
    }

    public async IAsyncEnumerable<MlPipelineRun> ReadRunsAsync(
        PipelineRunQuery query, Action<string, Problem> missing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (name, _) in PipelinesAsync(query, cancellationToken).ConfigureAwait(false))
        {
            var summaries = caller.ListAsync(Service, "sagemaker:ListPipelineExecutions",
                (token, t) =>
                {
                    var request = Newest(name, Math.Clamp(query.First ?? PerPage, 1, PerPage), token);
                    request.CreatedAfter = query.Window.After.UtcDateTime;
                    request.CreatedBefore = query.Window.Before.UtcDateTime;
                    return Client.ListPipelineExecutionsAsync(request, t);
                },
                page => page.NextToken, page => page.PipelineExecutionSummaries,
                cancellationToken, name, MissingPipeline.Say(name, caller, missing));
            var runs = RunWindow.Cut(summaries.Select(s => Run(name, s)), query, name, caller.Sink, cancellationToken);
            // The list does not say when an execution ended: that takes a call for each.
            await foreach (var run in OrderedFanOut.SelectAsync(runs, CallsAtOnce, (run, token) => WithEndAsync(run, query.IncludeStep, token), cancellationToken).ConfigureAwait(false))
                yield return run;
        }
    }

    private IAmazonSageMaker Client => caller.Clients.SageMaker(caller.Connection);

    private static ListPipelineExecutionsRequest Newest(string name, int count, string? token) => new()
    {
        PipelineName = name,
        SortBy = SortPipelineExecutionsBy.CreationTime,
        SortOrder = SortOrder.Descending,
        MaxResults = count,
        NextToken = token,
    };

    private async Task<MlPipelineStatus> DescribeAsync(
        string name, string? arn, List<PipelineExecutionSummary> executions, bool includeHistory, CancellationToken cancellationToken)
    {
        arn ??= executions.Select(e => e.PipelineExecutionArn?.Split("/execution/")[0]).FirstOrDefault();
        var region = caller.Connection.Region;
        var status = new MlPipelineStatus
        {
            PipelineName = name,
            Source = MlPipelineSource.SageMakerPipeline,
            Status = MlStatus.Pending,
            Severity = MlSeverity.Ok,
            Reason = "It has never run",
            Arn = arn,
            Account = AwsArn.AccountOf(arn),
            Region = region,
            ProfileName = caller.Connection.ProfileName,
            ConsoleLink = new Uri($"{AwsPartition.ConsoleOf(region)}/sagemaker/home?region={region}#/pipelines/{Uri.EscapeDataString(name)}"),
        };
        if (executions is not [var newest, ..])
            return status;

        status = status with
        {
            Status = StatusMap.SageMakerPipeline(newest.PipelineExecutionStatus?.Value),
            RawStatus = newest.PipelineExecutionStatus?.Value,
            ExecutionId = IdOf(newest.PipelineExecutionArn),
            Since = AwsTime.Utc(newest.StartTime),
            LastSuccess = executions.Where(e => e.PipelineExecutionStatus?.Value == "Succeeded").Max(e => AwsTime.Utc(e.StartTime)),
            Reason = newest.PipelineExecutionFailureReason is { Length: > 0 } why ? why : newest.PipelineExecutionStatus?.Value ?? "",
        };
        var running = status.Status is MlStatus.InProgress or MlStatus.Stopping;
        if (newest.PipelineExecutionArn is null || (!status.IsFailure && !(running && includeHistory)))
            return status;

        var steps = await StepsAsync(newest.PipelineExecutionArn, name, cancellationToken).ConfigureAwait(false);
        status = status with { Stages = new MlList<MlPipelineStage>([.. steps.Select(Stage)]) };
        return running
            ? await RunningAsync(status, steps, executions, cancellationToken).ConfigureAwait(false)
            : Failed(status, steps);
    }

    private static MlPipelineStatus Failed(MlPipelineStatus status, IReadOnlyList<MlPipelineStep> steps)
    {
        var failed = steps.Where(s => s.Status == MlStatus.Failed).OrderBy(s => s.Ended).FirstOrDefault();
        return failed is null ? status : status with
        {
            Stage = failed.Name,
            Since = failed.Ended ?? status.Since,
            Reason = $"{failed.Name}: {(failed.Reason.Length > 0 ? failed.Reason : status.Reason)}",
        };
    }

    private async Task<MlPipelineStatus> RunningAsync(
        MlPipelineStatus status, IReadOnlyList<MlPipelineStep> steps, List<PipelineExecutionSummary> executions, CancellationToken cancellationToken)
    {
        if (steps.LastOrDefault(s => s.Status is MlStatus.InProgress or MlStatus.Pending) is not { } current)
            return status;
        status = (status with { Stage = current.Name, Since = current.Started ?? status.Since, Reason = $"{current.Name}: running" }).Judged(clock.GetUtcNow());
        var earlier = new List<TimeSpan>();
        foreach (var execution in executions.Where(e => e is { PipelineExecutionStatus.Value: "Succeeded", PipelineExecutionArn: not null }).Take(UsualExecutions))
            earlier.AddRange((await StepsAsync(execution.PipelineExecutionArn, status.PipelineName, cancellationToken).ConfigureAwait(false))
                .Where(s => s.Name == current.Name && s.Status == MlStatus.Succeeded && s.DurationSeconds is not null)
                .Select(s => TimeSpan.FromSeconds(s.DurationSeconds!.Value)));
        return UsualDuration.Of(earlier) is { } usual ? status.WithSlowStep(usual) : status;
    }

    private async Task<IReadOnlyList<MlPipelineStep>> StepsAsync(string executionArn, string target, CancellationToken cancellationToken)
    {
        var steps = new List<MlPipelineStep>();
        var listed = caller.ListAsync(Service, "sagemaker:ListPipelineExecutionSteps",
            (token, t) => Client.ListPipelineExecutionStepsAsync(new ListPipelineExecutionStepsRequest
            {
                PipelineExecutionArn = executionArn,
                SortOrder = SortOrder.Ascending,
                MaxResults = PerPage,
                NextToken = token,
            }, t),
            page => page.NextToken, page => page.PipelineExecutionSteps, cancellationToken, target);
        await foreach (var step in listed.ConfigureAwait(false))
            steps.Add(SageMakerStep.Describe(step));
        return steps;
    }

    private async Task<MlPipelineRun> WithEndAsync(MlPipelineRun run, bool includeStep, CancellationToken cancellationToken)
    {
        if (run.Arn is null)
            return run;
        if (run.Status.IsTerminal())
        {
            var execution = await caller.TryAsync(Service, "sagemaker:DescribePipelineExecution", run.PipelineName,
                t => Client.DescribePipelineExecutionAsync(new DescribePipelineExecutionRequest { PipelineExecutionArn = run.Arn }, t),
                cancellationToken).ConfigureAwait(false);
            if (AwsTime.Utc(execution?.LastModifiedTime) is { } ended)
                run = run with { Ended = ended, DurationSeconds = (ended - run.Started)?.TotalSeconds, Reason = execution!.FailureReason ?? run.Reason };
        }

        return includeStep
            ? run with { Steps = new MlList<MlPipelineStep>(await StepsAsync(run.Arn, run.PipelineName, cancellationToken).ConfigureAwait(false)) }
            : run;
    }

    private MlPipelineRun Run(string name, PipelineExecutionSummary summary)
    {
        var region = caller.Connection.Region;
        var status = StatusMap.SageMakerPipeline(summary.PipelineExecutionStatus?.Value);
        var started = AwsTime.Utc(summary.StartTime);
        return new MlPipelineRun
        {
            PipelineName = name,
            Source = MlPipelineSource.SageMakerPipeline,
            ExecutionId = IdOf(summary.PipelineExecutionArn),
            Status = status,
            RawStatus = summary.PipelineExecutionStatus?.Value,
            Reason = summary.PipelineExecutionFailureReason ?? "",
            Started = started,
            DurationSeconds = status.IsTerminal() ? null : (clock.GetUtcNow() - started)?.TotalSeconds,
            Trigger = summary.PipelineExecutionDisplayName,
            ConsoleLink = new Uri($"{AwsPartition.ConsoleOf(region)}/sagemaker/home?region={region}#/pipelines/{Uri.EscapeDataString(name)}/executions/{IdOf(summary.PipelineExecutionArn)}"),
            Arn = summary.PipelineExecutionArn,
            Region = region,
            Account = AwsArn.AccountOf(summary.PipelineExecutionArn),
            ProfileName = caller.Connection.ProfileName,
        };
    }

    private async IAsyncEnumerable<(string Name, string? Arn)> PipelinesAsync(PipelineSelection selection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var name in selection.Names)
            yield return (name, null);
        if (selection.Matches is null)
            yield break;
        var listed = caller.ListAsync(Service, "sagemaker:ListPipelines",
            (token, t) => Client.ListPipelinesAsync(new ListPipelinesRequest { MaxResults = PerPage, NextToken = token }, t),
            page => page.NextToken, page => page.PipelineSummaries, cancellationToken);
        await foreach (var pipeline in listed.ConfigureAwait(false))
            if (pipeline.PipelineName is not null && selection.WantsListed(pipeline.PipelineName))
                yield return (pipeline.PipelineName, pipeline.PipelineArn);
    }

    private static string IdOf(string? executionArn) => executionArn is null ? "" : executionArn[(executionArn.LastIndexOf('/') + 1)..];

    private static MlPipelineStage Stage(MlPipelineStep step) => new()
    {
        Name = step.Name,
        Status = step.Status,
        RawStatus = step.RawStatus,
        Actions =
        [
            new MlPipelineAction
            {
                Name = step.Kind ?? step.Name,
                Status = step.Status,
                RawStatus = step.RawStatus,
                ErrorMessage = step.Reason.Length == 0 ? null : step.Reason,
                Since = step.Ended ?? step.Started,
                ExternalExecutionId = step.ExternalId,
            },
        ],
    };
}
