using Amazon.CodeBuild.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Logs;

namespace MlMonitor.Core.Pipelines;

/// <summary>Reads one build as CodeBuild tells it. Its environment variables are left where they are.</summary>
internal static class CodeBuildState
{
    public static MlBuild Describe(Build build, AwsConnection connection, DateTimeOffset now)
    {
        var phases = (build.Phases ?? []).ConvertAll(Phase);
        var failed = phases.FirstOrDefault(p => p.Status.IsFailure());
        var status = StatusMap.CodeBuild(build.BuildStatus?.Value);
        var started = AwsTime.Utc(build.StartTime);
        var ended = AwsTime.Utc(build.EndTime);
        var group = build.Logs?.GroupName;
        return new MlBuild
        {
            BuildId = build.Id ?? "",
            ProjectName = build.ProjectName ?? "",
            BuildNumber = build.BuildNumber,
            Status = status,
            RawStatus = build.BuildStatus?.Value,
            CurrentPhase = build.CurrentPhase,
            FailedPhase = failed?.Name,
            Reason = failed is { Message.Length: > 0 } ? failed.Message : status.IsFailure() ? $"Ended with {build.BuildStatus?.Value}" : "",
            ReasonCode = failed?.Code,
            Started = started,
            Ended = ended,
            DurationSeconds = ((ended ?? now) - started)?.TotalSeconds,
            QueuedSeconds = phases.Find(p => p.Name == "QUEUED")?.DurationSeconds,
            ProvisioningSeconds = phases.Find(p => p.Name == "PROVISIONING")?.DurationSeconds,
            SourceVersion = build.SourceVersion,
            ResolvedSourceVersion = build.ResolvedSourceVersion,
            Initiator = build.Initiator,
            Phases = new MlList<MlBuildPhase>(phases),
            LogGroup = group,
            LogStream = build.Logs?.StreamName,
            LogLink = Uri.TryCreate(build.Logs?.DeepLink, UriKind.Absolute, out var log) ? log : null,
            ConsoleLink = new Uri($"{AwsPartition.ConsoleOf(connection.Region)}/codesuite/codebuild/projects/{Uri.EscapeDataString(build.ProjectName ?? "")}/build/{Uri.EscapeDataString(build.Id ?? "")}?region={connection.Region}"),
            Arn = build.Arn,
            Region = connection.Region,
            Account = AwsArn.AccountOf(build.Arn),
            ProfileName = connection.ProfileName,
        };
    }

    public static MlBuildReport Report(Report report)
    {
        var counts = report.TestSummary?.StatusCounts ?? [];
        return new MlBuildReport
        {
            Name = report.Name ?? "",
            RawStatus = report.Status?.Value,
            Total = report.TestSummary?.Total ?? 0,
            Passed = counts.GetValueOrDefault("SUCCEEDED"),
            Failed = counts.GetValueOrDefault("FAILED") + counts.GetValueOrDefault("ERROR"),
            Arn = report.Arn,
        };
    }

    private static MlBuildPhase Phase(BuildPhase phase)
    {
        var context = phase.Contexts?.FirstOrDefault(c => !string.IsNullOrEmpty(c.Message));
        return new MlBuildPhase
        {
            Name = phase.PhaseType?.Value ?? "",
            // COMPLETED closes the list and has no status of its own.
            Status = phase is { PhaseType.Value: "COMPLETED", PhaseStatus: null } ? MlStatus.Succeeded : StatusMap.CodeBuild(phase.PhaseStatus?.Value),
            DurationSeconds = phase.DurationInSeconds,
            Message = LogText.Clean(context?.Message),
            Code = context?.StatusCode,
        };
    }
}
