using MlMonitor.Sandbox.Platform.Changes;
using MlMonitor.Sandbox.Platform.Pipelines;
using MlMonitor.Sandbox.Platform.Workflows;

namespace MlMonitor.Sandbox.Platform.Builds;

/// <summary>
/// The build projects of a region: those behind the pipelines' build actions and the state machines' build tasks, whose
/// builds are made from the runs that started them, and two that stand alone.
/// </summary>
internal sealed class BuildProjects
{
    private readonly Dictionary<string, BuildProject> _byName;

    private BuildProjects(IEnumerable<BuildProject> projects)
    {
        All = projects.OrderBy(project => project.Name, StringComparer.Ordinal).ToList();
        _byName = All.ToDictionary(project => project.Name);
    }

    public IReadOnlyList<BuildProject> All { get; }

    public static BuildProjects Of(RegionPlatform home, int seed)
    {
        var ofPipelines =
            from pipeline in home.Pipelines
            from stage in pipeline.Stages
            from action in stage.Actions
            where action.Provider == "CodeBuild"
            select OfAction(pipeline, action, seed);
        var ofMachines = home.Machines.All
            .SelectMany(machine => machine.Tasks.Where(task => task.Kind == TaskKind.Build).Select(task => OfTask(machine, task, seed)));
        return new BuildProjects([.. ofPipelines, .. ofMachines, .. StandAloneProjects.Of(home, seed)]);
    }

    public BuildProject? Find(string nameOrArn) => _byName.GetValueOrDefault(nameOrArn[(nameOrArn.LastIndexOf('/') + 1)..]);

    /// <summary>The build of that id or ARN.</summary>
    public Build? FindBuild(string idOrArn)
    {
        var id = idOrArn[(idOrArn.LastIndexOf('/') + 1)..];
        return id.Split(':') is [var name, var uuid] ? Find(name)?.Builds.FirstOrDefault(build => build.Uuid == uuid) : null;
    }

    /// <summary>A build of a project, from its start to its end.</summary>
    public static Build Make(
        BuildProject project, int seed, string uuid, DateTimeOffset start, DateTimeOffset? end, BuildFailure? failure, string initiator,
        string sourceVersion, string? resolvedSourceVersion) => new()
        {
            Project = project,
            Uuid = uuid,
            Number = 0,
            Status = end is null ? "IN_PROGRESS" : failure?.Status ?? "SUCCEEDED",
            Start = start,
            End = end,
            Initiator = initiator,
            SourceVersion = sourceVersion,
            ResolvedSourceVersion = resolvedSourceVersion,
            Failure = failure,
            Phases = BuildPlayer.Phases(start, end, project.Home.Now, failure, new Dice(seed, "build/" + uuid)),
        };

    /// <summary>Oldest first in, numbered and newest first out.</summary>
    public static IReadOnlyList<Build> Number(IEnumerable<Build> builds) =>
        builds.OrderBy(build => build.Start).Select((build, index) => build with { Number = index + 1 }).Reverse().ToList();

    private static BuildProject OfAction(Pipeline pipeline, PipelineAction action, int seed)
    {
        var name = action.Configuration["ProjectName"];
        var created = pipeline.Created - TimeSpan.FromDays(1);
        return new BuildProject(project => Number(
            from run in pipeline.Runs
            from done in run.Actions
            where done.Action == action.Name && done.External is not null
            select OfRun(project, pipeline, run, done, seed)))
        {
            Home = pipeline.Home,
            Name = name,
            Description = $"{action.Name} of {pipeline.Name}",
            SourceType = "CODEPIPELINE",
            Command = CommandOf(action.Name),
            Created = created,
            Modified = RecentChanges.To(name, pipeline.Home.Now) ?? created + TimeSpan.FromDays(3),
            ReportsTests = action.Name == "UnitTest",
        };
    }

    private static Build OfRun(BuildProject project, Pipeline pipeline, PipelineRun run, ActionRun action, int seed)
    {
        var failure = action.Status switch
        {
            "Abandoned" => BuildFailure.Stopped,
            "Failed" => action.Error!.Build,
            _ => null,
        };
        // CodePipeline sees a build a second after it has ended.
        return Make(
            project, seed, action.External!.Id.Split(':')[1], action.Start, action.Status == "InProgress" ? null : action.LastUpdate,
            failure, "codepipeline/" + pipeline.Name,
            $"arn:{pipeline.Home.Partition}:s3:::{pipeline.ArtifactBucket}/{pipeline.Name}/SourceOutp/{run.Id[..7]}", run.Revision?.Id);
    }

    private static BuildProject OfTask(Machine machine, TaskState task, int seed) => new(project => Number(
        from execution in machine.Executions
        from attempt in execution.AttemptsOf(task)
        select Make(
            project, seed, attempt.WorkId!, attempt.Scheduled, attempt.Ended,
            attempt.Failure is null ? null : task.BuildFailure, machine.Name + "-role/" + execution.Name[..8],
            "refs/heads/main", new Dice(seed, "commit/" + attempt.WorkId).Hex(40))))
    {
        Home = machine.Home,
        Name = task.Target,
        Description = $"{task.Name} of {machine.Name}",
        SourceType = "GITHUB",
        Command = task.BuildFailure?.CommandLine ?? "make all",
        Created = machine.Created,
        Modified = machine.Created + TimeSpan.FromDays(2),
    };

    private static string CommandOf(string action) => action switch
    {
        "UnitTest" => "pytest tests -q --junitxml=report.xml",
        "PrepareFeatures" => "python features.py --window 90d",
        "TrainModel" => "python train.py --config conf/prod.yaml",
        "EvaluateModel" => "python evaluate.py --min-auc 0.81",
        "RegisterModel" => "python register.py --approve",
        "SmokeTest" => "pytest tests/smoke -q",
        _ => "python check_schema.py incoming/manifest.json",
    };
}
