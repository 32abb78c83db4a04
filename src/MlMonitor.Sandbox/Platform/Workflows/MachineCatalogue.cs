using MlMonitor.Sandbox.Platform.Builds;
using MlMonitor.Sandbox.Platform.Jobs;

namespace MlMonitor.Sandbox.Platform.Workflows;

/// <summary>A state machine before it is made: its states, and how its latest execution, begun so long ago, stands.</summary>
internal sealed record MachinePlan(
    string Region, string Name, TimeSpan Typical, TimeSpan Ago, ExecutionEnd? Latest, params WorkflowState[] States)
{
    public TimeSpan? Limit { get; init; }

    public bool Express { get; init; }

    /// <summary>The machine whose executions start those of this one.</summary>
    public string? StartedBy { get; init; }
}

/// <summary>The sample state machines, each in a state that somebody on call has to tell apart.</summary>
internal static class MachineCatalogue
{
    private static readonly FailState Drifted = new(
        "StopOnDrift", "DataDriftDetected", "Population stability index of feature amount_eur is 0.43, above the threshold 0.25");

    public static IReadOnlyList<MachinePlan> Plans { get; } =
    [
        Home("churn-scoring-nightly", Minutes(35), Hours(5), ExecutionEnd.Succeeded,
            Invoke("ListSegments", "churn-list-segments", 1),
            new MapState("ScoreSegments", Invoke("ScoreSegment", "churn-score-segment", 1), 4, false, 8),
            Invoke("Publish", "churn-publish", 1)),
        Home("feature-backfill", Minutes(12), Hours(3), ExecutionEnd.FailedAt("ParsePartition"),
            new TaskState("ParsePartition", TaskKind.Function, "feature-backfill-parse", 3) { Retries = 2 },
            new TaskState("WritePartition", TaskKind.Function, "feature-backfill-write", 5)),
        Home("fraud-retrain-workflow", Minutes(95), Hours(4), ExecutionEnd.FailedAt("TrainModel"),
            Invoke("PrepareDataset", "fraud-prepare", 1) with { Retries = 2 },
            new TaskState("TrainModel", TaskKind.TrainingJob, "fraud-retrain", 8) { JobFailure = JobFailure.MissingColumn },
            Invoke("RegisterModel", "fraud-register", 1)),
        Home("recsys-offline-eval", Minutes(28), Hours(6), ExecutionEnd.FailedAt("RunEvaluation"),
            Invoke("PickCandidates", "recsys-pick-candidates", 1),
            new TaskState("RunEvaluation", TaskKind.Build, "recsys-offline-eval", 8)
            {
                BuildFailure = BuildFailure.Command("python -m recsys.eval --candidates candidates.json --min-ndcg 0.38", 4),
            }),
        Home("forecast-orchestrator", Minutes(70), Hours(8), ExecutionEnd.FailedAt("TrainRegion"),
            Invoke("LoadCalendar", "forecast-load-calendar", 1),
            new TaskState("TrainRegion", TaskKind.Workflow, "forecast-region-train", 8)),
        Home("forecast-region-train", Minutes(60), Hours(8), null,
            Invoke("SelectStores", "forecast-select-stores", 1),
            new TaskState("BuildFeatures", TaskKind.ProcessingJob, "forecast-features", 9) { JobFailure = JobFailure.BadFile })
            with { StartedBy = "forecast-orchestrator" },
        Home("data-quality-gate", Minutes(9), Hours(2), ExecutionEnd.FailedAt("IsDriftAcceptable"),
            Invoke("MeasureDrift", "data-quality-measure", 9), new ChoiceState("IsDriftAcceptable", "$.psi", Drifted),
            Invoke("Report", "data-quality-report", 1)),
        Home("embedding-refresh", Minutes(40), Hours(10), ExecutionEnd.TimedOutIn("Embed"),
            Invoke("ListDocuments", "embedding-list", 1), new TaskState("Embed", TaskKind.TransformJob, "embedding-refresh", 9))
            with { Limit = Hours(2) },
        Home("ab-test-rollout", Minutes(25), Hours(13),
            ExecutionEnd.AbortedIn("ShiftTraffic", "Rollout.Cancelled", "Checkout conversion fell 2 % within 10 minutes; jon.abara stopped the rollout."),
            Invoke("CheckGuardrails", "ab-guardrails", 1), Invoke("ShiftTraffic", "ab-shift-traffic", 4), Invoke("Confirm", "ab-confirm", 1)),
        Home("ltv-batch-inference", Minutes(40), Minutes(22), ExecutionEnd.RunningIn("Score"),
            Invoke("ListCustomers", "ltv-list-customers", 1), new TaskState("Score", TaskKind.TransformJob, "ltv-batch-inference", 9)),
        Home("image-labelling-sync", Minutes(40), Hours(9), ExecutionEnd.RunningIn("SyncLabels"),
            Invoke("OpenManifest", "labelling-open-manifest", 1), new TaskState("SyncLabels", TaskKind.ProcessingJob, "image-labelling-sync", 9)),
        Home("document-embedding-backfill", Minutes(55), Hours(7), new ExecutionEnd("PENDING_REDRIVE", "EmbedDocuments"),
            Invoke("ListShards", "document-list-shards", 1),
            new MapState("EmbedDocuments", Invoke("EmbedShard", "document-embed-shard", 1), 240, true, 9)),
        Home("realtime-feature-join", TimeSpan.FromSeconds(2), Minutes(1), null, Invoke("Join", "feature-join", 1)) with { Express = true },
        Home("gdpr-forget-user", Minutes(5), Minutes(1), null, Invoke("Forget", "gdpr-forget", 1)),
        new(SamplePlatform.SecondRegion, "anomaly-window-refresh", Minutes(18), Hours(3), ExecutionEnd.FailedAt("RefreshWindows"),
            Invoke("ListWindows", "anomaly-list-windows", 1),
            new MapState("RefreshWindows", Invoke("RefreshWindow", "anomaly-refresh-window", 1), 5, false, 9)),
    ];

    private static MachinePlan Home(string name, TimeSpan typical, TimeSpan ago, ExecutionEnd? latest, params WorkflowState[] states) =>
        new(SamplePlatform.HomeRegion, name, typical, ago, latest, states);

    private static TaskState Invoke(string name, string function, double weight) => new(name, TaskKind.Invoke, function, weight);

    private static TimeSpan Minutes(int count) => TimeSpan.FromMinutes(count);

    private static TimeSpan Hours(int count) => TimeSpan.FromHours(count);
}
