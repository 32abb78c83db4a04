using MlMonitor.Sandbox.Platform.Builds;

namespace MlMonitor.Sandbox.Services.CodeBuild;

/// <summary>Projects, builds and reports as CodeBuild shows them.</summary>
internal static class BuildViews
{
    public static object Project(BuildProject project) => new
    {
        name = project.Name,
        arn = project.Arn,
        description = project.Description,
        source = Source(project),
        artifacts = new { type = project.SourceType == "CODEPIPELINE" ? "CODEPIPELINE" : "NO_ARTIFACTS" },
        cache = new { type = "NO_CACHE" },
        environment = Environment(project),
        serviceRole = project.RoleArn,
        timeoutInMinutes = project.TimeoutInMinutes,
        queuedTimeoutInMinutes = 480,
        encryptionKey = project.Home.Arn("kms", "alias/aws/s3"),
        tags = new[] { new { key = "team", value = "ml-platform" } },
        created = project.Created,
        lastModified = project.Modified,
        badge = new { badgeEnabled = false },
        projectVisibility = "PRIVATE",
    };

    public static object Build(Build build) => new
    {
        id = build.Id,
        arn = build.Arn,
        buildNumber = build.Number,
        startTime = build.Start,
        endTime = build.End,
        currentPhase = build.Phases[^1].Type,
        buildStatus = build.Status,
        sourceVersion = build.SourceVersion,
        resolvedSourceVersion = build.ResolvedSourceVersion,
        projectName = build.Project.Name,
        phases = build.Phases.Select(Phase),
        source = Source(build.Project),
        artifacts = new { location = "" },
        cache = new { type = "NO_CACHE" },
        environment = Environment(build.Project),
        serviceRole = build.Project.RoleArn,
        logs = Logs(build),
        timeoutInMinutes = build.Project.TimeoutInMinutes,
        queuedTimeoutInMinutes = 480,
        buildComplete = build.End is not null,
        initiator = build.Initiator,
        encryptionKey = build.Project.Home.Arn("kms", "alias/aws/s3"),
        reportArns = build.Report is { } report ? [report.Arn] : Array.Empty<string>(),
    };

    public static object Report(TestReport report) => new
    {
        arn = report.Arn,
        type = "TEST",
        name = report.Arn[(report.Arn.LastIndexOf('/') + 1)..],
        reportGroupArn = report.Build.Project.ReportGroupArn,
        executionId = report.Build.Arn,
        status = StatusOf(report),
        created = report.Build.End,
        expired = report.Build.End?.AddDays(30),
        exportConfig = new { exportConfigType = "NO_EXPORT" },
        truncated = false,
        testSummary = new
        {
            total = TestReport.Total,
            statusCounts = new Dictionary<string, int>
            {
                ["SUCCEEDED"] = TestReport.Total - report.Failed - TestReport.Skipped,
                ["FAILED"] = report.Failed,
                ["ERROR"] = 0,
                ["SKIPPED"] = TestReport.Skipped,
                ["UNKNOWN"] = 0,
            },
            durationInNanoSeconds = 61_204_000_000,
        },
    };

    public static string StatusOf(TestReport report) => report.Failed > 0 ? "FAILED" : "SUCCEEDED";

    private static object Phase(BuildPhase phase) => new
    {
        phaseType = phase.Type,
        phaseStatus = phase.Status,
        startTime = phase.Start,
        endTime = phase.End,
        durationInSeconds = phase.End is { } end ? (long?)(end - phase.Start).TotalSeconds : null,
        // A phase that went well has a context too, with nothing in it.
        contexts = phase.Status is null ? null : new[] { new { statusCode = phase.Code, message = phase.Message } },
    };

    private static object Source(BuildProject project) => new
    {
        type = project.SourceType,
        location = project.SourceLocation,
        buildspec = $"version: 0.2\nphases:\n  build:\n    commands:\n      - {project.Command}\n",
        insecureSsl = false,
    };

    private static object Environment(BuildProject project) => new
    {
        type = "LINUX_CONTAINER",
        image = "aws/codebuild/amazonlinux2-x86_64-standard:5.0",
        computeType = "BUILD_GENERAL1_LARGE",
        environmentVariables = project.Environment.Select(each => new { name = each.Name, value = each.Value, type = each.Type }),
        privilegedMode = false,
        imagePullCredentialsType = "CODEBUILD",
    };

    private static object Logs(Build build)
    {
        var project = build.Project;
        var region = project.Home.Region;
        var (group, stream) = build.HasLog ? (project.LogGroup, build.Uuid) : (null, null);
        return new
        {
            groupName = group,
            streamName = stream,
            deepLink = $"https://console.aws.amazon.com/cloudwatch/home?region={region}#logsV2:log-groups/log-group/" +
                $"{Escape(project.LogGroup)}/log-events/{stream ?? "null"}",
            cloudWatchLogsArn = project.Home.Arn("logs", $"log-group:{project.LogGroup}:log-stream:{stream ?? "null"}"),
            cloudWatchLogs = new { status = "ENABLED" },
        };

        // The console wants slashes escaped twice over, with a dollar for the per cent.
        static string Escape(string name) => name.Replace("/", "$252F", StringComparison.Ordinal);
    }
}
