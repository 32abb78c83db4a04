using Amazon.CodePipeline.Model;
using Amazon.SageMaker.Model;
using Amazon.SimpleNotificationService.Model;
using Amazon.StepFunctions.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Endpoints;
using MlMonitor.Core.Endpoints.Monitoring;
using MlMonitor.Core.Endpoints.Posture;
using MlMonitor.Core.Training.Jobs;

namespace MlMonitor.Core.Watching.Survey;

/// <summary>
/// Looks at a platform through one connection, to say what could be watched. It takes three calls for pipelines, six for jobs, one
/// for topics; for endpoints one for each hundred and about one for each; for schedules one for each hundred and two for each.
/// </summary>
/// <param name="connection">Where to look and as whom.</param>
/// <param name="clock">Tells the time.</param>
/// <param name="sink">Hears of what could not be seen.</param>
public sealed class AccountSurveyor(AwsConnection connection, TimeProvider clock, IMonitorSink sink)
{
    /// <summary>How far back jobs are looked for: what runs weekly is seen.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromDays(8);

    private readonly SurveySink _sink = new(sink);
    private AwsCaller? _caller;

    private AwsCaller Caller => _caller ??= new AwsCaller(connection, _sink);

    /// <summary>Looks.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What there is, as far as it could be seen.</returns>
    public async Task<AccountSurvey> ReadAsync(CancellationToken cancellationToken)
    {
        // One part after the other, so that what fails is known to belong to it.
        var pipelines = await Part(SurveyPart.Pipelines, PipelinesAsync, cancellationToken).ConfigureAwait(false) ?? [];
        var jobs = await Part(SurveyPart.Jobs, JobsAsync, cancellationToken).ConfigureAwait(false) ?? [];
        var endpoints = await Part(SurveyPart.Endpoints, EndpointsAsync, cancellationToken).ConfigureAwait(false) ?? [];
        var schedules = await Part(SurveyPart.Schedules, SchedulesAsync, cancellationToken).ConfigureAwait(false);
        var topics = await Part(SurveyPart.Topics, TopicsAsync, cancellationToken).ConfigureAwait(false) ?? [];
        return new AccountSurvey
        {
            Region = connection.Region,
            ProfileName = connection.ProfileName,
            Pipelines = pipelines,
            Jobs = jobs,
            Endpoints = [.. endpoints.Select(e => e with { Schedules = [.. schedules?[e.Name] ?? []] })],
            TopicArns = topics,
            NotSeen = _sink.NotSeen,
        };
    }

    private async Task<T?> Part<T>(SurveyPart part, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        where T : class
    {
        _sink.Part = part;
        if (Caller.Refusal is { } refused)
        {
            _sink.Note(refused);
            return null;
        }

        return await read(cancellationToken).ConfigureAwait(false);
    }

    private async Task<Dictionary<MlPipelineSource, IReadOnlyList<string>>> PipelinesAsync(CancellationToken cancellationToken)
    {
        var clients = connection.Clients;
        var engines = new Dictionary<MlPipelineSource, IAsyncEnumerable<string?>>
        {
            [MlPipelineSource.CodePipeline] = Caller.ListAsync("CodePipeline", "codepipeline:ListPipelines",
                (token, t) => clients.CodePipeline(connection).ListPipelinesAsync(new Amazon.CodePipeline.Model.ListPipelinesRequest { MaxResults = 1000, NextToken = token }, t),
                page => page.NextToken, page => page.Pipelines?.Select(p => p.Name), cancellationToken),
            [MlPipelineSource.StepFunctions] = Caller.ListAsync("Step Functions", "states:ListStateMachines",
                (token, t) => clients.StepFunctions(connection).ListStateMachinesAsync(new ListStateMachinesRequest { MaxResults = 1000, NextToken = token }, t),
                page => page.NextToken, page => page.StateMachines?.Select(m => m.Name), cancellationToken),
            [MlPipelineSource.SageMakerPipeline] = Caller.ListAsync("SageMaker", "sagemaker:ListPipelines",
                (token, t) => clients.SageMaker(connection).ListPipelinesAsync(new Amazon.SageMaker.Model.ListPipelinesRequest { MaxResults = 100, NextToken = token }, t),
                page => page.NextToken, page => page.PipelineSummaries?.Select(p => p.PipelineName), cancellationToken),
        };
        var found = new Dictionary<MlPipelineSource, IReadOnlyList<string>>();
        foreach (var (engine, names) in engines)
            if (await ReadAsync(names, cancellationToken).ConfigureAwait(false) is { Count: > 0 } some)
                found[engine] = some;
        return found;
    }

    private async Task<Dictionary<MlJobType, int>> JobsAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<MlJobType, int>();
        var query = new JobQuery { After = clock.GetUtcNow() - Lately, Matches = _ => true };
        foreach (var kind in new JobReader(Caller, clock).Kinds())
        {
            await connection.Clients.ListPace(connection, clock).WaitAsync(cancellationToken).ConfigureAwait(false);
            // The newest hundred: whether there are jobs matters, and not how many.
            var page = await Caller.TryAsync("SageMaker", kind.ListAction, connection.ToString(), t => kind.ListAsync(query, null, t), cancellationToken).ConfigureAwait(false);
            if (page?.Jobs.Count(query.Wants) is { } count and > 0)
                found[kind.Type] = count;
        }

        return found;
    }

    private async Task<List<SurveyedEndpoint>> EndpointsAsync(CancellationToken cancellationToken)
    {
        var found = new List<SurveyedEndpoint>();
        var query = new EndpointQuery { Matches = _ => true, IncludeTags = true };
        await foreach (var endpoint in new EndpointReader(Caller, clock).ReadAsync(query, (_, _) => { }, cancellationToken).ConfigureAwait(false))
            found.Add(new SurveyedEndpoint(endpoint.EndpointName)
            {
                IsCaptured = endpoint.DataCapture is { IsEnabled: true },
                TaggedBaseline = Given(endpoint, PostureReader.BaselineTag),
                TaggedLabels = Given(endpoint, PostureReader.LabelTag),
            });
        return found;
    }

    private async Task<ILookup<string, SurveyedSchedule>> SchedulesAsync(CancellationToken cancellationToken)
    {
        var schedules = new MonitorSchedules(Caller, connection.Clients.ListPace(connection, clock));
        var definitions = new JobDefinitions(Caller);
        var found = new List<(string Endpoint, SurveyedSchedule Schedule)>();
        var (listed, _) = await schedules.ListAsync(null, null, cancellationToken).ConfigureAwait(false);
        foreach (var schedule in listed.Where(s => s.EndpointName is not null))
        {
            var told = await schedules.DescribeAsync(schedule.MonitoringScheduleName, _ => { }, cancellationToken).ConfigureAwait(false);
            var (baseline, labels) = told is null ? (null, null) : await definitions.ReadAsync(told, _ => { }, cancellationToken).ConfigureAwait(false);
            found.Add((schedule.EndpointName, new SurveyedSchedule(schedule.MonitoringScheduleName, MonitorWords.TypeOf(schedule.MonitoringType?.Value), baseline, labels)));
        }

        return found.ToLookup(f => f.Endpoint, f => f.Schedule, StringComparer.Ordinal);
    }

    private Task<List<string>> TopicsAsync(CancellationToken cancellationToken) => ReadAsync(
        Caller.ListAsync("SNS", "sns:ListTopics",
            (token, t) => connection.Clients.SimpleNotificationService(connection).ListTopicsAsync(new ListTopicsRequest { NextToken = token }, t),
            page => page.NextToken, page => page.Topics?.Select(topic => topic.TopicArn), cancellationToken),
        cancellationToken);

    private static string? Given(MlEndpoint endpoint, string tag) => endpoint.Tag.GetValueOrDefault(tag) is { Length: > 0 } text ? text : null;

    private static async Task<List<string>> ReadAsync(IAsyncEnumerable<string?> names, CancellationToken cancellationToken)
    {
        var all = new List<string>();
        await foreach (var name in names.WithCancellation(cancellationToken).ConfigureAwait(false))
            if (name is not null)
                all.Add(name);
        all.Sort(StringComparer.Ordinal);
        return all;
    }
}
