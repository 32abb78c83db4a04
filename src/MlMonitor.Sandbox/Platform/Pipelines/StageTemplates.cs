namespace MlMonitor.Sandbox.Platform.Pipelines;

/// <summary>The shapes that ML teams give their pipelines.</summary>
internal static class StageTemplates
{
    /// <summary>Source, tests, features, training with evaluation, registration.</summary>
    public static IReadOnlyList<Stage> Training(RegionPlatform home, string name) =>
    [
        new("Source", [Repository(home, name)]),
        new("Test", [Build("UnitTest", name + "-test", "Test", "SourceOutput", null, 2, 6)]),
        new("Train",
        [
            Build("PrepareFeatures", name + "-features", "Build", "SourceOutput", "Features", 8, 25),
            Build("TrainModel", name + "-train", "Build", "Features", "Model", 35, 140),
            Build("EvaluateModel", name + "-evaluate", "Test", "Model", "Report", 4, 12),
        ]),
        new("Register", [Build("RegisterModel", name + "-register", "Build", "Model", null, 1, 3)]),
    ];

    /// <summary>Source, staging, a person's approval, production.</summary>
    public static IReadOnlyList<Stage> Release(RegionPlatform home, string name) =>
    [
        new("Source", [Repository(home, name)]),
        new("Staging",
        [
            Deploy("DeployStaging", name + "-staging"),
            Build("SmokeTest", name + "-smoke", "Test", "SourceOutput", null, 3, 9),
        ]),
        new("Approval", [Approval("ApproveRelease", $"Review the evaluation report of {name} before it takes production traffic.")]),
        new("Production", [Deploy("DeployProduction", name + "-production")]),
    ];

    /// <summary>New files in a bucket, checks, a state machine that does the work.</summary>
    public static IReadOnlyList<Stage> Batch(RegionPlatform home, string name) =>
    [
        new("Source", [Bucket(name)]),
        new("Validate", [Build("CheckSchema", name + "-schema", "Test", "SourceOutput", null, 2, 5)]),
        new("Run", [Invoke(home, "RunTransform", name + "-transform")]),
    ];

    private static PipelineAction Repository(RegionPlatform home, string name) => Action(
        "Source", "Source", "CodeStarSourceConnection", 0.2, 0.8, null, "SourceOutput",
        ("ConnectionArn", home.Arn("codestar-connections", "connection/4dc1a7f0-5b1e-4a65-9f0a-6a3f3b0e7c11")),
        ("FullRepositoryId", "example-ml/" + name),
        ("BranchName", "main"));

    private static PipelineAction Bucket(string name) => Action(
        "Source", "Source", "S3", 0.1, 0.5, null, "SourceOutput",
        ("S3Bucket", name + "-input"), ("S3ObjectKey", "incoming/manifest.zip"), ("PollForSourceChanges", "false"));

    private static PipelineAction Build(
        string name, string project, string category, string? input, string? output, double shortest, double longest) => Action(
        name, category, "CodeBuild", shortest, longest, input, output, ("ProjectName", project));

    private static PipelineAction Approval(string name, string note) => Action(
        name, "Approval", "Manual", 45, 300, null, null, ("CustomData", note));

    private static PipelineAction Deploy(string name, string stack) => Action(
        name, "Deploy", "CloudFormation", 6, 18, "SourceOutput", null,
        ("ActionMode", "CREATE_UPDATE"), ("StackName", stack), ("TemplatePath", "SourceOutput::endpoint.yaml"));

    private static PipelineAction Invoke(RegionPlatform home, string name, string machine) => Action(
        name, "Invoke", "StepFunctions", 15, 90, "SourceOutput", null,
        ("StateMachineArn", home.Arn("states", "stateMachine:" + machine)));

    private static PipelineAction Action(
        string name, string category, string provider, double shortest, double longest, string? input, string? output,
        params (string Key, string Value)[] configuration) => new(
        name, category, provider, configuration.ToDictionary(pair => pair.Key, pair => pair.Value),
        TimeSpan.FromMinutes(shortest), TimeSpan.FromMinutes(longest), input, output);
}
