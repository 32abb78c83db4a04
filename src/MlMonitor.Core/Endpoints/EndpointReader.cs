using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Amazon.ApplicationAutoScaling.Model;
using Amazon.SageMaker;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Endpoints;

/// <summary>
/// Reads endpoints through one connection. The list is the truth of what exists and in which state; a search gives a hundred
/// whole records a call; what the search does not know, or knows otherwise than the list, is described one by one.
/// </summary>
internal sealed class EndpointReader(AwsCaller caller, TimeProvider clock)
{
    private const string Service = "SageMaker";
    private const int PerPage = 100;
    private const int DescribesAtOnce = 5;

    private readonly CallPace _lists = caller.Clients.ListPace(caller.Connection, clock);
    private readonly EndpointConfigs _configs = new(caller);
    private readonly EndpointScaling _scaling = new(caller);
    private readonly EndpointSearch _search = new(caller);
    private readonly ConcurrentDictionary<string, Problem> _tagProblems = new(StringComparer.Ordinal);

    /// <summary>The configurations, each described once: for whoever asks more of an endpoint that was read.</summary>
    public EndpointConfigs Configs => _configs;

    /// <summary>What kept the tags of an endpoint from being read, which has been reported; null where nothing did.</summary>
    public Problem? TagProblemOf(string name) => _tagProblems.GetValueOrDefault(name);

    /// <summary>An endpoint that was read before, with its tags: a list of many may have been read without.</summary>
    public async Task<MlEndpoint> WithTagsAsync(MlEndpoint endpoint, CancellationToken cancellationToken) => endpoint.Tag.Count > 0 || endpoint.Arn is null
        ? endpoint
        : endpoint with { Tag = await TagsAsync(new SeenEndpoint { Name = endpoint.EndpointName, Arn = endpoint.Arn }, cancellationToken).ConfigureAwait(false) ?? new Dictionary<string, string>() };

    /// <summary>Gives the endpoints that are wanted: the named ones, then the others by name.</summary>
    public async IAsyncEnumerable<MlEndpoint> ReadAsync(EndpointQuery query, Action<string, Problem> missing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var components = new EndpointComponents(caller, _lists);
        var batches = BatchesAsync(query, cancellationToken);
        Task<IReadOnlyDictionary<string, ScalableTarget>>? allTargets = null;
        Task<ILookup<string, InferenceComponentSummary>>? allComponents = null;
        var done = 0;
        await foreach (var seeds in batches.ConfigureAwait(false))
        {
            var isNamed = seeds[0].Listed is null;
            var read = new List<EndpointParts>();
            var each = OrderedFanOut.SelectAsync(seeds, DescribesAtOnce, (seed, token) => PartsAsync(seed, query, missing, token), cancellationToken);
            await foreach (var parts in each.ConfigureAwait(false))
            {
                if (parts is not null)
                    read.Add(parts);
                caller.Sink.Progress($"Reading endpoints in {caller.Connection}", ++done, null);
            }

            if (read.Count == 0)
                continue;
            var models = await new EndpointModels(caller, _search)
                .KindsAsync([.. read.SelectMany(p => p.DecidingModels).Distinct(StringComparer.Ordinal)], isNamed, cancellationToken).ConfigureAwait(false);
            var targets = isNamed
                ? await _scaling.OfAsync(read.SelectMany(p => p.ScalableIds), cancellationToken).ConfigureAwait(false)
                : await (allTargets ??= _scaling.AllAsync(cancellationToken)).ConfigureAwait(false);
            foreach (var parts in read)
            {
                var listed = !parts.MayHaveComponents ? null
                    : isNamed ? await components.ListAsync(parts.Seen.Name, cancellationToken).ConfigureAwait(false)
                    : await (allComponents ??= components.ListAsync(null, cancellationToken)).ConfigureAwait(false);
                var placed = await components.ReadAsync(listed?[parts.Seen.Name] ?? [], isNamed, cancellationToken).ConfigureAwait(false);
                var endpoint = EndpointMaker.Make(parts with { Models = models, Targets = targets, Components = placed }, caller.Connection, clock.GetUtcNow());
                if (query.Wants(endpoint.Status))
                    yield return endpoint;
            }
        }
    }

    /// <summary>The named endpoints, then the listed ones with what a search found of them, a hundred at a time.</summary>
    private async IAsyncEnumerable<IReadOnlyList<EndpointSeed>> BatchesAsync(EndpointQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var names in query.Names.Chunk(PerPage))
            yield return [.. names.Select(name => new EndpointSeed(name))];
        if (query.Matches is null)
            yield break;

        IReadOnlyDictionary<string, Endpoint>? records = null;
        var seeds = new List<EndpointSeed>(PerPage);
        await foreach (var listed in ListAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (listed.EndpointName is not { } name || !query.Matches(name) || query.Names.Contains(name) || !query.MayWant(listed.EndpointStatus?.Value))
                continue;
            records ??= await _search.EndpointsAsync(query.NameContains, cancellationToken).ConfigureAwait(false);
            seeds.Add(new EndpointSeed(name, listed, records.GetValueOrDefault(name)));
            if (seeds.Count < PerPage)
                continue;
            yield return seeds;
            seeds = new List<EndpointSeed>(PerPage);
        }

        if (seeds.Count > 0)
            yield return seeds;
    }

    private IAsyncEnumerable<EndpointSummary> ListAsync(EndpointQuery query, CancellationToken cancellationToken) => caller.ListAsync(
        Service, "sagemaker:ListEndpoints",
        async (token, t) =>
        {
            await _lists.WaitAsync(t).ConfigureAwait(false);
            return await caller.Clients.SageMaker(caller.Connection).ListEndpointsAsync(new ListEndpointsRequest
            {
                NameContains = query.NameContains,
                SortBy = EndpointSortKey.Name,
                SortOrder = OrderKey.Ascending,
                MaxResults = PerPage,
                NextToken = token,
            }, t).ConfigureAwait(false);
        },
        page => page.NextToken, page => page.Endpoints, cancellationToken);

    /// <summary>What there is to know of one endpoint by itself; null where it is gone, not wanted, or cannot be read.</summary>
    private async Task<EndpointParts?> PartsAsync(EndpointSeed seed, EndpointQuery query, Action<string, Problem> missing, CancellationToken cancellationToken)
    {
        var isFound = seed.RecordSuffices;
        var seen = isFound ? SeenEndpoint.Of(seed.Record!) : await DescribeAsync(seed, missing, cancellationToken).ConfigureAwait(false);
        if (seen is null)
            return null;
        var tags = !isFound && query.NeedsTags
            ? await TagsAsync(seen, cancellationToken).ConfigureAwait(false)
            : seed.Record is { } record ? TagsOf(record.Tags) : null;
        if (!query.HasTags(tags))
            return null;
        // Of a serverless endpoint among many its configuration would tell the model's name and nothing else.
        var needsConfig = seed.Listed is null || seen.Production.Count == 0 || seen.Production.Any(v => v.CurrentServerlessConfig is null);
        var config = needsConfig ? await _configs.OfAsync(seen.ConfigName, cancellationToken).ConfigureAwait(false) : null;
        // A record without capture would make capture that is at work look stopped.
        if (isFound && seen.Capture is null && config?.DataCaptureConfig is not null)
            seen = await DescribeAsync(seed, missing, cancellationToken).ConfigureAwait(false);
        return seen is null ? null : new EndpointParts(seen, config, tags);
    }

    private async Task<SeenEndpoint?> DescribeAsync(EndpointSeed seed, Action<string, Problem> missing, CancellationToken cancellationToken)
    {
        var told = await caller.TryAsync(Service, "sagemaker:DescribeEndpoint", seed.Name,
            t => caller.Clients.SageMaker(caller.Connection).DescribeEndpointAsync(new DescribeEndpointRequest { EndpointName = seed.Name }, t),
            cancellationToken,
            (e, call) =>
            {
                caller.Sink.Detail(seed.Listed is null ? $"There is no endpoint {seed.Name} in {caller.Connection}." : $"The endpoint {seed.Name} is gone meanwhile.");
                if (seed.Listed is null)
                    missing(seed.Name, AwsProblems.NotFound(ProblemId.EndpointNotFound, $"There is no endpoint '{seed.Name}' in {caller.Connection}, nor anywhere else looked in.", e, call, seed.Name,
                        "Check the name and the region; Get-MlEndpoint without -Name lists the endpoints."));
            }).ConfigureAwait(false);
        return told is null ? null : SeenEndpoint.Of(told, seed.Name);
    }

    private async Task<IReadOnlyDictionary<string, string>?> TagsAsync(SeenEndpoint seen, CancellationToken cancellationToken)
    {
        var all = new List<Tag>();
        var tags = caller.ListAsync(Service, "sagemaker:ListTags",
            async (token, t) =>
            {
                await _lists.WaitAsync(t).ConfigureAwait(false);
                return await caller.Clients.SageMaker(caller.Connection)
                    .ListTagsAsync(new ListTagsRequest { ResourceArn = seen.Arn, MaxResults = PerPage, NextToken = token }, t).ConfigureAwait(false);
            },
            page => page.NextToken, page => page.Tags, cancellationToken, seen.Name,
            (_, _) => caller.Sink.Detail($"The endpoint {seen.Name} is gone meanwhile."), problem => _tagProblems[seen.Name] = problem);
        await foreach (var tag in tags.ConfigureAwait(false))
            all.Add(tag);
        return TagsOf(all);
    }

    private static Dictionary<string, string> TagsOf(IEnumerable<Tag>? tags) =>
        (tags ?? []).Where(t => t.Key is not null).DistinctBy(t => t.Key).ToDictionary(t => t.Key, t => t.Value ?? "", StringComparer.Ordinal);
}
