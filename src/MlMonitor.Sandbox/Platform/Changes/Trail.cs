using MlMonitor.Sandbox.Platform.Workflows;

namespace MlMonitor.Sandbox.Platform.Changes;

/// <summary>A management event of CloudTrail.</summary>
internal sealed record Change(
    string Id, DateTimeOffset Time, string Source, string Name, Actor Actor, string ResourceType, IReadOnlyList<string> Resources, object Parameters)
{
    /// <summary>What the service said when it refused; null when the change was made.</summary>
    public string? ErrorCode { get; init; }
}

/// <summary>The trail of a region: who made and changed what, ninety days back.</summary>
internal sealed class Trail
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private readonly RegionPlatform _home;
    private readonly int _seed;
    private readonly List<Change> _changes = [];

    private Trail(RegionPlatform home, int seed) => (_home, _seed) = (home, seed);

    /// <summary>The events of a region, newest first.</summary>
    public static IReadOnlyList<Change> Of(RegionPlatform home, int seed)
    {
        var trail = new Trail(home, seed);
        trail.Write();
        return trail._changes
            .Where(change => home.Now - change.Time < Kept)
            .OrderByDescending(change => change.Time)
            .ThenBy(change => change.Id, StringComparer.Ordinal)
            .ToList();
    }

    private void Write()
    {
        foreach (var pipeline in _home.Pipelines)
        {
            Life("codepipeline", "Pipeline", "AWS::CodePipeline::Pipeline", pipeline.Name, pipeline.Arn, pipeline.Created, pipeline.Updated,
                new { pipeline = new { name = pipeline.Name, version = pipeline.Version } });
            Role(pipeline.Name + "-role", pipeline.Created);
        }

        foreach (var project in _home.Projects.All)
            Life("codebuild", "Project", "AWS::CodeBuild::Project", project.Name, project.Arn, project.Created, project.Modified, new { name = project.Name });
        foreach (var machine in _home.Machines.All)
        {
            Life("states", "StateMachine", "AWS::StepFunctions::StateMachine", machine.Name, machine.Arn, machine.Created, machine.Modified,
                new { stateMachineArn = machine.Arn });
            foreach (var task in machine.Tasks.Where(task => task.Kind is TaskKind.Function or TaskKind.Invoke))
                Code(machine, task.Target);
        }

        foreach (var pipeline in _home.ModelPipelines.All)
        {
            Life("sagemaker", "Pipeline", "AWS::SageMaker::Pipeline", pipeline.Name, pipeline.Arn, pipeline.Created, pipeline.Modified,
                new { pipelineName = pipeline.Name });
        }

        // Somebody tried and was refused: this changed nothing, though it is the newest event of all.
        if (_home.Machines.Find("fraud-retrain-workflow") is { } refused)
        {
            Add("states", "UpdateStateMachine", "AWS::StepFunctions::StateMachine", _home.Now - TimeSpan.FromHours(1), Actor.Intern,
                [refused.Arn, refused.Name], new { stateMachineArn = refused.Arn }, "AccessDenied");
        }
    }

    private void Life(
        string source, string noun, string type, string name, string arn, DateTimeOffset created, DateTimeOffset changed, object parameters)
    {
        Add(source, "Create" + noun, type, created, Actor.Deployer, [arn, name], parameters);
        Add(source, "Update" + noun, type, changed, RecentChanges.By(name) ?? Someone(name), [arn, name], parameters);
    }

    private void Code(Machine machine, string function)
    {
        // Of the machines changed lately, the functions were deployed an hour before.
        var time = RecentChanges.To(machine.Name, _home.Now) - TimeSpan.FromHours(1) ?? machine.Created + TimeSpan.FromDays(9);
        Add("lambda", "UpdateFunctionCode20150331v2", "AWS::Lambda::Function", time, Actor.Deployer,
            [_home.Arn("lambda", "function:" + function), function], new { functionName = function, publish = true });
    }

    private void Role(string role, DateTimeOffset created) => Add(
        "iam", "PutRolePolicy", "AWS::IAM::Role", created + TimeSpan.FromDays(20), Someone(role), [role],
        new { roleName = role, policyName = "artifacts" });

    private Actor Someone(string name) => new Dice(_seed, "actor/" + name).Pick(Actor.All);

    private void Add(
        string source, string name, string type, DateTimeOffset time, Actor actor, IReadOnlyList<string> resources, object parameters,
        string? errorCode = null)
    {
        // What is yet to come has not happened.
        if (time > _home.Now)
            return;
        var id = new Dice(_seed, $"trail/{_home.Region}/{source}/{name}/{resources[0]}/{_changes.Count}").Guid();
        _changes.Add(new Change(id, time, source + ".amazonaws.com", name, actor, type, resources, parameters) { ErrorCode = errorCode });
    }
}
