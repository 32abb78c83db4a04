using Amazon.SageMaker.Model;
using MlMonitor.Core.Storage;

namespace MlMonitor.Core.ProfileJobs;

/// <summary>A profile job as it would be started, to look at before anything is written.</summary>
public sealed class PreparedProfileJob
{
    internal PreparedProfileJob(ProfileJobPlan plan, CreateProcessingJobRequest request, S3Location manifest, byte[] manifestContent, int fileCount, long bytes)
    {
        Plan = plan;
        Request = request;
        Manifest = manifest;
        ManifestContent = manifestContent;
        FileCount = fileCount;
        Bytes = bytes;
    }

    /// <summary>What it is to do.</summary>
    public ProfileJobPlan Plan { get; }

    /// <summary>The job's name.</summary>
    public string JobName => Request.ProcessingJobName;

    /// <summary>Where the profiles go, as an <c>s3://</c> address.</summary>
    public string Path => Request.ProcessingOutputConfig.Outputs[0].S3Output.S3Uri;

    /// <summary>Where the list of files goes, as an <c>s3://</c> address.</summary>
    public string ManifestPath => Manifest.ToString();

    /// <summary>How many files there are to read.</summary>
    public int FileCount { get; }

    /// <summary>How many bytes they have.</summary>
    public long Bytes { get; }

    /// <summary>The request as JSON, member by member as it is sent.</summary>
    public string RequestText => ProfileJobs.RequestText.Of(Request);

    internal CreateProcessingJobRequest Request { get; }

    internal S3Location Manifest { get; }

    internal byte[] ManifestContent { get; }
}
