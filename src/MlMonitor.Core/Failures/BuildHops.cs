namespace MlMonitor.Core.Failures;

/// <summary>The hops a failed build makes: the build, and the phase that failed in it.</summary>
internal static class BuildHops
{
    public static IEnumerable<MlFailureHop> Of(MlBuild build)
    {
        yield return new MlFailureHop
        {
            Kind = "Build",
            Name = build.ProjectName,
            Status = build.Status,
            Reason = build.Reason,
            ReasonCode = build.ReasonCode,
            FailedAt = build.Ended,
            Arn = build.Arn,
            ConsoleLink = build.ConsoleLink,
        };
        if (build.FailedPhase is { } phase)
            yield return new MlFailureHop
            {
                Kind = "Phase",
                Name = phase,
                Status = build.Status,
                Reason = build.Reason,
                ReasonCode = build.ReasonCode,
                FailedAt = build.Ended,
                Arn = build.Arn,
                ConsoleLink = build.LogLink ?? build.ConsoleLink,
            };
    }
}
