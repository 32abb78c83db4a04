namespace MlMonitor.Core.Tests.Publishing;

/// <summary>One of each kind of object that tells numbers, with all that it can have.</summary>
internal static class Measurables
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly MlWindow Window = new(Now.AddHours(-1), Now);

    public static MlDriftFinding Drifted(string feature, double? value, MlSeverity severity = MlSeverity.Ok, DateTimeOffset? end = null, string unit = "") => new()
    {
        Severity = severity,
        Reason = "reason",
        Value = value,
        Unit = unit,
        Region = "eu-west-1",
        Account = "123456789012",
        EndpointName = "churn",
        FeatureName = feature,
        Check = MlDriftCheck.Drift,
        Window = end is { } e ? new MlWindow(e.AddHours(-1), e) : Window,
    };

    public static MlMonitorRun Run() => new()
    {
        Checked = 9,
        Ok = 4,
        Warning = 2,
        Critical = 1,
        NoData = 2,
        CouldNotCheck = 3,
        Watch = ["endpoints"],
        NotDue = [],
        Decision = [],
        Calls = 17,
        BilledMetrics = 40,
        Started = Now.AddMinutes(-5),
        Duration = TimeSpan.FromSeconds(90),
        StatePath = "state.json",
    };

    public static IReadOnlyList<IMlMeasurable> All { get; } =
    [
        Drifted("tenure", 0.2),
        new MlEndpointFinding { Severity = MlSeverity.Critical, Reason = "", Region = "eu-west-1", EndpointName = "e", Check = MlEndpointCheck.Latency, VariantName = "v", MetricName = "ModelLatency", PartName = "p", Value = 250, Unit = "ms" },
        new MlQualityFinding { Severity = MlSeverity.Ok, Reason = "", Region = "eu-west-1", EndpointName = "e", MetricName = "recall", Value = 0.9 },
        new MlBiasFinding { Severity = MlSeverity.Ok, Reason = "", Region = "eu-west-1", EndpointName = "e", MetricName = "DI", FacetName = "Sex", FacetValue = "F", Value = 0.8 },
        new MlAttributionFinding { Severity = MlSeverity.Ok, Reason = "", Region = "eu-west-1", EndpointName = "e", MetricName = "NDCG", LabelName = "l", Value = 0.99 },
        new MlTrainingFinding { Severity = MlSeverity.Warning, Reason = "", Region = "eu-west-1", JobName = "j", Check = MlTrainingCheck.LossNotFinite, MetricName = "train:loss", Value = double.NaN },
        new MlFreshnessFinding { Severity = MlSeverity.Ok, Reason = "", Region = "eu-west-1", EndpointName = "e", MonitoringScheduleName = "s", Check = MlFreshnessCheck.Schedule, Value = 1.5, Unit = "h" },
        new MlUncheckedFinding { Severity = MlSeverity.NoData, Reason = "", Region = "eu-west-1", Watch = "w", Target = "t", ErrorId = "AccessDenied" },
        Run(),
        new MlPipelineStatus { PipelineName = "p", Source = MlPipelineSource.CodePipeline, Status = MlStatus.Failed, Severity = MlSeverity.Critical, Reason = "", Region = "eu-west-1" },
        new MlPipelineRun { PipelineName = "p", Source = MlPipelineSource.CodePipeline, ExecutionId = "x", Status = MlStatus.Succeeded, DurationSeconds = 60, Ended = Now, Region = "eu-west-1" },
        new MlPipelineMeasure { PipelineName = "p", Source = MlPipelineSource.CodePipeline, Severity = MlSeverity.Ok, Reason = "", Window = Window, SuccessRatePercent = 57, MedianDurationSeconds = 1, P95DurationSeconds = 2, MeanTimeToRecoverSeconds = 3, Region = "eu-west-1" },
        new MlBuild { BuildId = "b:1", ProjectName = "b", Status = MlStatus.Succeeded, DurationSeconds = 5, QueuedSeconds = 1, Ended = Now, Region = "eu-west-1" },
        new MlJob { JobName = "j", Type = MlJobType.Training, Status = MlStatus.Failed, DurationSeconds = 5, BillableSeconds = 4, Ended = Now, Region = "eu-west-1" },
        new MlEndpoint { EndpointName = "e", Kind = MlEndpointKind.RealTime, Status = MlStatus.Healthy, Region = "eu-west-1" },
        new MlPosture { EndpointName = "e", Severity = MlSeverity.Warning, Missing = ["no alarm"], Status = MlStatus.Healthy, Region = "eu-west-1" },
        new MlMonitorExecution { MonitoringScheduleName = "s", EndpointName = "e", Type = MlMonitoringType.DataQuality, Status = MlStatus.Failed, Findings = [Drifted("f", 1)], Scheduled = Now, Region = "eu-west-1" },
        new MlFailureCause { ResourceName = "r", Hops = [new MlFailureHop { Kind = "CodePipeline", Name = "r", Status = MlStatus.Failed }], Sentence = "", Key = "k", Region = "eu-west-1" },
    ];
}
