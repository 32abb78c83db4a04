namespace MlMonitor.Sandbox.Platform.Builds;

/// <summary>A CodeBuild project and every build of it.</summary>
internal sealed class BuildProject(Func<BuildProject, IReadOnlyList<Build>> history)
{
    private readonly Lock _making = new();
    private IReadOnlyList<Build>? _builds;

    public required RegionPlatform Home { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>CODEPIPELINE or GITHUB.</summary>
    public required string SourceType { get; init; }

    /// <summary>What its BUILD phase runs.</summary>
    public required string Command { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Modified { get; init; }

    public int TimeoutInMinutes { get; init; } = 480;

    /// <summary>Whether its builds hand in a test report.</summary>
    public bool ReportsTests { get; init; }

    public string Arn => Home.Arn("codebuild", "project/" + Name);

    public string RoleArn => $"arn:{Home.Partition}:iam::{SamplePlatform.Account}:role/{Name}-build-role";

    public string LogGroup => "/aws/codebuild/" + Name;

    public string ReportGroupArn => Home.Arn("codebuild", $"report-group/{Name}-tests");

    public string? SourceLocation => SourceType == "GITHUB" ? $"https://github.com/example-ml/{Name}.git" : null;

    /// <summary>
    /// Its environment. Values as careless teams set them: whoever shows a build has to keep the plain secrets to himself.
    /// </summary>
    public IReadOnlyList<(string Name, string Value, string Type)> Environment =>
    [
        ("MODEL_BUCKET", "ml-artifacts-" + Home.Region, "PLAINTEXT"),
        ("DB_PASSWORD", "sandbox-secret-value-1", "PLAINTEXT"),
        ("WANDB_API_KEY", "sandbox-secret-value-2", "PLAINTEXT"),
        ("REGISTRY_TOKEN", "ml/registry:token", "SECRETS_MANAGER"),
    ];

    /// <summary>The builds, newest first. Made when first asked for.</summary>
    public IReadOnlyList<Build> Builds
    {
        get
        {
            lock (_making)
                return _builds ??= history(this);
        }
    }
}

/// <summary>A build. Its phases are in order; the last one of a build in progress has no end.</summary>
internal sealed record Build
{
    public required BuildProject Project { get; init; }

    /// <summary>The part of the id after the project's name; also the log stream.</summary>
    public required string Uuid { get; init; }

    public required int Number { get; init; }

    public required string Status { get; init; }

    public required DateTimeOffset Start { get; init; }

    public DateTimeOffset? End { get; init; }

    public required string Initiator { get; init; }

    public required string SourceVersion { get; init; }

    public string? ResolvedSourceVersion { get; init; }

    public BuildFailure? Failure { get; init; }

    public required IReadOnlyList<BuildPhase> Phases { get; init; }

    public string Id => $"{Project.Name}:{Uuid}";

    public string Arn => Project.Home.Arn("codebuild", "build/" + Id);

    /// <summary>A build that never got a machine logged nothing.</summary>
    public bool HasLog => Phases.Any(phase => phase.Type == "DOWNLOAD_SOURCE");

    public TestReport? Report => Project.ReportsTests && Phases.Any(phase => phase.Type == "UPLOAD_ARTIFACTS")
        ? new TestReport(this)
        : null;
}

internal sealed record BuildPhase(
    string Type, string? Status, DateTimeOffset Start, DateTimeOffset? End, string Code = "", string Message = "");

/// <summary>The test report of a build: all tests passed when the build did.</summary>
internal sealed record TestReport(Build Build)
{
    public const int Total = 148;
    public const int Skipped = 2;

    public string Arn => Build.Project.Home.Arn("codebuild", $"report/{Build.Project.Name}-tests:{Build.Uuid}");

    public int Failed => Build.Status == "SUCCEEDED" ? 0 : 3;
}
