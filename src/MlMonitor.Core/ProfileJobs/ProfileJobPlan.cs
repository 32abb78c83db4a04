using MlMonitor.Core.Profiles;
using MlMonitor.Core.Storage;

namespace MlMonitor.Core.ProfileJobs;

/// <summary>What a profile job is to do, on what, and as whom.</summary>
public sealed record ProfileJobPlan
{
    /// <summary>The image with the program, as <c>123456789012.dkr.ecr.eu-west-1.amazonaws.com/mlmonitor-profile:1</c>.</summary>
    public required string ImageUri { get; init; }

    /// <summary>The role the job runs as.</summary>
    public required string RoleArn { get; init; }

    /// <summary>Below which prefix the list of files and the profiles go.</summary>
    public required S3Location Output { get; init; }

    /// <summary>The window of requests, of whole hours.</summary>
    public required MlWindow Window { get; init; }

    /// <summary>The endpoint; null where only a place in S3 is known.</summary>
    public string? EndpointName { get; init; }

    /// <summary>The only variant wanted; null for all.</summary>
    public string? VariantName { get; init; }

    /// <summary>The model that answered; null where it is not known.</summary>
    public string? ModelName { get; init; }

    /// <summary>The job's name; null for one that the same request always gets.</summary>
    public string? JobName { get; init; }

    /// <summary>The instance type.</summary>
    public string InstanceType { get; init; } = "ml.m5.xlarge";

    /// <summary>How many instances share the files, 1 to 100 (ProcessingClusterConfig of the API).</summary>
    public int InstanceCount { get; init; } = 2;

    /// <summary>The size of each instance's volume in gigabytes; null for as much as its share of the files needs.</summary>
    public int? VolumeSizeInGB { get; init; }

    /// <summary>The longest it may run.</summary>
    public TimeSpan MaxRuntime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many bytes the profile of an instance may take before columns are summarised.</summary>
    public long MemoryLimit { get; init; } = ProfileOptions.Default.MemoryLimit;

    /// <summary>The key that the profiles are encrypted with; null for the bucket's own.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>The key that the volumes are encrypted with; null for SageMaker's own.</summary>
    public string? VolumeKmsKeyId { get; init; }

    /// <summary>The subnets to run in; empty for SageMaker's own network.</summary>
    public IReadOnlyList<string> SubnetIds { get; init; } = [];

    /// <summary>The security groups to run in; given with subnets.</summary>
    public IReadOnlyList<string> SecurityGroupIds { get; init; } = [];

    /// <summary>Whether the container may use the network. The program has no need to: SageMaker brings the files and takes the profiles.</summary>
    public bool AllowNetwork { get; init; }

    /// <summary>The tags of the job.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
