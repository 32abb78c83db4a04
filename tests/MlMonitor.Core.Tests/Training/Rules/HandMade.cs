using MlMonitor.Core.Tests.Training.Rules.Curves;
using MlMonitor.Core.Training.Rules;

namespace MlMonitor.Core.Tests.Training.Rules;

/// <summary>Makes evidence by hand.</summary>
internal static class HandMade
{
    /// <summary>When training began; everything is judged <see cref="Now"/>, two hours later.</summary>
    public static readonly DateTimeOffset Start = Runs.Start;
    public static readonly DateTimeOffset Now = Start.AddHours(2);

    public static readonly MlJob Running = new()
    {
        JobName = "churn-xgb-1",
        Type = MlJobType.Training,
        Status = MlStatus.InProgress,
        RawStatus = "InProgress",
        SecondaryStatus = "Training",
        Started = Start,
        MaximumRuntimeSeconds = 86400,
        Arn = "arn:aws:sagemaker:eu-central-1:123456789012:training-job/churn-xgb-1",
        Account = "123456789012",
        ProfileName = "prod",
        Region = "eu-central-1",
    };

    public static readonly MlJob Ended = Running with { Status = MlStatus.Succeeded, RawStatus = "Completed", SecondaryStatus = "Completed", Ended = Now };

    /// <summary>A job with metrics whose points are spread over the two hours.</summary>
    public static TrainingEvidence Of(MlJob job, params (string Name, double[] Values)[] metrics) =>
        new() { Job = job, Metrics = [.. metrics.Select(m => Runs.Series(m.Name, m.Values, Now - Start))], Now = Now };

    /// <summary>The use of a node, minute by minute, up to an end.</summary>
    public static MlTrainingSeries Load(string metric, DateTimeOffset end, double[] values, string? node = "algo-1") => new()
    {
        JobName = "churn-xgb-1",
        MetricName = metric,
        Node = node,
        Source = MlMetricSource.CloudWatch,
        Region = "eu-central-1",
        Points =
        [
            .. values.Select((v, i) => new MlTrainingMetric
            {
                JobName = "churn-xgb-1",
                MetricName = metric,
                Value = v,
                Time = end.AddMinutes(i - values.Length + 1),
                Node = node,
                Source = MlMetricSource.CloudWatch,
                Region = "eu-central-1",
            }),
        ],
    };

    /// <summary>So many equal values.</summary>
    public static double[] Flat(int count, double value) => [.. Enumerable.Repeat(value, count)];

    /// <summary>What a check found in a job; nothing where it found nothing.</summary>
    public static MlTrainingFinding[] Found(this TrainingEvidence evidence, MlTrainingCheck check, TrainingThresholds? thresholds = null) =>
        [.. TrainingTest.Judge(evidence, thresholds).Where(f => f.Check == check)];
}
