using System.Globalization;
using MlMonitor.Sandbox.Platform.Builds;
using MlMonitor.Sandbox.Platform.Changes;

namespace MlMonitor.Sandbox.Platform.Pipelines;

/// <summary>
/// The sample pipelines: twelve by name, each in a state that somebody on call has to tell apart, and as many more as a large
/// platform wants.
/// </summary>
internal static class PipelineCatalogue
{
    private const int LargeCount = 500;

    /// <summary>A pipeline before it is made: its name, shape, latest runs and what is odd about it.</summary>
    private sealed record Plan(
        string Region,
        string Name,
        Func<RegionPlatform, string, IReadOnlyList<Stage>> Stages,
        params LatestRun[] Latest)
    {
        public string Type { get; init; } = "V2";

        public string ExecutionMode { get; init; } = "SUPERSEDED";

        public bool NeverRun { get; init; }

        public (string Stage, string Reason, TimeSpan Ago)? Disabled { get; init; }
    }

    private static readonly ActionError TrainingFailed =
        Failures.Build(BuildFailure.Command("python train.py --config conf/prod.yaml", 1));

    private static readonly Plan[] Twelve =
    [
        new(SamplePlatform.HomeRegion, "churn-predictor-train", StageTemplates.Training, Latest(RunEnd.Succeeded, Hours(5))),
        new(SamplePlatform.HomeRegion, "fraud-scorer-train", StageTemplates.Training,
            Latest(RunEnd.Succeeded, Hours(26)), Latest(RunEnd.FailedAt("TrainModel", TrainingFailed), Hours(2))),
        new(SamplePlatform.HomeRegion, "recommender-ranker-deploy", StageTemplates.Release,
            Latest(RollbackOf("recommender-ranker-deploy"), Hours(7))),
        new(SamplePlatform.HomeRegion, "demand-forecast-train", StageTemplates.Training,
            Latest(RunEnd.InProgressAt("TrainModel"), Minutes(38))) { ExecutionMode = "QUEUED" },
        new(SamplePlatform.HomeRegion, "credit-risk-release", StageTemplates.Release,
            Latest(RunEnd.InProgressAt("ApproveRelease"), Days(3))),
        new(SamplePlatform.HomeRegion, "search-relevance-deploy", StageTemplates.Release,
            Latest(RunEnd.SupersededBefore("Production"), Days(8)),
            Latest(RunEnd.SupersededBefore("Production"), Days(5)),
            Latest(RunEnd.HeldBefore("Production"), Days(2)))
        {
            // After the last ordinary run and before the first that waits.
            Disabled = ("Production", "Frozen for the winter sale - see CHG-4711", Hours(204)),
        },
        new(SamplePlatform.HomeRegion, "pricing-elasticity-train", StageTemplates.Training,
            Latest(RunEnd.SupersededBefore("Register"), Hours(30)), Latest(RunEnd.Succeeded, Hours(20))),
        new(SamplePlatform.HomeRegion, "image-moderation-retrain", StageTemplates.Training,
            Latest(RunEnd.StoppedAt("TrainModel", "Wrong training window, restarting with 90 days"), Hours(11))),
        new(SamplePlatform.HomeRegion, "fraud-features-etl", StageTemplates.Batch,
            Latest(RunEnd.Succeeded, Hours(49)), Latest(SourceDenied("fraud-features-etl"), Hours(1))),
        new(SamplePlatform.SecondRegion, "customer-ltv-batch", StageTemplates.Batch, Latest(RunEnd.Succeeded, Hours(9))) { Type = "V1" },
        new(SamplePlatform.SecondRegion, "anomaly-detector-train", StageTemplates.Training) { NeverRun = true },
        new(SamplePlatform.SecondRegion, "support-triage-train", StageTemplates.Training,
            Latest(RunEnd.FailedAt("EvaluateModel", Failures.Build(BuildFailure.Command("python evaluate.py --min-auc 0.81", 3))), Hours(30)),
            Latest(RunEnd.Succeeded, Hours(4))),
    ];

    public static IReadOnlyList<Pipeline> Of(RegionPlatform home, int seed, SandboxSize size)
    {
        var plans = size == SandboxSize.Large ? Twelve.Concat(More(seed)) : Twelve;
        return plans
            .Where(plan => plan.Region == home.Region)
            .Select(plan => Make(plan, home, seed))
            .OrderBy(pipeline => pipeline.Name, StringComparer.Ordinal)
            .ToList();
    }

    private static Pipeline Make(Plan plan, RegionPlatform home, int seed)
    {
        var dice = new Dice(seed, $"pipeline/{plan.Region}/{plan.Name}");
        var created = home.Now - dice.Between(Days(90), Days(700));
        var runs = plan.NeverRun ? 0 : dice.Number(20, 58);
        return new Pipeline(pipeline => RunHistory.Make(pipeline, seed, runs, plan.Latest))
        {
            Home = home,
            Name = plan.Name,
            Type = plan.Type,
            ExecutionMode = plan.ExecutionMode,
            Version = dice.Number(1, 24),
            Created = created,
            Updated = RecentChanges.To(plan.Name, home.Now) ?? created + dice.Between(TimeSpan.Zero, Days(29)),
            Stages = plan.Stages(home, plan.Name),
            Disabled = plan.Disabled is var (stage, reason, ago)
                ? new DisabledTransition(stage, reason, $"arn:aws:iam::{SamplePlatform.Account}:user/jon.abara", home.Now - ago)
                : null,
        };
    }

    private static IEnumerable<Plan> More(int seed)
    {
        string[] subjects = ["churn", "fraud", "ranking", "demand", "pricing", "credit", "vision", "speech", "search", "ltv"];
        var dice = new Dice(seed, "large");
        for (var number = Twelve.Length; number < LargeCount; number++)
        {
            var region = dice.Chance(0.75) ? SamplePlatform.HomeRegion : SamplePlatform.SecondRegion;
            var name = string.Create(CultureInfo.InvariantCulture, $"{dice.Pick(subjects)}-team{dice.Number(1, 30):00}-train-{number:000}");
            var ago = dice.Between(Hours(1), Hours(40));
            var end = dice.Number(0, 100) switch
            {
                < 8 => RunEnd.FailedAt("TrainModel", TrainingFailed),
                < 14 => RunEnd.InProgressAt("TrainModel"),
                < 16 => RunEnd.StoppedAt("TrainModel", "Budget for the month is used up"),
                _ => RunEnd.Succeeded,
            };
            yield return new Plan(region, name, StageTemplates.Training, Latest(end, ago));
        }
    }

    private static RunEnd RollbackOf(string name) =>
        RunEnd.FailedAt("DeployProduction", Failures.Rollback(name + "-production"));

    private static RunEnd SourceDenied(string name) => RunEnd.FailedAt("Source", Failures.Permission(name, name + "-input"));

    private static LatestRun Latest(RunEnd end, TimeSpan ago) => new(end, ago);

    private static TimeSpan Minutes(int count) => TimeSpan.FromMinutes(count);

    private static TimeSpan Hours(int count) => TimeSpan.FromHours(count);

    private static TimeSpan Days(int count) => TimeSpan.FromDays(count);
}
