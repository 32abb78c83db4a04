namespace MlMonitor.Core.Endpoints.Health;

/// <summary>Looks for everything that is wrong with an endpoint.</summary>
public static class EndpointTest
{
    private static readonly IEndpointRule[] Rules =
    [
        new StatusRule(),
        new CapacityRule(),
        new DeploymentRule(),
        ErrorShareRule.OfServer,
        ErrorShareRule.OfClient,
        ErrorShareRule.OfModel,
        new LatencyRule(),
        new LatencyChangeRule(),
        LevelRule.Cpu,
        LevelRule.Memory,
        LevelRule.Gpu,
        LevelRule.GpuMemory,
        LevelRule.Disk,
        new TrafficRule(),
        new IdleRule(),
        new BacklogRule(),
        new BacklogWithoutCapacityRule(),
        new AlarmRule(),
        new DataCaptureRule(),
        new NoMetricRule(),
    ];

    /// <summary>Judges an endpoint.</summary>
    /// <param name="evidence">What is known of it.</param>
    /// <param name="thresholds">What it is held against; null for the defaults.</param>
    /// <param name="checks">What to look for; empty or with <see cref="MlEndpointCheck.All"/> for everything. What could not be read is always told.</param>
    /// <returns>
    /// What was found and what could not be looked at, the gravest first; where there is neither, one result of severity
    /// <see cref="MlSeverity.Ok"/> for <see cref="MlEndpointCheck.All"/>.
    /// </returns>
    public static IReadOnlyList<MlEndpointFinding> Judge(
        EndpointEvidence evidence, EndpointThresholds? thresholds = null, IReadOnlySet<MlEndpointCheck>? checks = null)
    {
        var tested = new EndpointUnderTest(evidence, thresholds ?? new EndpointThresholds());
        var results = Rules
            .SelectMany(r => r.Judge(tested))
            .Where(f => checks is not { Count: > 0 } || checks.Contains(f.Check) || checks.Contains(MlEndpointCheck.All)
                // Where checks by metrics are asked for, that there is no metric is what they found.
                || (f.Check == MlEndpointCheck.Metric && evidence.Series.Count > 0))
            .Concat(evidence.Gaps.Select(tested.Unseen))
            .OrderByDescending(f => f.Severity)
            .ToArray();
        return results.Length > 0 ? results : [tested.NothingFound()];
    }
}
