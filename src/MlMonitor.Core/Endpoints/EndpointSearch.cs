using System.Runtime.CompilerServices;
using Amazon.SageMaker;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Endpoints;

/// <summary>
/// Search: a hundred whole records a call. The permission cannot be limited to resources, so many roles lack it; then nothing is
/// found, the verbose stream says so once, and the search is not asked again.
/// </summary>
internal sealed class EndpointSearch(AwsCaller caller)
{
    private const int PerPage = 100;

    /// <summary>The longest value of a filter, in characters (SageMaker API Reference, Filter).</summary>
    private const int LongestValue = 1024;

    private int _unavailable;

    public bool IsAvailable => Volatile.Read(ref _unavailable) == 0;

    /// <summary>Finds the endpoints with this part in their names, by name.</summary>
    public async Task<IReadOnlyDictionary<string, Endpoint>> EndpointsAsync(string? nameContains, CancellationToken cancellationToken)
    {
        var expression = nameContains is null
            ? null
            : new SearchExpression { Filters = [new Filter { Name = "EndpointName", Operator = Operator.Contains, Value = nameContains }] };
        var found = new Dictionary<string, Endpoint>(StringComparer.Ordinal);
        await foreach (var record in FindAsync(ResourceType.Endpoint, expression, cancellationToken).ConfigureAwait(false))
            if (record.Endpoint is { EndpointName: { } name } endpoint)
                found[name] = endpoint;
        return found;
    }

    /// <summary>Finds the models of these names; at most a hundred, which is one call.</summary>
    public async IAsyncEnumerable<Model> ModelsAsync(IReadOnlyList<string> names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filters = Lists(names).Select(list => new Filter { Name = "ModelName", Operator = Operator.In, Value = list }).ToList();
        var expression = new SearchExpression { Filters = filters, Operator = BooleanOperator.Or };
        await foreach (var record in FindAsync(ResourceType.Model, expression, cancellationToken).ConfigureAwait(false))
            if (record.Model?.Model is { } model)
                yield return model;
    }

    private async IAsyncEnumerable<SearchRecord> FindAsync(
        ResourceType resource, SearchExpression? expression, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        while (IsAvailable)
        {
            SearchResponse page;
            try
            {
                page = await caller.Clients.SageMaker(caller.Connection).SearchAsync(
                    new SearchRequest { Resource = resource, SearchExpression = expression, MaxResults = PerPage, NextToken = token }, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (AwsProblems.IsFailure(e, cancellationToken))
            {
                // Lists and descriptions say what is wrong where it is more than this one permission.
                if (Interlocked.Exchange(ref _unavailable, 1) == 0)
                    caller.Sink.Detail($"sagemaker:Search is not to be had in {caller.Connection} ({e.Message}); describing endpoints instead.");
                yield break;
            }

            foreach (var record in page.Results ?? [])
                yield return record;
            if (string.IsNullOrEmpty(page.NextToken) || page.NextToken == token)
                yield break;
            token = page.NextToken;
        }
    }

    /// <summary>The names with commas between, in texts as long as a filter's value may be.</summary>
    private static IEnumerable<string> Lists(IReadOnlyList<string> names)
    {
        var list = new System.Text.StringBuilder();
        foreach (var name in names)
        {
            if (list.Length > 0 && list.Length + 1 + name.Length > LongestValue)
            {
                yield return list.ToString();
                list.Clear();
            }

            list.Append(list.Length > 0 ? "," : "").Append(name);
        }

        if (list.Length > 0)
            yield return list.ToString();
    }
}
