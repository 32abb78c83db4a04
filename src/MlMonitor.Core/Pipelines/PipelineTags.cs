using Amazon.ResourceGroupsTaggingAPI.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Pipelines;

/// <summary>
/// Finds the pipelines that have tags. No engine lists by tag, and asking each pipeline takes a call for each; the tagging API
/// gives those of all engines of a region, a hundred a call.
/// </summary>
/// <param name="caller">Where to look and as whom.</param>
/// <param name="selection">The tags, and the engines wanted.</param>
internal sealed class PipelineTags(AwsCaller caller, PipelineSelection selection)
{
    private const string Service = "Resource Groups Tagging API";

    /// <summary>The most that a page holds (https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html).</summary>
    private const int PerPage = 100;

    /// <summary>
    /// The engines' types, spelt as in ARNs. That of a pipeline of CodePipeline has none: its service alone is named, and
    /// webhooks and action types come along.
    /// </summary>
    private static readonly (MlPipelineSource Source, string Type)[] Types =
    [
        (MlPipelineSource.CodePipeline, "codepipeline"),
        (MlPipelineSource.StepFunctions, "states:stateMachine"),
        (MlPipelineSource.SageMakerPipeline, "sagemaker:pipeline"),
    ];

    private readonly object _asking = new();
    private Task<IReadOnlyList<(MlPipelineSource Source, string Name)>>? _all;

    /// <summary>The names of one engine's pipelines that have all the tags. One look serves all engines.</summary>
    /// <param name="source">The engine.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The names. SageMaker's ARNs have them in lower case, so those are compared without.</returns>
    public async Task<IReadOnlySet<string>> NamesAsync(MlPipelineSource source, CancellationToken cancellationToken)
    {
        Task<IReadOnlyList<(MlPipelineSource Source, string Name)>> all;
        lock (_asking)
            all = _all ??= FindAsync(cancellationToken);
        return (await all.ConfigureAwait(false)).Where(p => p.Source == source).Select(p => p.Name)
            .ToHashSet(source == MlPipelineSource.SageMakerPipeline ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
    }

    /// <summary>The engine and the name that an ARN tells; null where it is that of something else.</summary>
    /// <param name="arn">The ARN of a tagged resource.</param>
    /// <returns>The engine and the name.</returns>
    internal static (MlPipelineSource Source, string Name)? PipelineOf(string? arn)
    {
        (MlPipelineSource Source, string Name)? found = (AwsArn.ServiceOf(arn), AwsArn.ResourceOf(arn)) switch
        {
            ("codepipeline", { } name) => (MlPipelineSource.CodePipeline, name),
            ("states", { } resource) when resource.StartsWith("stateMachine:", StringComparison.Ordinal) => (MlPipelineSource.StepFunctions, resource["stateMachine:".Length..]),
            ("sagemaker", { } resource) when resource.StartsWith("pipeline/", StringComparison.Ordinal) => (MlPipelineSource.SageMakerPipeline, resource["pipeline/".Length..]),
            _ => null,
        };
        // What has more parts is a webhook, a version of a state machine, an execution of a pipeline.
        return found is { Name: { Length: > 0 } plain } && plain.IndexOfAny([':', '/']) < 0 ? found : null;
    }

    private async Task<IReadOnlyList<(MlPipelineSource Source, string Name)>> FindAsync(CancellationToken cancellationToken)
    {
        var found = new List<(MlPipelineSource Source, string Name)>();
        var resources = caller.ListAsync(Service, "tag:GetResources",
            (token, t) => caller.Clients.ResourceGroupsTagging(caller.Connection).GetResourcesAsync(new GetResourcesRequest
            {
                ResourceTypeFilters = [.. Types.Where(type => selection.Wants(type.Source)).Select(type => type.Type)],
                TagFilters = [.. selection.Tags.Select(tag => new TagFilter { Key = tag.Key, Values = [tag.Value] })],
                ResourcesPerPage = PerPage,
                PaginationToken = token,
            }, t),
            page => page.PaginationToken, page => page.ResourceTagMappingList, cancellationToken);
        await foreach (var resource in resources.ConfigureAwait(false))
            // An empty value chooses by the key alone; what came back has the tags as they are.
            if (PipelineOf(resource.ResourceARN) is { } pipeline && selection.Tags.All(wanted => (resource.Tags ?? []).Any(t => t.Key == wanted.Key && (t.Value ?? "") == wanted.Value)))
                found.Add(pipeline);
        return found;
    }
}
