using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.SageMaker;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Storage;

namespace MlMonitor.Core.ProfileJobs;

/// <summary>Makes the request of a profile job, and the list of the files that it is to read.</summary>
internal static class ProfileJobRequest
{
    private const string Capture = "capture";
    private const string Profiles = "profiles";
    private const long Gigabyte = 1_000_000_000;

    /// <summary>The least that SageMaker's own examples give a job, and what an instance needs beside its files.</summary>
    private const int SmallestVolume = 30;
    private const int Spare = 10;

    /// <summary>Makes the request.</summary>
    /// <param name="plan">What the job is to do.</param>
    /// <param name="folder">Where all files lie below.</param>
    /// <param name="files">The files.</param>
    public static PreparedProfileJob Make(ProfileJobPlan plan, S3Location folder, IReadOnlyList<CaptureFile> files)
    {
        var bytes = files.Sum(file => file.Size);
        // A list of files, and not a prefix: a job reads the hours of the window and no others.
        var prefix = folder.AsFolder.ToString();
        var manifest = JsonSerializer.SerializeToUtf8Bytes((object[])[new { prefix }, .. files.Select(file => file.Name[prefix.Length..])]);
        var unnamed = Request(plan, bytes);
        var name = plan.JobName ?? NameOf(plan, unnamed, manifest);
        var place = plan.Output.Below(name);
        unnamed.ProcessingJobName = name;
        unnamed.ProcessingInputs[0].S3Input.S3Uri = place.Below(Capture + ".manifest").ToString();
        unnamed.ProcessingOutputConfig.Outputs[0].S3Output.S3Uri = place.Below(Profiles + "/").ToString();
        return new PreparedProfileJob(plan, unnamed, place.Below(Capture + ".manifest"), manifest, files.Count, bytes);
    }

    private static CreateProcessingJobRequest Request(ProfileJobPlan plan, long bytes) => new()
    {
        AppSpecification = new AppSpecification
        {
            ImageUri = plan.ImageUri,
            ContainerArguments = [.. new ProfileJobArguments
            {
                EndpointName = plan.EndpointName, VariantName = plan.VariantName, ModelName = plan.ModelName, Window = plan.Window, MemoryLimit = plan.MemoryLimit,
            }.ToArguments()],
        },
        ProcessingInputs =
        [
            new ProcessingInput
            {
                InputName = Capture,
                S3Input = new ProcessingS3Input
                {
                    LocalPath = ProfileJobFolders.InputPath,
                    S3DataType = ProcessingS3DataType.ManifestFile,
                    S3InputMode = ProcessingS3InputMode.File,
                    S3DataDistributionType = ProcessingS3DataDistributionType.ShardedByS3Key,
                    S3CompressionType = ProcessingS3CompressionType.None,
                },
            },
        ],
        ProcessingOutputConfig = new ProcessingOutputConfig
        {
            KmsKeyId = plan.KmsKeyId,
            Outputs =
            [
                new ProcessingOutput
                {
                    OutputName = Profiles,
                    S3Output = new ProcessingS3Output { LocalPath = ProfileJobFolders.OutputPath, S3UploadMode = ProcessingS3UploadMode.EndOfJob },
                },
            ],
        },
        ProcessingResources = new ProcessingResources
        {
            ClusterConfig = new ProcessingClusterConfig
            {
                InstanceType = plan.InstanceType,
                InstanceCount = plan.InstanceCount,
                VolumeSizeInGB = plan.VolumeSizeInGB ?? VolumeFor(bytes, plan.InstanceCount),
                VolumeKmsKeyId = plan.VolumeKmsKeyId,
            },
        },
        StoppingCondition = new ProcessingStoppingCondition { MaxRuntimeInSeconds = (int)Math.Ceiling(plan.MaxRuntime.TotalSeconds) },
        NetworkConfig = new NetworkConfig
        {
            EnableNetworkIsolation = !plan.AllowNetwork,
            VpcConfig = plan.SubnetIds.Count == 0 ? null : new VpcConfig { Subnets = [.. plan.SubnetIds], SecurityGroupIds = [.. plan.SecurityGroupIds] },
        },
        RoleArn = plan.RoleArn,
        Tags = [.. plan.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
    };

    // Shards are of whole files and need not be even: twice the share.
    private static int VolumeFor(long bytes, int instances) => (int)Math.Clamp(Spare + (2 * bytes / instances / Gigabyte), SmallestVolume, 16_384);

    /// <summary>The same request on the same files gets the same name, so that it is not done twice.</summary>
    private static string NameOf(ProfileJobPlan plan, CreateProcessingJobRequest request, byte[] manifest)
    {
        byte[] all = [.. Encoding.UTF8.GetBytes(RequestText.Of(request)), 0, .. Encoding.UTF8.GetBytes(plan.Output.ToString()), 0, .. manifest];
        var hash = Convert.ToHexString(SHA256.HashData(all)).ToLowerInvariant()[..10];
        var endpoint = new string((plan.EndpointName ?? Capture).Where(c => char.IsAsciiLetterOrDigit(c) || c == '-').Take(28).ToArray()).Trim('-');
        return string.Create(CultureInfo.InvariantCulture, $"mlprofile-{endpoint}-{plan.Window.After.UtcDateTime:yyyyMMddHH}-{hash}").Replace("--", "-", StringComparison.Ordinal);
    }
}
