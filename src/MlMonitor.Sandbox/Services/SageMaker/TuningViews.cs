using MlMonitor.Sandbox.Platform.Jobs;

namespace MlMonitor.Sandbox.Services.SageMaker;

/// <summary>Tuning jobs and their trials as SageMaker shows them.</summary>
internal static class TuningViews
{
    public static object Summary(Job job) => new
    {
        HyperParameterTuningJobName = job.Name,
        HyperParameterTuningJobArn = job.Arn,
        HyperParameterTuningJobStatus = job.Status,
        Strategy = "Bayesian",
        CreationTime = job.Created,
        HyperParameterTuningEndTime = job.Ended,
        LastModifiedTime = job.LastModified,
        TrainingJobStatusCounters = Counters(job),
        ObjectiveStatusCounters = ObjectiveCounters(job),
        ResourceLimits = Limits(job),
    };

    /// <summary>A tuning job; a record of Search has its tags too.</summary>
    public static object Job(Job job, bool tags = false) => new
    {
        HyperParameterTuningJobName = job.Name,
        HyperParameterTuningJobArn = job.Arn,
        HyperParameterTuningJobConfig = new
        {
            Strategy = "Bayesian",
            HyperParameterTuningJobObjective = new { Type = "Maximize", MetricName = job.Tuning!.Objective },
            ResourceLimits = Limits(job),
            ParameterRanges = new
            {
                IntegerParameterRanges = new[] { new { Name = "max_depth", MinValue = "3", MaxValue = "10", ScalingType = "Auto" } },
                ContinuousParameterRanges = new[] { new { Name = "learning_rate", MinValue = "0.005", MaxValue = "0.4", ScalingType = "Logarithmic" } },
                CategoricalParameterRanges = Array.Empty<object>(),
            },
            TrainingJobEarlyStoppingType = "Off",
        },
        TrainingJobDefinition = new
        {
            StaticHyperParameters = new { _tuning_objective_metric = job.Tuning.Objective, wandb_api_key = "sandbox-secret-value-3" },
            AlgorithmSpecification = new { TrainingImage = JobViews.Image(job), TrainingInputMode = "File" },
            job.RoleArn,
            OutputDataConfig = new { S3OutputPath = $"s3://{JobViews.Bucket(job)}/{job.Name}/output" },
            ResourceConfig = new { InstanceType = job.Tuning.Trials[0].InstanceType, InstanceCount = 1, VolumeSizeInGB = 30 },
            StoppingCondition = new { MaxRuntimeInSeconds = 86_400 },
        },
        HyperParameterTuningJobStatus = job.Status,
        CreationTime = job.Created,
        HyperParameterTuningEndTime = job.Ended,
        LastModifiedTime = job.LastModified,
        TrainingJobStatusCounters = Counters(job),
        ObjectiveStatusCounters = ObjectiveCounters(job),
        BestTrainingJob = BestOf(job) is { } best ? Trial(best, summary: true) : null,
        TuningJobCompletionDetails = new { NumberOfTrainingJobsObjectiveNotImproving = SinceBest(job) },
        ConsumedResources = new
        {
            RuntimeInSeconds = (int)job.Tuning.Trials.Sum(trial => ((trial.Ended ?? job.Home.Now) - trial.Started).TotalSeconds),
        },
        Tags = tags ? JobViews.Tags(job) : null,
    };

    /// <summary>A trial; the best one's summary names its tuning job no more than SageMaker does.</summary>
    public static object Trial(Job trial, bool summary = false) => new
    {
        TrainingJobName = trial.Name,
        TrainingJobArn = trial.Arn,
        TuningJobName = summary ? null : trial.Trial!.TuningJob,
        CreationTime = trial.Created,
        TrainingStartTime = trial.Started,
        TrainingEndTime = trial.Ended,
        TrainingJobStatus = trial.Status,
        TunedHyperParameters = trial.Trial!.Tuned,
        FailureReason = trial.Failure?.Reason,
        FinalHyperParameterTuningJobObjectiveMetric = ScoreOf(trial) is { } score ? new { Type = "Maximize", score.MetricName, score.Value } : null,
        ObjectiveStatus = trial.Status switch { "Completed" => "Succeeded", "InProgress" => "Pending", _ => "Failed" },
    };

    /// <summary>What a trial came to: the last value of the objective.</summary>
    public static FinalMetric? ScoreOf(Job trial) => trial.Status == "Completed"
        ? JobViews.FinalMetrics(trial)?.FirstOrDefault(metric => metric.MetricName == trial.Trial!.Objective)
        : null;

    private static Job? BestOf(Job job) => job.Tuning!.Trials.Where(trial => ScoreOf(trial) is not null).MaxBy(trial => ScoreOf(trial)!.Value);

    private static int SinceBest(Job job) => BestOf(job) is { } best
        ? job.Tuning!.Trials.Count(trial => trial.Status == "Completed" && trial.Ended > best.Ended)
        : 0;

    private static object Counters(Job job) => new
    {
        Completed = Count(job, "Completed"),
        InProgress = Count(job, "InProgress"),
        RetryableError = 0,
        NonRetryableError = Count(job, "Failed"),
        Stopped = Count(job, "Stopped"),
    };

    private static object ObjectiveCounters(Job job) => new
    {
        Succeeded = Count(job, "Completed"),
        Pending = Count(job, "InProgress"),
        Failed = Count(job, "Failed"),
    };

    private static object Limits(Job job) => new { MaxNumberOfTrainingJobs = job.Tuning!.Planned, MaxParallelTrainingJobs = job.Tuning.Parallel };

    private static int Count(Job job, string status) => job.Tuning!.Trials.Count(trial => trial.Status == status);
}
