using MlMonitor.Core.Aws;
using MlMonitor.Core.Logs;
using MlMonitor.Core.Training.Jobs;

namespace MlMonitor.Core.Failures;

/// <summary>Reads what a failed job of SageMaker says about itself, and the end of its log.</summary>
internal sealed class JobFailure(AwsCaller caller, TimeProvider clock)
{
    public static bool Knows(string resource) => KindOf(resource) is not null;

    public async Task<TrailPart?> DescribeAsync(string arn, int logLines, CancellationToken cancellationToken)
    {
        var resource = AwsArn.ResourceOf(arn)!;
        var name = resource[(resource.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var reader = new JobReader(caller, clock);
        var kind = reader.Kinds().First(k => k.Type == KindOf(resource));
        if (await reader.DescribeAsync(kind, name, cancellationToken).ConfigureAwait(false) is not { } job)
            return null;

        // The reason of a processing job is a pointer to its exit message.
        var reason = job.ExitMessage.Length > 0 ? job.ExitMessage : job.FailureReason;
        // One that ran out of its time has no reason, but a word for it.
        if (reason.Length == 0 && job.SecondaryStatus is { } secondary && secondary != job.RawStatus)
            reason = secondary;
        IReadOnlyList<MlLogLine> log = logLines == 0 || job.LogGroup is null
            ? []
            // A labeling job writes to a stream of its own name, every other to streams below it.
            : job.Type == MlJobType.Labeling ? await new LogTail(caller).ReadAsync(job.LogGroup, name, logLines, cancellationToken).ConfigureAwait(false)
            : await new LogTail(caller).ReadAllAsync(job.LogGroup, name + "/", logLines, cancellationToken).ConfigureAwait(false);
        var hop = new MlFailureHop
        {
            Kind = "Job",
            Name = name,
            Status = job.Status,
            Reason = reason,
            ReasonCode = job.RawStatus,
            FailedAt = job.Ended,
            Arn = arn,
            ConsoleLink = job.ConsoleLink,
        };
        return new TrailPart([hop], null, log);
    }

    private static MlJobType? KindOf(string resource) => resource.Split('/')[0] switch
    {
        "training-job" => MlJobType.Training,
        "processing-job" => MlJobType.Processing,
        "transform-job" => MlJobType.Transform,
        "hyper-parameter-tuning-job" => MlJobType.Tuning,
        "labeling-job" => MlJobType.Labeling,
        "automl-job" => MlJobType.AutoML,
        _ => null,
    };
}
