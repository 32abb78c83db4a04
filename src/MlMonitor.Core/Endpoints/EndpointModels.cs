using Amazon.SageMaker;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Endpoints;

/// <summary>How models serve: one container, several, or one that loads many models.</summary>
internal sealed class EndpointModels(AwsCaller caller, EndpointSearch search)
{
    /// <summary>Up to so many models are described; more are searched for together.</summary>
    private const int Few = 2;

    private const int PerSearch = 100;

    /// <summary>The kinds of these models, by name; those that cannot be told are left out.</summary>
    /// <param name="names">The models.</param>
    /// <param name="describe">Whether a few may be described one by one, which tells of a model that the index does not know yet.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyDictionary<string, MlEndpointKind>> KindsAsync(IReadOnlyCollection<string> names, bool describe, CancellationToken cancellationToken)
    {
        var kinds = new Dictionary<string, MlEndpointKind>(StringComparer.Ordinal);
        if (describe && names.Count <= Few)
        {
            foreach (var name in names)
                if (await DescribeAsync(name, cancellationToken).ConfigureAwait(false) is { } kind)
                    kinds[name] = kind;
            return kinds;
        }

        foreach (var chunk in names.Chunk(PerSearch))
            await foreach (var model in search.ModelsAsync(chunk, cancellationToken).ConfigureAwait(false))
                if (model.ModelName is { } name)
                    kinds[name] = KindOf(model.PrimaryContainer, model.Containers);
        return kinds;
    }

    private async Task<MlEndpointKind?> DescribeAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var model = await caller.Clients.SageMaker(caller.Connection)
                .DescribeModelAsync(new DescribeModelRequest { ModelName = name }, cancellationToken).ConfigureAwait(false);
            return KindOf(model.PrimaryContainer, model.Containers);
        }
        catch (Exception e) when (AwsProblems.IsNotFound(e) || AwsProblems.IsFailure(e, cancellationToken))
        {
            // The images deployed tell nearly as much.
            caller.Sink.Detail($"The model {name} cannot be read ({e.Message}); whether it loads many models is not known.");
            return null;
        }
    }

    private static MlEndpointKind KindOf(ContainerDefinition? primary, List<ContainerDefinition>? containers)
    {
        ContainerDefinition?[] all = [primary, .. containers ?? []];
        return all.Any(c => c?.Mode == ContainerMode.MultiModel) ? MlEndpointKind.MultiModel
            : containers is { Count: > 1 } ? MlEndpointKind.MultiContainer
            : MlEndpointKind.RealTime;
    }
}
