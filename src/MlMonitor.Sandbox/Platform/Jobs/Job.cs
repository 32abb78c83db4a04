using System.Text.Json.Nodes;

namespace MlMonitor.Sandbox.Platform.Jobs;

/// <summary>The names are those of the API's members: TrainingJobName, HyperParameterTuningJobName…</summary>
internal enum JobType
{
    Training,
    Processing,
    Transform,
    HyperParameterTuning,
    Labeling,
    AutoML,
}

/// <summary>A SageMaker job of any type, told by what all types share.</summary>
internal sealed record Job
{
    public required RegionPlatform Home { get; init; }

    public required JobType Type { get; init; }

    public required string Name { get; init; }

    /// <summary>InProgress, Completed, Failed or Stopped.</summary>
    public required string Status { get; init; }

    /// <summary>The secondary status, where it says more than the status.</summary>
    public string? Secondary { get; init; }

    /// <summary>The script that the container runs.</summary>
    public required string Program { get; init; }

    public required DateTimeOffset Created { get; init; }

    public DateTimeOffset? Ended { get; init; }

    public JobFailure? Failure { get; init; }

    public string InstanceType { get; init; } = "ml.m5.xlarge";

    public int InstanceCount { get; init; } = 1;

    public TimeSpan MaxRuntime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>What is paid of the time that it trained, where it runs on spot instances.</summary>
    public double? SpotShare { get; init; }

    public IReadOnlyList<Interruption> Interruptions { get; init; } = [];

    /// <summary>Whether its container ever ran.</summary>
    public bool Ran { get; init; } = true;

    /// <summary>Whether its container ever wrote anything.</summary>
    public bool Logs { get; init; } = true;

    /// <summary>The run of a training job, where it is out of the ordinary.</summary>
    public TrainingRun? Planned { get; init; }

    public TrainingRun Run => Planned ?? TrainingRun.Ordinary(this);

    public Trial? Trial { get; init; }

    public Tuning? Tuning { get; init; }

    public Labels? Labels { get; init; }

    public AutoMl? AutoMl { get; init; }

    /// <summary>The request it was started with, where a caller started it.</summary>
    public JsonObject? Request { get; init; }

    /// <summary>What its container left as its last word.</summary>
    public string? Message { get; init; }

    public string Arn => Home.Arn("sagemaker", $"{Kind}/{Name}");

    public string RoleArn => $"arn:{Home.Partition}:iam::{SamplePlatform.Account}:role/ml-job-role";

    public string LogGroup => $"/aws/sagemaker/{Type}Jobs";

    /// <summary>The streams of its log, one an instance.</summary>
    public IEnumerable<string> LogStreams => Type switch
    {
        _ when !Ran || !Logs => [],
        JobType.HyperParameterTuning or JobType.AutoML => [],
        JobType.Labeling => [Name],
        JobType.Transform => [$"{Name}/i-0f3a6c1d2e4b5a697-{Started.ToUnixTimeMilliseconds()}"],
        _ => Hosts.Select(host => $"{Name}/{host}-{Started.ToUnixTimeSeconds()}"),
    };

    public IEnumerable<string> Hosts => Enumerable.Range(1, InstanceCount).Select(number => FormattableString.Invariant($"algo-{number}"));

    /// <summary>When the container ran: instances take a while to come, in a short job a fifth of it.</summary>
    public DateTimeOffset Started => Request is not null ? Created : Created + new[] { TimeSpan.FromSeconds(150), ((Ended ?? Home.Now) - Created) / 5 }.Min();

    public DateTimeOffset LastModified => Ended ?? (Interruptions.Count > 0 ? Interruptions[^1].Back : Started);

    /// <summary>What the script is started with. One value is a secret, as careless teams pass them.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>
    {
        ["epochs"] = "40",
        ["learning_rate"] = "0.05",
        ["max_depth"] = "7",
        ["wandb_api_key"] = "sandbox-secret-value-3",
    };

    /// <summary>Tags, as teams put them on for the bill.</summary>
    public IReadOnlyDictionary<string, string> Tags => new Dictionary<string, string>
    {
        ["team"] = Name.Split('-')[0],
        ["env"] = Trial is null ? "prod" : "experiment",
    };

    private string Kind => Type switch
    {
        JobType.HyperParameterTuning => "hyper-parameter-tuning-job",
        _ => Type.ToString().ToLowerInvariant() + "-job",
    };

    /// <summary>Until when the container did something. One that failed did so a little before SageMaker had put it away.</summary>
    public DateTimeOffset Until(DateTimeOffset now) =>
        Ended is { } ended ? Failure is null ? ended : ended - ((ended - Started) / 20) : Planned?.SilentSince ?? now;

    /// <summary>The iterations of a training job until then, but for those that interruptions took.</summary>
    public IEnumerable<Iteration> Iterations(DateTimeOffset now)
    {
        if (Type != JobType.Training || !Ran)
            yield break;
        var (until, step) = (Until(now), Run.Step);
        var time = Started + step;
        for (var number = 1; time <= until; number++, time += step)
        {
            if (!Interruptions.Any(each => time > each.At && time < each.Back))
                yield return new Iteration(number, time);
        }
    }
}
