using MlMonitor.Sandbox.Platform.Pipelines;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.Tagging;

/// <summary>https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/</summary>
internal sealed class TaggingService : JsonService
{
    private const int MostListed = 100;
    private const int MostKeys = 50;
    private const int MostValues = 20;

    public TaggingService()
        : base("resourcegroupstaggingapi", "tagging", "ResourceGroupsTaggingAPI_20170126") => Operation("GetResources", GetResources);

    public override string IamPrefix => "tag";

    protected override string ValidationCode => "InvalidParameterException";

    private static object GetResources(JsonCall call)
    {
        var input = call.Input;
        var types = input.OptionalStrings("ResourceTypeFilters", MostListed) ?? [];
        var filters = input.Structures("TagFilters").Select(filter => new Filter(filter.RequiredString("Key", 128), filter.OptionalStrings("Values", MostValues) ?? [])).ToList();
        var arns = input.OptionalStrings("ResourceARNList", MostListed);
        if (filters.Count > MostKeys)
            throw input.Invalid(null, "tagFilters", $"Member must have length less than or equal to {MostKeys}");
        if (arns is not null && types.Count + filters.Count > 0)
            throw new AwsError("InvalidParameterException", "You can't specify both ResourceARNList and filters in the same request.");
        var size = input.OptionalInt("ResourcesPerPage", 1, MostListed) ?? MostListed;

        var found = PipelineLabels.In(call.Platform)
            .Where(each => types.Count == 0 || types.Any(type => IsOf(each.Arn, type)))
            .Where(each => filters.All(filter => filter.Takes(each.Tags)))
            .Where(each => arns?.Contains(each.Arn) ?? true)
            .ToList();
        var listing = $"{call.Region}/GetResources/{string.Join(',', types)}/{string.Join(',', filters)}/{string.Join(',', arns ?? [])}";
        var page = Page.Of(
            found, listing, input.OptionalString("PaginationToken", 2048), size,
            () => new AwsError("InvalidParameterException", "Provided PaginationToken is invalid."));
        return new
        {
            // It ends with an empty token, not with none.
            PaginationToken = page.NextToken ?? "",
            ResourceTagMappingList = page.Items.Select(each => new
            {
                ResourceARN = each.Arn,
                Tags = each.Tags.Select(tag => new { tag.Key, tag.Value }),
            }),
        };
    }

    /// <summary>A type is that of the ARN, or its service alone; the ARN of a pipeline of CodePipeline has no type.</summary>
    private static bool IsOf(string arn, string type)
    {
        var parts = arn.Split(':', 6);
        var mark = parts[5].IndexOfAny([':', '/']);
        return type == parts[2] || (mark > 0 && type == $"{parts[2]}:{parts[5][..mark]}");
    }

    private sealed record Filter(string Key, IReadOnlyList<string> Values)
    {
        public bool Takes(IReadOnlyDictionary<string, string> tags) => tags.TryGetValue(Key, out var value) && (Values.Count == 0 || Values.Contains(value));

        public override string ToString() => $"{Key}={string.Join('|', Values)}";
    }
}
