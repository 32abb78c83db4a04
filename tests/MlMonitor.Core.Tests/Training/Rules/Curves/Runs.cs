using MlMonitor.Core.Training.Rules;

namespace MlMonitor.Core.Tests.Training.Rules.Curves;

/// <summary>Makes a job of curves.</summary>
internal static class Runs
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 6, 0, 0, TimeSpan.Zero);

    /// <summary>A job that runs, or has ended, with metrics that were published over the same time.</summary>
    public static TrainingEvidence Of(Dice dice, bool ended, params (string Name, double[] Values)[] metrics)
    {
        var length = TimeSpan.FromMinutes(dice.LogBetween(20, 2000));
        var end = Start + length;
        var job = new MlJob
        {
            JobName = "churn-xgb-1",
            Type = MlJobType.Training,
            Status = ended ? MlStatus.Succeeded : MlStatus.InProgress,
            SecondaryStatus = ended ? "Completed" : "Training",
            Started = Start.AddMinutes(-3),
            Ended = ended ? end.AddMinutes(2) : null,
            Region = "eu-central-1",
        };
        return new TrainingEvidence
        {
            Job = job,
            Metrics = [.. metrics.Select(m => Series(m.Name, m.Values, length))],
            Now = end + (length * 0.01),
        };
    }

    /// <summary>Points over a length of time, as <see cref="TrainingSeriesBuilder"/> has them but for the trend, which takes long and which no rule looks at.</summary>
    public static MlTrainingSeries Series(string name, double[] values, TimeSpan length) => new()
    {
        JobName = "churn-xgb-1",
        MetricName = name,
        Source = MlMetricSource.CloudWatch,
        Direction = MetricDirections.Of(name),
        Region = "eu-central-1",
        Points =
        [
            .. values.Select((v, i) => new MlTrainingMetric
            {
                JobName = "churn-xgb-1",
                MetricName = name,
                Value = v,
                Time = Start + (length * Shapes.At(i, values.Length)),
                Source = MlMetricSource.CloudWatch,
                Region = "eu-central-1",
            }),
        ],
    };
}
