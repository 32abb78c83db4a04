using MlMonitor.Sandbox.Platform.Alarms;
using MlMonitor.Sandbox.Platform.Buckets;
using MlMonitor.Sandbox.Platform.Builds;
using MlMonitor.Sandbox.Platform.Captures;
using MlMonitor.Sandbox.Platform.Changes;
using MlMonitor.Sandbox.Platform.Endpoints;
using MlMonitor.Sandbox.Platform.Jobs;
using MlMonitor.Sandbox.Platform.Logs;
using MlMonitor.Sandbox.Platform.Metrics;
using MlMonitor.Sandbox.Platform.Monitoring;
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
    private readonly Lazy<ModelPipelines.ModelPipelines> _modelPipelines;
    private readonly Lazy<JobStore> _jobs;
    private readonly Lazy<EndpointStore> _endpoints;
    private readonly Lazy<IReadOnlyList<Alarm>> _alarms;
    private readonly Lazy<LogStore> _logs;
    private readonly Lazy<MetricStore> _metrics;
    private readonly Lazy<IReadOnlyList<Change>> _trail;
    private readonly Lazy<TopicStore> _topics;
    private readonly Lazy<BucketStore> _buckets;
    private readonly Lazy<CaptureStore> _captures;
    private readonly Lazy<Baselines> _baselines;
    private readonly Lazy<MonitoringStore> _monitoring;

    public RegionPlatform(string region, int seed, SandboxSize size, DateTimeOffset now)
    {
        Region = region;
        Seed = seed;
        Size = size;
        Now = now;
        _pipelines = new(() => PipelineCatalogue.Of(this, seed, size));
        _machines = new(() => Machines.Of(this, seed, size));
        _projects = new(() => BuildProjects.Of(this, seed));
        _modelPipelines = new(() => Platform.ModelPipelines.ModelPipelines.Of(this, seed, size));
        _jobs = new(() => JobStore.Of(this, size));
        _endpoints = new(() => EndpointStore.Of(this, size));
        _alarms = new(() => AlarmCatalogue.Of(this));
        _logs = new(() => LogStore.Of(this));
        _metrics = new(() => MetricStore.Of(this));
        _trail = new(() => Changes.Trail.Of(this, seed));
        _topics = new(() => TopicStore.For(this));
        _buckets = new(() => new BucketStore(this));
        _captures = new(() => new CaptureStore(this));
        _baselines = new(() => new Baselines(this));
        _monitoring = new(() => new MonitoringStore(this));
    }

    public string Region { get; }

    public int Seed { get; }

    public SandboxSize Size { get; }

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

    /// <summary>The pipelines of SageMaker.</summary>
    public ModelPipelines.ModelPipelines ModelPipelines => _modelPipelines.Value;

    public JobStore Jobs => _jobs.Value;

    public EndpointStore Endpoints => _endpoints.Value;

    /// <summary>The alarms of CloudWatch, by name.</summary>
    public IReadOnlyList<Alarm> Alarms => _alarms.Value;

    public LogStore Logs => _logs.Value;

    public MetricStore Metrics => _metrics.Value;

    /// <summary>Who changed what, newest first.</summary>
    public IReadOnlyList<Change> Trail => _trail.Value;

    public TopicStore Topics => _topics.Value;

    public BucketStore Buckets => _buckets.Value;

    /// <summary>What endpoints were asked.</summary>
    public CaptureStore Captures => _captures.Value;

    /// <summary>What models were trained on.</summary>
    public Baselines Baselines => _baselines.Value;

    /// <summary>Model Monitor.</summary>
    public MonitoringStore Monitoring => _monitoring.Value;

    public string Arn(string service, string resource) =>
        $"arn:{Partition}:{service}:{Region}:{SamplePlatform.Account}:{resource}";
}
