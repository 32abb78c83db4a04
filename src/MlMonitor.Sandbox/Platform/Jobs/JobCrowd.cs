using System.Globalization;

namespace MlMonitor.Sandbox.Platform.Jobs;

/// <summary>
/// The crowd of a large platform: as many jobs as make, with those that are there anyhow, three thousand of the last day. The
/// numbers fill whole pages, so that a reader who wastes no call reads all in thirty.
/// </summary>
internal static class JobCrowd
{
    private const int TrialsEach = 15;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly string[] Teams = ["churn", "fraud", "ranking", "demand", "pricing", "vision", "search", "ltv"];

    private static readonly (JobType Type, int Count)[] Wanted =
    [
        (JobType.HyperParameterTuning, 100), (JobType.Training, 2500), (JobType.Processing, 100), (JobType.Transform, 100),
        (JobType.Labeling, 100), (JobType.AutoML, 100),
    ];

    public static IReadOnlyList<Job> Of(RegionPlatform home, IEnumerable<Job> others)
    {
        var jobs = new List<Job>();
        var there = others.Where(job => home.Now - job.Created < Day).CountBy(job => job.Type).ToDictionary();
        var dice = new Dice(home.Seed, "large/jobs/" + home.Region);
        foreach (var (type, count) in Wanted)
        {
            // Tuning jobs come first, for their trials are training jobs.
            var missing = count - there.GetValueOrDefault(type) - jobs.Count(job => job.Type == type);
            for (var number = 0; number < missing; number++)
                jobs.AddRange(type == JobType.HyperParameterTuning ? TuningOf(home, dice, number) : [JobOf(home, type, dice, number)]);
        }

        return jobs;
    }

    private static IReadOnlyList<Job> TuningOf(RegionPlatform home, Dice dice, int number)
    {
        var running = dice.Chance(0.03) ? 2 : 0;
        var scores = Enumerable.Range(0, TrialsEach).Select(_ => dice.Chance(0.06) ? (double?)null : 0.7 + (dice.Number(0, 150) / 1000.0)).ToList();
        return new TuningPlan(home.Region, Name(dice, "tuning", number), TrialsEach + running, 3, TimeSpan.FromMinutes(dice.Number(8, 25)), scores, running)
        {
            LastAgo = running > 0 ? TimeSpan.FromMinutes(5) : dice.Between(TimeSpan.FromHours(1), TimeSpan.FromHours(18)),
        }.Make(home);
    }

    private static Job JobOf(RegionPlatform home, JobType type, Dice dice, int number)
    {
        var status = dice.Number(0, 100) switch { < 6 => "Failed", < 9 => "InProgress", < 10 => "Stopped", _ => "Completed" };
        var took = dice.Between(TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(50));
        var created = home.Now - (status == "InProgress" ? took : dice.Between(TimeSpan.FromHours(1), TimeSpan.FromHours(23)));
        var failure = status != "Failed" ? null : type == JobType.Training ? dice.Pick(TrainingFailures.Common) : JobFailure.Of(type);
        var labeled = status == "Completed" ? 500 : dice.Number(50, 450);
        return new Job
        {
            Home = home,
            Type = type,
            Name = Name(dice, type.ToString().ToLowerInvariant(), number),
            Status = status,
            Program = type == JobType.Training ? "train.py" : "preprocess.py",
            Created = created,
            Ended = status == "InProgress" ? null : created + took,
            Failure = failure,
            InstanceType = dice.Pick(["ml.m5.xlarge", "ml.m5.2xlarge", "ml.g4dn.xlarge"]),
            Ran = failure is null || failure.LogLines.Count > 0,
            Labels = type == JobType.Labeling ? new Labels(labeled, 0, 0, 500 - labeled) : null,
            AutoMl = type == JobType.AutoML
                ? new AutoMl(status == "InProgress" ? "ModelTuning" : status, status == "Completed" ? 0.8 : null, dice.Number(10, 250))
                : null,
        };
    }

    private static string Name(Dice dice, string what, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{dice.Pick(Teams)}-{what}-{number:0000}");
}
