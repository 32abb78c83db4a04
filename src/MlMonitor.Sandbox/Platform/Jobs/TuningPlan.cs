using System.Globalization;

namespace MlMonitor.Sandbox.Platform.Jobs;

/// <summary>
/// A tuning job before it is made: its trials so far by the score that each comes to, those without one failed, and how many
/// of them still run.
/// </summary>
internal sealed record TuningPlan(string Region, string Name, int Planned, int Parallel, TimeSpan Each, IReadOnlyList<double?> Scores, int Running)
{
    private const string Objective = "validation:auc";

    /// <summary>How long ago the last trial began.</summary>
    public TimeSpan LastAgo { get; init; } = TimeSpan.FromMinutes(9);

    public static IReadOnlyList<TuningPlan> Plans { get; } =
    [
        // Every few trials there is a better one, and one of the last is the best of all.
        new(SamplePlatform.HomeRegion, "churn-xgboost-tuning", 40, 3, Minutes(24), Rising(14), 3),
        // The fifth was the best, and 35 more came to nothing.
        new(SamplePlatform.HomeRegion, "search-ranker-tuning", 60, 2, Minutes(26), Level(42), 2),
        new(SamplePlatform.HomeRegion, "fraud-mlp-tuning", 30, 3, Minutes(30), Broken(30), 0) { LastAgo = TimeSpan.FromHours(4) },
    ];

    /// <summary>The training jobs that were started, and after them the tuning job itself.</summary>
    public IReadOnlyList<Job> Make(RegionPlatform home)
    {
        var first = home.Now - LastAgo - (Each * ((Scores.Count - 1) / Parallel));
        var trials = Scores.Select((score, index) => TrialOf(home, index, score, first)).ToList();
        var tuning = new Job
        {
            Home = home,
            Type = JobType.HyperParameterTuning,
            Name = Name,
            Status = Running > 0 ? "InProgress" : "Completed",
            Program = "train.py",
            Created = first - TimeSpan.FromMinutes(1),
            Ended = Running > 0 ? null : trials.Max(trial => trial.Ended!.Value) + TimeSpan.FromSeconds(20),
            Tuning = new Tuning(Objective, Planned, Parallel, trials),
        };
        return [.. trials, tuning];
    }

    private Job TrialOf(RegionPlatform home, int index, double? score, DateTimeOffset first)
    {
        var dice = new Dice(home.Seed, $"trial/{home.Region}/{Name}/{index}");
        var created = first + (Each * (index / Parallel)) + TimeSpan.FromSeconds(20 * (index % Parallel));
        var goesOn = index >= Scores.Count - Running;
        var (eta, depth) = (dice.Number(5, 400) / 1000.0, dice.Number(3, 11));
        var tuned = new Dictionary<string, string>
        {
            ["learning_rate"] = eta.ToString(CultureInfo.InvariantCulture),
            ["max_depth"] = depth.ToString(CultureInfo.InvariantCulture),
        };
        var job = new Job
        {
            Home = home,
            Type = JobType.Training,
            Name = string.Create(CultureInfo.InvariantCulture, $"{Name}-{index + 1:000}-{dice.Hex(8)}"),
            Status = goesOn ? "InProgress" : score is null ? "Failed" : "Completed",
            Program = "train.py",
            Created = created,
            Ended = goesOn ? null : created + (Each * (score is null ? 0.4 : 0.9)),
            Failure = !goesOn && score is null ? TrainingFailures.GpuMemory : null,
            InstanceType = "ml.m5.2xlarge",
            Settings = new Dictionary<string, string>(tuned) { ["_tuning_objective_metric"] = Objective, ["wandb_api_key"] = "sandbox-secret-value-3" },
            Trial = new Trial(Name, Objective, tuned),
        };
        var best = score ?? 0.8;
        return job with
        {
            Planned = TrainingRun.Ordinary(job) with
            {
                Curves = [Curve.Settling("train:logloss", 0.69, 1.1 - best, 10, 0.004), Curve.Settling(Objective, 0.6, best, 8, 0.0005)],
            },
        };
    }

    private static List<double?> Rising(int count) =>
        Enumerable.Range(0, count).Select(index => (double?)(0.78 + (0.008 * index) - (index % 3 * 0.011))).ToList();

    private static List<double?> Level(int count) =>
        Enumerable.Range(0, count).Select(index => (double?)(index == 4 ? 0.842 : 0.79 + (0.012 * Noise.At("level", index)))).ToList();

    private static List<double?> Broken(int count) =>
        Enumerable.Range(0, count).Select(index => index % 5 is 1 or 3 ? (double?)null : 0.8 + (0.01 * Noise.At("broken", index))).ToList();

    private static TimeSpan Minutes(int count) => TimeSpan.FromMinutes(count);
}
