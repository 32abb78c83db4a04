namespace MlMonitor.Sandbox.Platform.Pipelines;

/// <summary>The tags that teams put on pipelines of every engine.</summary>
internal static class PipelineLabels
{
    /// <summary>As of jobs: a name begins with its team.</summary>
    public static IReadOnlyDictionary<string, string> Of(string name) => new Dictionary<string, string>
    {
        ["team"] = name.Split('-')[0],
        ["env"] = "prod",
    };

    /// <summary>Every pipeline of the region with its tags, by ARN.</summary>
    public static IReadOnlyList<(string Arn, IReadOnlyDictionary<string, string> Tags)> In(RegionPlatform region) =>
    [
        .. region.Pipelines.Select(pipeline => (pipeline.Arn, Of(pipeline.Name)))
            .Concat(region.Machines.All.Select(machine => (machine.Arn, Of(machine.Name))))
            .Concat(region.ModelPipelines.All.Select(pipeline => (pipeline.Arn, Of(pipeline.Name))))
            .OrderBy(each => each.Arn, StringComparer.Ordinal),
    ];
}
