namespace MlMonitor.Core.Watching.Configuration;

/// <summary>A kind of watch: a command of this module that finds things, and how it is told what to look at.</summary>
/// <param name="Name">The kind, as a watch names it in Test.</param>
/// <param name="Command">The command that finds.</param>
/// <param name="NameParameter">Its parameter that takes the names of things.</param>
public sealed record WatchKind(string Name, string Command, string NameParameter)
{
    /// <summary>The command whose results are piped to the first; null where the names are given to it.</summary>
    public string? Feeder { get; init; }

    /// <summary>Parameters of the first command of the two that a watch does not choose.</summary>
    public IReadOnlyDictionary<string, object?> Fixed { get; init; } = new Dictionary<string, object?>();

    /// <summary>Whether the things can be chosen by their tags.</summary>
    public bool TakesTag { get; init; }

    /// <summary>
    /// The command that finds things of a tag and pipes them to the first; null where the first, or what feeds it, takes tags itself.
    /// </summary>
    public string? TagFeeder { get; init; }

    /// <summary>The key that a watch gives names with.</summary>
    public required string NameKey { get; init; }

    /// <summary>How often it runs where the watch does not say so: zero for every run.</summary>
    public TimeSpan Every { get; init; }

    /// <summary>The sources that its alerts name, beside <c>Watch</c>, that of what could not be checked.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>How far back a look goes where no parameter says otherwise; null where it sees what is now, or all there is.</summary>
    public TimeSpan? LooksBack { get; init; }

    /// <summary>The severities it can find. All of them can also be NoData, where a thing could not be checked.</summary>
    public IReadOnlyList<MlSeverity> Gives { get; init; } = [MlSeverity.Warning, MlSeverity.Critical];

    private static readonly string[] Engines = [.. Enum.GetNames<MlPipelineSource>()];

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<WatchKind> All { get; } =
    [
        new("PipelineStatus", "Get-MlPipelineStatus", "Name") { NameKey = "PipelineName", Sources = Engines, TakesTag = true },
        new("Pipeline", "Measure-MlPipeline", "Name") { NameKey = "PipelineName", Sources = Engines, TakesTag = true, TagFeeder = "Get-MlPipelineStatus", Every = TimeSpan.FromHours(1), LooksBack = TimeSpan.FromDays(30) },
        new("PipelineFreshness", "Test-MlFreshness", "PipelineName") { NameKey = "PipelineName", Sources = ["Freshness"], TakesTag = true, TagFeeder = "Get-MlPipelineStatus" },
        new("Job", "Get-MlJob", "Name") { NameKey = "JobName", Sources = [.. Enum.GetNames<MlJobType>().Select(type => $"SageMaker{type}")], TakesTag = true, LooksBack = TimeSpan.FromDays(1) },
        new("Training", "Test-MlTraining", "Name")
        {
            NameKey = "JobName",
            Sources = ["Training"],
            TakesTag = true,
            Feeder = "Get-MlJob",
            Fixed = new Dictionary<string, object?> { ["Type"] = new[] { nameof(MlJobType.Training), nameof(MlJobType.Tuning) }, ["Status"] = new[] { nameof(MlStatus.InProgress) } },
        },
        OfEndpoints("EndpointHealth", "Test-MlEndpointHealth", "Endpoint", TimeSpan.Zero),
        OfEndpoints("EndpointFreshness", "Test-MlFreshness", "Freshness", TimeSpan.FromHours(1)),
        OfEndpoints("EndpointDrift", "Test-MlEndpointDrift", "Drift", TimeSpan.FromHours(1), TimeSpan.FromDays(1)),
        OfEndpoints("ModelQuality", "Test-MlModelQuality", "Quality", TimeSpan.FromHours(1)),
        OfEndpoints("ModelBias", "Test-MlModelBias", "Bias", TimeSpan.FromDays(1)),
        OfEndpoints("AttributionDrift", "Test-MlAttributionDrift", "Attribution", TimeSpan.FromDays(1), TimeSpan.FromDays(1)),
        OfEndpoints("Posture", "Get-MlPosture", "Posture", TimeSpan.FromDays(1)),
        new("MonitorExecution", "Get-MlMonitorExecution", "MonitoringScheduleName")
        {
            NameKey = "MonitoringScheduleName",
            Sources = ["ModelMonitor"],
            Every = TimeSpan.FromHours(1),
            Fixed = new Dictionary<string, object?> { ["First"] = 1 },
        },
    ];

    /// <summary>The kind of a name; null where there is none.</summary>
    /// <param name="name">The name; case does not matter.</param>
    /// <returns>The kind.</returns>
    public static WatchKind? Of(string name) => All.FirstOrDefault(k => k.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    // Endpoints of a tag are found by one command and piped to the other, which reads none of them again.
    private static WatchKind OfEndpoints(string name, string command, string source, TimeSpan every, TimeSpan? looksBack = null) =>
        new(name, command, "EndpointName") { NameKey = "EndpointName", Sources = [source], TakesTag = true, TagFeeder = "Get-MlEndpoint", Every = every, LooksBack = looksBack };
}
