namespace MlMonitor.Sandbox.Platform.Jobs;

/// <summary>How a training job fares: an iteration every <paramref name="Step"/>, what it measures then, how it uses its instances.</summary>
internal sealed record TrainingRun(TimeSpan Step, IReadOnlyList<Curve> Curves, Usage Usage)
{
    private const int UsualIterations = 60;

    /// <summary>When it stopped saying anything, though its status says that it goes on.</summary>
    public DateTimeOffset? SilentSince { get; init; }

    /// <summary>What it writes before the first iteration.</summary>
    public IReadOnlyList<string> FirstLines { get; init; } = [];

    /// <summary>A run that nobody needs to look at.</summary>
    public static TrainingRun Ordinary(Job job) => new(
        job.Ended is { } ended ? (ended - job.Started) / (UsualIterations + 1) : TimeSpan.FromMinutes(1),
        [
            Curve.Settling("train:logloss", 0.69, 0.31, 14, 0.004), Curve.Settling("validation:logloss", 0.7, 0.36, 14, 0.006),
            Curve.Settling("validation:auc", 0.62, 0.87, 12, 0.003),
        ],
        Usage.Ordinary(job.InstanceType));
}

/// <summary>An iteration of a run, and when it was done.</summary>
internal readonly record struct Iteration(int Number, DateTimeOffset Time);

/// <summary>A spot instance taken away, and another one come.</summary>
internal sealed record Interruption(DateTimeOffset At, DateTimeOffset Back);

/// <summary>A job of a tuning job: what was chosen for it, and what it is judged by.</summary>
internal sealed record Trial(string TuningJob, string Objective, IReadOnlyDictionary<string, string> Tuned);

/// <summary>What a tuning job is to do, and the training jobs that it started, oldest first.</summary>
internal sealed record Tuning(string Objective, int Planned, int Parallel, IReadOnlyList<Job> Trials);

/// <summary>How far a labeling job is: objects labeled by people and by a model, given up, and still to do.</summary>
internal sealed record Labels(int Human, int Machine, int Failed, int Unlabeled);

/// <summary>How far an AutoML job is; the best candidate's score once there is one.</summary>
internal sealed record AutoMl(string Secondary, double? BestScore, int Candidates);
