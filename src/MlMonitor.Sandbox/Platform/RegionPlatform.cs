using MlMonitor.Sandbox.Platform.Builds;
using MlMonitor.Sandbox.Platform.Pipelines;
using MlMonitor.Sandbox.Platform.Topics;
using MlMonitor.Sandbox.Platform.Workflows;

namespace MlMonitor.Sandbox.Platform;

/// <summary>What one region holds. Each part is made when it is first asked for.</summary>
internal sealed class RegionPlatform
{
    private readonly Lazy<IReadOnlyList<Pipeline>> _pipelines;
    private readonly Lazy<Machines> _machines;
    private readonly Lazy<BuildProjects> _projects;
    private readonly Lazy<TopicStore> _topics;

    public RegionPlatform(string region, int seed, SandboxSize size, DateTimeOffset now)
    {
        Region = region;
        Now = now;
        _pipelines = new(() => PipelineCatalogue.Of(this, seed, size));
        _machines = new(() => Machines.Of(this, seed, size));
        _projects = new(() => BuildProjects.Of(this, seed));
        _topics = new(() => TopicStore.For(this));
    }

    public string Region { get; }

    /// <summary>The moment that all times of the platform are relative to.</summary>
    public DateTimeOffset Now { get; }

    public string Partition => Region switch
    {
        _ when Region.StartsWith("cn-", StringComparison.Ordinal) => "aws-cn",
        _ when Region.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
        _ => "aws",
    };

    /// <summary>Whether the sample platform has anything here.</summary>
    public bool InUse => Region is SamplePlatform.HomeRegion or SamplePlatform.SecondRegion;

    /// <summary>The pipelines, by name.</summary>
    public IReadOnlyList<Pipeline> Pipelines => _pipelines.Value;

    public Machines Machines => _machines.Value;

    public BuildProjects Projects => _projects.Value;

    public TopicStore Topics => _topics.Value;

    public string Arn(string service, string resource) =>
        $"arn:{Partition}:{service}:{Region}:{SamplePlatform.Account}:{resource}";
}
