namespace MlMonitor.Sandbox.Platform.Jobs;

/// <summary>The sample jobs that people started by hand or by schedule, each in a state that whoever trains models has to tell apart.</summary>
internal static class JobCatalogue
{
    private const string Running = "InProgress";
    private const string Done = "Completed";
    private const string Failed = "Failed";
    private const string Stopped = "Stopped";

    public static IReadOnlyList<JobPlan> Plans { get; } =
    [
        .. GoingOn(), .. Ended(),
        Other(JobType.Processing, "features-daily-build", Hours(7), Hours(0.6), Done),
        Other(JobType.Processing, "drift-report-build", Hours(3), Hours(0.2), Failed) with { Failure = JobFailure.BadFile },
        Other(JobType.Processing, "embeddings-index-build", Hours(0.5), null, Running),
        Other(JobType.Transform, "churn-score-batch", Hours(5), Hours(0.7), Done),
        Other(JobType.Labeling, "defect-boxes-labeling", Hours(22), null, Running) with { Labels = new Labels(298, 42, 12, 648) },
        Other(JobType.Labeling, "receipts-text-labeling", Hours(23), Hours(19), Done) with { Labels = new Labels(410, 390, 0, 0) },
        Other(JobType.AutoML, "ltv-automl", Hours(2), null, Running) with { AutoMl = new AutoMl("ModelTuning", 0.811, 31) },
        Other(JobType.AutoML, "churn-automl", Hours(14), Hours(5), Done) with { AutoMl = new AutoMl("Completed", 0.874, 250) },
        East(Training("ltv-gbm-train", Hours(6), Hours(1.2), Done, "ml.m5.2xlarge")),
        East(Training("anomaly-forest-train", Hours(1.5), null, Running, "ml.m5.2xlarge")),
        East(Other(JobType.Processing, "ltv-features-build", Hours(8), Hours(0.4), Done)),
    ];

    private static IEnumerable<JobPlan> GoingOn() =>
    [
        Training("churn-xgboost-nightly", Hours(2.2), null, Running, "ml.m5.4xlarge") with
        {
            Curves =
            [
                Curve.Settling("train:logloss", 0.69, 0.28, 60, 0.012), Curve.Settling("validation:logloss", 0.7, 0.33, 60, 0.018),
                Curve.Settling("validation:auc", 0.6, 0.88, 60, 0.008),
            ],
        },
        Gpu("sentiment-bert-finetune", 4) with
        {
            // What is not a number is published nowhere: the loss ends, and the accuracy falls to that of guessing.
            Curves =
            [
                Curve.Breaking("train:loss", 1.1, 0.42, 45, 0.02, 180),
                new("validation:accuracy", iteration => iteration > 180 ? 0.333 : 0.78 - (0.4 * Math.Exp(-iteration / 40.0)), 0.006),
            ],
        },
        Gpu("price-lstm-train", 3) with
        {
            Curves =
            [
                Curve.Exploding("train:loss", 2.4, 0.8, 30, 0.03, 110, 0.06), Curve.Exploding("validation:loss", 2.5, 0.95, 30, 0.05, 110, 0.06),
            ],
        },
        Gpu("catalog-image-classifier", 6) with
        {
            Curves =
            [
                Curve.Settling("train:loss", 3.2, 1.41, 12, 0.02), Curve.Settling("validation:loss", 3.3, 1.52, 12, 0.025),
                Curve.Settling("validation:accuracy", 0.05, 0.61, 12, 0.006),
            ],
        },
        Gpu("credit-risk-mlp", 5) with
        {
            Curves =
            [
                Curve.Settling("train:loss", 0.71, 0.08, 120, 0.008),
                Curve.Turning("validation:loss", 0.72, 0.31, 40, 0.01, 130, 0.0018),
                Curve.Turning("validation:auc", 0.6, 0.83, 40, 0.005, 130, -0.0004),
            ],
        },
        Gpu("speech-ctc-train", 8) with { Curves = Losses(4.1, 0.9, 200), SilentFor = Hours(3) },
        Gpu("reco-two-tower", 5) with { Curves = Losses(0.9, 0.35, 160), Usage = new Usage(9, 28, 3, 6, 20) },
        Gpu("vision-augment-train", 4, "ml.p3.2xlarge") with { Curves = Losses(2.2, 0.7, 130), Usage = new Usage(97, 64, 25, 55, 31) },
        Training("graph-embedding-train", Hours(4.5), null, Running, "ml.m5.4xlarge") with
        {
            Curves = Losses(1.8, 0.6, 150), Usage = new Usage(66, new Share(96, 38), 0, 0, 24),
        },
        Gpu("video-frames-train", 5) with { Curves = Losses(2.9, 1.1, 170), Usage = new Usage(41, 52, 84, 77, new Share(92, 21)) },
        // A day is its limit, and it has trained for 95 % of it.
        Training("demand-deepar-train", Hours(22.842), null, Running, "ml.m5.2xlarge") with { Curves = DeepAr(700) },
        Gpu("fraud-gnn-spot", 7, "ml.p3.8xlarge") with
        {
            Instances = 2, SpotShare = 0.3, Taken = [Hours(5), Hours(2)], Curves = Losses(0.69, 0.24, 150), Usage = new Usage(38, 55, 91, 80, 27),
        },
    ];

    private static IEnumerable<JobPlan> Ended() =>
    [
        Training("churn-xgboost-baseline", Hours(10), Hours(1.8), Done, "ml.m5.4xlarge"),
        Training("ranker-lambdamart-spot", Hours(9), Hours(2.5), Done, "ml.c5.4xlarge") with
        {
            SpotShare = 0.29,
            Curves = [Curve.Settling("train:ndcg", 0.31, 0.52, 50, 0.004), Curve.Settling("validation:ndcg", 0.3, 0.48, 50, 0.006)],
            FirstLines = ["\u001b[1m\u001b[34m==> LambdaMART\u001b[0m \u001b[2K\rLoading \u001b[33m1204551\u001b[0m rows \u001b]0;title\u0007\u001b[?25l"],
        },
        Training("fraud-xgboost-wide", Hours(6), Hours(0.5), Failed, "ml.m5.large") with { Failure = JobFailure.OutOfMemory },
        Training("llm-lora-finetune", Hours(5), Hours(0.7), Failed, "ml.g5.12xlarge") with { Failure = TrainingFailures.NoCapacity, Ran = false },
        Training("forecast-prophet-train", Hours(4), Hours(0.1), Failed, "ml.m5.xlarge") with { Failure = TrainingFailures.NoImage, Ran = false },
        Training("churn-features-train", Hours(8), Hours(0.1), Failed, "ml.m5.xlarge") with { Failure = TrainingFailures.Forbidden, Ran = false },
        Training("uplift-tlearner-train", Hours(7), Hours(0.1), Failed, "ml.m5.xlarge") with { Failure = TrainingFailures.NoData, Ran = false },
        Training("credit-scorecard-train", Hours(3.5), Hours(0.6), Failed, "ml.m5.2xlarge") with { Failure = TrainingFailures.BadShape },
        Training("ocr-multilingual-train", Hours(12), Hours(1.1), Failed, "ml.g4dn.xlarge") with { Failure = TrainingFailures.ManyLines },
        Training("audio-tagger-train", Hours(2.5), Hours(0.2), Failed, "ml.g4dn.xlarge") with { Failure = TrainingFailures.Segfault, Logs = false },
        Training("search-ranker-experiment", Hours(11), Hours(2), Stopped, "ml.m5.2xlarge"),
        Training("anomaly-autoencoder-train", Hours(13), Hours(4.05), Stopped, "ml.g4dn.xlarge") with
        {
            Secondary = "MaxRuntimeExceeded", MaxRuntime = Hours(4),
        },
    ];

    private static IReadOnlyList<Curve> Losses(double from, double to, double pace) =>
        [Curve.Settling("train:loss", from, to, pace, from * 0.008), Curve.Settling("validation:loss", from * 1.02, to * 1.08, pace, from * 0.01)];

    private static IReadOnlyList<Curve> DeepAr(double pace) =>
        [Curve.Settling("train:loss", 6.2, 3.9, pace, 0.03), Curve.Settling("test:RMSE", 210, 118, pace, 1.5), Curve.Settling("test:mean_wQuantileLoss", 0.21, 0.09, pace, 0.002)];

    private static JobPlan Gpu(string name, double hours, string instance = "ml.g5.2xlarge") => Training(name, Hours(hours), null, Running, instance);

    private static JobPlan Training(string name, TimeSpan ago, TimeSpan? took, string status, string instance) =>
        new(SamplePlatform.HomeRegion, JobType.Training, name, ago, took, status, instance);

    private static JobPlan Other(JobType type, string name, TimeSpan ago, TimeSpan? took, string status) =>
        new(SamplePlatform.HomeRegion, type, name, ago, took, status, "ml.m5.xlarge");

    private static JobPlan East(JobPlan plan) => plan with { Region = SamplePlatform.SecondRegion };

    private static TimeSpan Hours(double count) => TimeSpan.FromHours(count);
}
