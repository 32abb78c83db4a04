using MlMonitor.Sandbox.Platform.Builds;

namespace MlMonitor.Sandbox.Platform.Pipelines;

/// <summary>A CodePipeline pipeline: what is declared, and every run of it. All views of it are computed from the runs.</summary>
internal sealed class Pipeline(Func<Pipeline, IReadOnlyList<PipelineRun>> history)
{
    private readonly Lock _making = new();
    private IReadOnlyList<PipelineRun>? _runs;

    public required RegionPlatform Home { get; init; }

    public required string Name { get; init; }

    public required string Type { get; init; }

    public required string ExecutionMode { get; init; }

    public required int Version { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Updated { get; init; }

    public required IReadOnlyList<Stage> Stages { get; init; }

    public DisabledTransition? Disabled { get; init; }

    public string Arn => Home.Arn("codepipeline", Name);

    public string ArtifactBucket => $"codepipeline-{Home.Region}-{SamplePlatform.Account}";

    /// <summary>The runs, newest first. Made when first asked for: a large platform has thousands.</summary>
    public IReadOnlyList<PipelineRun> Runs
    {
        get
        {
            lock (_making)
                return _runs ??= history(this);
        }
    }

    /// <summary>Runs it once more, well: what was wrong with it is mended.</summary>
    public void Mend(int seed)
    {
        lock (_making)
            _runs = [RunHistory.MakeMended(this, seed), .. _runs ?? history(this)];
    }

    public Stage StageOf(string action) => Stages.First(stage => stage.Actions.Any(each => each.Name == action));
}

internal sealed record Stage(string Name, IReadOnlyList<PipelineAction> Actions);

/// <summary>An action as declared; <paramref name="Shortest"/> and <paramref name="Longest"/> say how long it takes.</summary>
internal sealed record PipelineAction(
    string Name,
    string Category,
    string Provider,
    IReadOnlyDictionary<string, string> Configuration,
    TimeSpan Shortest,
    TimeSpan Longest,
    string? Input = null,
    string? Output = null);

internal sealed record DisabledTransition(string Stage, string Reason, string By, DateTimeOffset At);

internal sealed record PipelineRun
{
    public required string Id { get; init; }

    public required string Status { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset LastUpdate { get; init; }

    public required RunTrigger Trigger { get; init; }

    /// <summary>What the source action fetched; null when it failed.</summary>
    public Revision? Revision { get; init; }

    public string? StatusSummary { get; init; }

    public string? StopReason { get; init; }

    /// <summary>The stage that the run waits, or waited until it was superseded, to enter.</summary>
    public string? WaitingFor { get; init; }

    /// <summary>The action runs, oldest first.</summary>
    public required IReadOnlyList<ActionRun> Actions { get; init; }

    /// <summary>The status of a stage in this run; null when the run has not entered it.</summary>
    public string? StatusOf(Stage stage)
    {
        var actions = Actions.Where(action => action.Stage == stage.Name).ToList();
        return actions.LastOrDefault()?.Status switch
        {
            null => null,
            "Abandoned" => "Stopped",
            var status => status,
        };
    }
}

internal sealed record RunTrigger(string Type, string Detail);

internal sealed record Revision(string Action, string Id, string Summary, string Url, DateTimeOffset Created);

internal sealed record ActionRun
{
    public required string Id { get; init; }

    public required string Stage { get; init; }

    public required string Action { get; init; }

    public required string Status { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset LastUpdate { get; init; }

    public string? UpdatedBy { get; init; }

    public string? Summary { get; init; }

    public string? Token { get; init; }

    public int? PercentComplete { get; init; }

    public ExternalWork? External { get; init; }

    public ActionError? Error { get; init; }
}

/// <summary>The build, stack or execution that an action stands for.</summary>
internal sealed record ExternalWork(string Id, string? Url, string? LogStreamArn = null);

/// <param name="Code">The code, e.g. JobFailed.</param>
/// <param name="Message">What CodePipeline says.</param>
/// <param name="Build">What the build behind the action says, when there is one.</param>
internal sealed record ActionError(string Code, string Message, BuildFailure? Build = null);
