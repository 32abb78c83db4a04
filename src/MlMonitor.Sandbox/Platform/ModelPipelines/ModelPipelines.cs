using System.Globalization;
using MlMonitor.Sandbox.Platform.Changes;
using MlMonitor.Sandbox.Platform.Jobs;

namespace MlMonitor.Sandbox.Platform.ModelPipelines;

/// <summary>The SageMaker pipelines of a region: seven by name, and as many more as a large platform wants.</summary>
internal sealed class ModelPipelines
{
    private const int LargeCount = 60;
    private const int History = 20;

    private sealed record Plan(string Region, string Name, TimeSpan Typical, LatestExecution? Latest, IReadOnlyList<Step> Steps);

    private static readonly Plan[] Seven =
    [
        new(SamplePlatform.HomeRegion, "churn-model-pipeline", Hours(1.5), new("Succeeded", Hours(6)), Training()),
        new(SamplePlatform.HomeRegion, "fraud-model-pipeline", Hours(2), new("Failed", Hours(3), "TrainModel"), Training(training: JobFailure.OutOfMemory)),
        new(SamplePlatform.HomeRegion, "recommender-model-pipeline", Hours(1), new("Failed", Hours(5), "PrepareData"), Training(processing: JobFailure.BadFile)),
        new(SamplePlatform.HomeRegion, "demand-model-pipeline", Hours(2), new("Executing", Hours(0.7), "TrainModel"), Training()),
        new(SamplePlatform.HomeRegion, "vision-defect-pipeline", Hours(2), new("Executing", Hours(14), "TrainModel"), Training()),
        new(SamplePlatform.HomeRegion, "search-embedding-pipeline", Hours(2), null, Batch()),
        new(SamplePlatform.SecondRegion, "ltv-model-pipeline", Hours(1), new("Stopped", Hours(9), "ScoreCustomers"), Batch()),
    ];

    private readonly Dictionary<string, ModelPipeline> _byName;

    private ModelPipelines(IEnumerable<ModelPipeline> pipelines)
    {
        All = pipelines.OrderBy(pipeline => pipeline.Name, StringComparer.Ordinal).ToList();
        _byName = All.ToDictionary(pipeline => pipeline.Name);
    }

    public IReadOnlyList<ModelPipeline> All { get; }

    public static ModelPipelines Of(RegionPlatform home, int seed, SandboxSize size) => new(
        Seven.Concat(size == SandboxSize.Large ? More(seed) : []).Where(plan => plan.Region == home.Region).Select(plan => Make(plan, home, seed)));

    public ModelPipeline? Find(string nameOrArn) => _byName.GetValueOrDefault(nameOrArn[(nameOrArn.LastIndexOf('/') + 1)..]);

    /// <summary>The execution of that ARN: arn:aws:sagemaker:REGION:ACCOUNT:pipeline/NAME/execution/ID.</summary>
    public PipelineExecution? FindExecution(string arn) => arn.Split('/') is [_, var name, "execution", _]
        ? Find(name)?.Executions.FirstOrDefault(execution => execution.Arn == arn)
        : null;

    private static ModelPipeline Make(Plan plan, RegionPlatform home, int seed)
    {
        var dice = new Dice(seed, $"modelpipeline/{plan.Region}/{plan.Name}");
        var created = home.Now - dice.Between(TimeSpan.FromDays(60), TimeSpan.FromDays(400));
        return new ModelPipeline(pipeline => plan.Latest is { } latest ? HistoryOf(pipeline, latest, seed) : [])
        {
            Home = home,
            Name = plan.Name,
            Created = created,
            Modified = RecentChanges.To(plan.Name, home.Now) ?? created + dice.Between(TimeSpan.FromDays(1), TimeSpan.FromDays(25)),
            Steps = plan.Steps,
            Typical = plan.Typical,
        };
    }

    private static List<PipelineExecution> HistoryOf(ModelPipeline pipeline, LatestExecution latest, int seed)
    {
        var dice = new Dice(seed, $"modelexecutions/{pipeline.Home.Region}/{pipeline.Name}");
        var executions = new List<PipelineExecution>();
        var newest = pipeline.Home.Now - latest.Ago;
        for (var back = History; back > 0; back--)
        {
            var start = newest - TimeSpan.FromDays(back) - dice.Between(TimeSpan.Zero, TimeSpan.FromHours(5));
            var failing = back > 2 && dice.Chance(0.12) ? dice.Pick(pipeline.Steps.Where(step => step.JobType is not null).ToList()).Name : null;
            var player = new StepPlayer(pipeline, dice, executions.LastOrDefault());
            executions.Add(player.Play(start, failing is null ? "Succeeded" : "Failed", failing));
        }

        // One that executes is so long ago begun; any other is so long ago ended.
        var last = new StepPlayer(pipeline, dice, executions[^1]);
        executions.Add(latest.Status == "Executing"
            ? last.Play(newest, latest.Status, latest.At)
            : last.PlayUntil(newest, latest.Status, latest.At));
        executions.Reverse();
        return executions;
    }

    private static IReadOnlyList<Step> Training(JobFailure? processing = null, JobFailure? training = null) =>
    [
        new("PrepareData", StepKind.Processing, 2) { Failure = processing },
        new("TrainModel", StepKind.Training, 6) { Failure = training },
        new("EvaluateModel", StepKind.Processing, 1),
        new("IsGoodEnough", StepKind.Condition, 0),
        new("NotifyReviewer", StepKind.Lambda, 0.05),
        new("RegisterModel", StepKind.RegisterModel, 0.05),
    ];

    private static IReadOnlyList<Step> Batch() =>
    [
        new("WaitForExport", StepKind.Callback, 1),
        new("PrepareData", StepKind.Processing, 2),
        new("ScoreCustomers", StepKind.Transform, 5),
        new("NotifyConsumers", StepKind.Lambda, 0.05),
    ];

    private static IEnumerable<Plan> More(int seed)
    {
        var dice = new Dice(seed, "large/modelpipelines");
        for (var number = Seven.Length; number < LargeCount; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{dice.Pick(["churn", "fraud", "ranking", "demand"])}-model-{number:000}");
            var (status, at) = dice.Number(0, 100) switch
            {
                < 12 => ("Failed", "TrainModel"),
                < 20 => ("Executing", "TrainModel"),
                _ => ("Succeeded", null),
            };
            yield return new Plan(
                dice.Chance(0.75) ? SamplePlatform.HomeRegion : SamplePlatform.SecondRegion, name, Hours(2),
                new LatestExecution(status, dice.Between(Hours(1), Hours(20)), at), Training());
        }
    }

    private static TimeSpan Hours(double count) => TimeSpan.FromHours(count);
}
