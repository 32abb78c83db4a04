using MlMonitor.Sandbox.Platform.Jobs;

namespace MlMonitor.Sandbox.Services.SageMaker;

/// <summary>What training and tuning jobs are searched by, and how they are shown when found.</summary>
internal static class JobSearch
{
    public static SearchIndex<Job> Of(string resource) => new(resource, PropertyOf, job => new
    {
        TrainingJob = job.Type == JobType.Training ? JobViews.Training(job, tags: true) : null,
        HyperParameterTuningJob = job.Type == JobType.HyperParameterTuning ? TuningViews.Job(job, tags: true) : null,
    });

    private static Func<Job, object?>? PropertyOf(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return (dot < 0 ? name : name[..dot], dot < 0 ? "" : name[(dot + 1)..]) switch
        {
            ("CreationTime", _) => job => job.Created,
            ("LastModifiedTime", _) => job => job.LastModified,
            ("TrainingStartTime", _) => job => job.Ran ? job.Started : null,
            ("TrainingEndTime" or "HyperParameterTuningEndTime", _) => job => job.Ended,
            ("TrainingJobName" or "HyperParameterTuningJobName", _) => job => job.Name,
            ("TrainingJobArn" or "HyperParameterTuningJobArn", _) => job => job.Arn,
            ("TrainingJobStatus" or "HyperParameterTuningJobStatus", _) => job => job.Status,
            ("SecondaryStatus", _) => JobViews.SecondaryStatus,
            ("FailureReason", _) => job => job.Failure?.Reason,
            ("TuningJobArn", _) => JobViews.TuningArn,
            ("ResourceConfig", "InstanceType") => job => job.InstanceType,
            ("ResourceConfig", "InstanceCount") => job => (double)job.InstanceCount,
            ("EnableManagedSpotTraining", _) => job => job.SpotShare is null ? "false" : "true",
            ("RoleArn", _) => job => job.RoleArn,
            ("Tags", var key) => job => job.Tags.GetValueOrDefault(key),
            ("HyperParameters", var key) => job => job.Settings.GetValueOrDefault(key),
            ("Metrics", var key) => job => JobViews.FinalMetrics(job)?.FirstOrDefault(metric => metric.MetricName == key)?.Value,
            _ => null,
        };
    }
}
