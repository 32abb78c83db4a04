using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Logs;

namespace MlMonitor.Core.Failures;

/// <summary>Reads what a failed job of SageMaker says about itself, and the end of its log.</summary>
internal sealed class JobFailure(AwsCaller caller)
{
    private const string Service = "SageMaker";

    public static bool Knows(string resource) => Page(resource) is not null;

    public async Task<TrailPart?> DescribeAsync(string arn, int logLines, CancellationToken cancellationToken)
    {
        var resource = AwsArn.ResourceOf(arn)!;
        var name = resource[(resource.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var (console, logGroup) = Page(resource)!.Value;
        if (await JobAsync(console, name, cancellationToken).ConfigureAwait(false) is not { } job)
            return null;

        var region = caller.Connection.Region;
        var hop = new MlFailureHop
        {
            Kind = "Job",
            Name = name,
            Status = MlStatus.Failed,
            Reason = LogText.CleanLines(job.Reason),
            ReasonCode = job.Status,
            FailedAt = job.Ended,
            Arn = arn,
            ConsoleLink = new Uri($"{AwsPartition.ConsoleOf(region)}/sagemaker/home?region={region}#/{console}/{Uri.EscapeDataString(name)}"),
        };
        var log = logLines == 0 ? [] : await new LogTail(caller).ReadAllAsync(logGroup, name + "/", logLines, cancellationToken).ConfigureAwait(false);
        return new TrailPart([hop], null, log);
    }

    /// <summary>The kind of job in the console's address and its log group; null for what is no job this reads.</summary>
    private static (string Console, string LogGroup)? Page(string resource) => resource.Split('/')[0] switch
    {
        "training-job" => ("jobs", "/aws/sagemaker/TrainingJobs"),
        "processing-job" => ("processing-jobs", "/aws/sagemaker/ProcessingJobs"),
        "transform-job" => ("transform-jobs", "/aws/sagemaker/TransformJobs"),
        _ => null,
    };

    private async Task<(string? Status, string? Reason, DateTimeOffset? Ended)?> JobAsync(string console, string name, CancellationToken cancellationToken)
    {
        var client = caller.Clients.SageMaker(caller.Connection);
        switch (console)
        {
            case "jobs":
                var training = await TryAsync("sagemaker:DescribeTrainingJob", t => client.DescribeTrainingJobAsync(new DescribeTrainingJobRequest { TrainingJobName = name }, t)).ConfigureAwait(false);
                return training is null ? null : (training.TrainingJobStatus?.Value, training.FailureReason, AwsTime.Utc(training.TrainingEndTime));
            case "processing-jobs":
                var processing = await TryAsync("sagemaker:DescribeProcessingJob", t => client.DescribeProcessingJobAsync(new DescribeProcessingJobRequest { ProcessingJobName = name }, t)).ConfigureAwait(false);
                return processing is null ? null : (processing.ProcessingJobStatus?.Value, processing.ExitMessage ?? processing.FailureReason, AwsTime.Utc(processing.ProcessingEndTime));
            default:
                var transform = await TryAsync("sagemaker:DescribeTransformJob", t => client.DescribeTransformJobAsync(new DescribeTransformJobRequest { TransformJobName = name }, t)).ConfigureAwait(false);
                return transform is null ? null : (transform.TransformJobStatus?.Value, transform.FailureReason, AwsTime.Utc(transform.TransformEndTime));
        }

        Task<T?> TryAsync<T>(string action, Func<CancellationToken, Task<T>> call)
            where T : class =>
            caller.TryAsync(Service, action, name, call, cancellationToken, (_, _) => caller.Sink.Detail($"There is no job {name}."));
    }
}
