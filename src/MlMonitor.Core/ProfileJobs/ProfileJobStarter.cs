using Amazon.Runtime;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Storage;
using MlMonitor.Core.Training.Jobs;

namespace MlMonitor.Core.ProfileJobs;

/// <summary>Starts profile jobs.</summary>
/// <param name="connection">Where and as whom.</param>
/// <param name="sink">Hears of problems.</param>
public sealed class ProfileJobStarter(AwsConnection connection, IMonitorSink sink)
{
    private const string Service = "SageMaker";
    private readonly AwsCaller _caller = new(connection, sink);

    /// <summary>Lists the files of the window and makes the request. Writes nothing.</summary>
    /// <param name="folder">Where the requests lie: the place of an endpoint or of a variant.</param>
    /// <param name="plan">What the job is to do.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The job; null where there is nothing to read, which has then been reported.</returns>
    public async Task<PreparedProfileJob?> PrepareAsync(S3Location folder, ProfileJobPlan plan, CancellationToken cancellationToken)
    {
        Problem? problem = null;
        var files = new List<CaptureFile>();
        var place = CaptureSource.OfS3(folder, connection).Open(sink);
        await foreach (var file in place.FilesAsync(new CaptureWindow(plan.Window), p => problem ??= p, cancellationToken).ConfigureAwait(false))
            if (plan.VariantName is null || file.Origin is not { } origin || string.Equals(origin.Variant, plan.VariantName, StringComparison.OrdinalIgnoreCase))
                files.Add(file);
        problem ??= files.Count == 0 ? await place.WhyEmptyAsync(cancellationToken).ConfigureAwait(false) : null;
        if (problem is not null)
        {
            _caller.Report(problem);
            return null;
        }

        if (files.Count < plan.InstanceCount)
            sink.Warn($"There are {files.Count} files for {plan.InstanceCount} instances: some have nothing to do.");
        return ProfileJobRequest.Make(plan, folder, files);
    }

    /// <summary>Writes the list of files and starts the job, or finds the one that was started by the same request.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The job as it was started; null where it was not, which has then been reported.</returns>
    public async Task<MlProfileJob?> StartAsync(PreparedProfileJob job, CancellationToken cancellationToken)
    {
        if (await new S3Reader(_caller).PutAsync(job.Manifest, job.ManifestContent, "application/json", cancellationToken).ConfigureAwait(false) is { } unwritten)
        {
            _caller.Report(unwritten);
            return null;
        }

        var isTaken = false;
        var client = connection.Clients.SageMaker(connection);
        var reply = await _caller.TryAsync(Service, "sagemaker:CreateProcessingJob", job.JobName,
            token => client.CreateProcessingJobAsync(job.Request, token), cancellationToken, tolerated: e => isTaken = IsTaken(e)).ConfigureAwait(false);
        if (reply is not null)
            return Show(job, reply.ProcessingJobArn, MlStatus.InProgress, isKnown: false);
        if (!isTaken)
            return null;
        var known = await _caller.TryAsync(Service, "sagemaker:DescribeProcessingJob", job.JobName,
            token => client.DescribeProcessingJobAsync(new DescribeProcessingJobRequest { ProcessingJobName = job.JobName }, token), cancellationToken).ConfigureAwait(false);
        return known is null ? null : Known(job, known);
    }

    private MlProfileJob? Known(PreparedProfileJob job, DescribeProcessingJobResponse known)
    {
        var status = JobStatusMap.Of(known.ProcessingJobStatus?.Value);
        var isSame = known.ProcessingOutputConfig?.Outputs is [{ S3Output.S3Uri: { } path }, ..] && path == job.Path;
        if (isSame && status is MlStatus.Succeeded or MlStatus.InProgress or MlStatus.Pending)
        {
            sink.Detail($"The job {job.JobName} was started before by the same request: {status}.");
            return Show(job, known.ProcessingJobArn, status, isKnown: true);
        }

        sink.Report(Problem.Of(ProblemId.JobNameTaken,
            isSame ? $"The job {job.JobName} was started before by the same request, and is {status}." : $"There is another job called {job.JobName}.",
            job.JobName, "Give another name as -JobName."));
        return null;
    }

    private static bool IsTaken(AmazonServiceException e) => e.ErrorCode is "ResourceInUse" or "ResourceInUseException"
        || (e.Message ?? "").Contains("already exists", StringComparison.OrdinalIgnoreCase);

    private MlProfileJob Show(PreparedProfileJob job, string? arn, MlStatus status, bool isKnown) => new()
    {
        JobName = job.JobName,
        Status = status,
        IsKnown = isKnown,
        EndpointName = job.Plan.EndpointName,
        VariantName = job.Plan.VariantName,
        Window = job.Plan.Window,
        Path = job.Path,
        FileCount = job.FileCount,
        Bytes = job.Bytes,
        InstanceType = job.Plan.InstanceType,
        InstanceCount = job.Plan.InstanceCount,
        Arn = arn,
        Region = connection.Region,
        Account = AwsArn.AccountOf(arn),
        ProfileName = connection.ProfileName,
        ConsoleLink = new Uri($"{AwsPartition.ConsoleOf(connection.Region)}/sagemaker/home?region={connection.Region}#/processing-jobs/{Uri.EscapeDataString(job.JobName)}"),
    };
}
