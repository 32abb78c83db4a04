using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Training.Jobs;

namespace MlMonitor.Core.Training.Metrics;

/// <summary>What the description of a training job tells about its metrics.</summary>
internal sealed partial class TrainedJob
{
    /// <summary>Metrics still come in when the job is over.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    /// <summary>Each instance is asked for five metrics. A reply that names more instances than any job has must not make billions of queries.</summary>
    private const int MostNodes = 1000;

    private TrainedJob(string name, DescribeTrainingJobResponse job, DateTimeOffset now)
    {
        Name = name;
        Arn = job.TrainingJobArn;
        Status = JobStatusMap.Of(job.TrainingJobStatus?.Value, job.SecondaryStatus?.Value);
        SecondaryStatus = job.SecondaryStatus?.Value ?? "";
        HasStarted = job.TrainingStartTime is not null;
        Ended = Status.IsTerminal() ? AwsTime.Utc(job.TrainingEndTime ?? job.LastModifiedTime) : null;
        Life = new MlWindow(AwsTime.Utc(job.CreationTime) ?? now, (Ended ?? now) + Late);
        Final = [.. (job.FinalMetricDataList ?? []).Where(m => m.MetricName is { Length: > 0 })];
        Definitions = [.. (job.AlgorithmSpecification?.MetricDefinitions ?? []).Where(d => d.Name is { Length: > 0 })];
        Names = [.. Definitions.Select(d => d.Name).Concat(Final.Select(m => m.MetricName)).OfType<string>().Distinct(StringComparer.Ordinal)];
        var types = (job.ResourceConfig?.InstanceGroups ?? []).Select(g => g.InstanceType?.Value).Prepend(job.ResourceConfig?.InstanceType?.Value).OfType<string>();
        HasGpu = types.Any(t => Gpu().IsMatch(t));
        NodeCount = (int)Math.Clamp(job.ResourceConfig?.InstanceCount ?? job.ResourceConfig?.InstanceGroups?.Sum(g => (long)(g.InstanceCount ?? 0)) ?? 1, 1, MostNodes);
    }

    public string Name { get; }

    public string Arn { get; }

    public MlStatus Status { get; }

    public string SecondaryStatus { get; }

    public bool HasStarted { get; }

    public DateTimeOffset? Ended { get; }

    /// <summary>When it can have had metrics.</summary>
    public MlWindow Life { get; }

    /// <summary>The last values of the algorithm's metrics.</summary>
    public IReadOnlyList<MetricData> Final { get; }

    /// <summary>How the algorithm's metrics are read off its log, as far as the job says.</summary>
    public IReadOnlyList<MetricDefinition> Definitions { get; }

    /// <summary>The algorithm's metrics as far as the job names them: the definitions, then what has a final value.</summary>
    public IReadOnlyList<string> Names { get; }

    public bool HasGpu { get; }

    public int NodeCount { get; }

    /// <summary>Whether a call about it failed, which has been reported: what is missing is then not for want of data.</summary>
    public bool Failed { get; set; }

    public static TrainedJob Of(string name, DescribeTrainingJobResponse job, DateTimeOffset now) => new(name, job, now);

    /// <summary>
    /// SageMaker gives the last values as 32-bit numbers. The shortest text that means the same 32 bits is what was meant: 0.861,
    /// and not 0.8610000014305115.
    /// </summary>
    public static double Widen(float value) =>
        double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    // The families of instances with GPUs that CloudWatch has metrics of: p and g.
    [GeneratedRegex(@"^ml\.[pg]\d")]
    private static partial Regex Gpu();
}
