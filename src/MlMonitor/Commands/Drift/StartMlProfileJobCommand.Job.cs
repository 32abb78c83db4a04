using System.Collections;
using System.Globalization;
using System.Management.Automation;
using MlMonitor.Core.ProfileJobs;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Commands;

/// <summary>What the job runs as, and on what.</summary>
public sealed partial class StartMlProfileJobCommand
{
    /// <summary>The image with the program.</summary>
    [Parameter(Mandatory = true)]
    [ValidateLength(1, 255)]
    public string ImageUri { get; set; } = "";

    /// <summary>The role the job runs as.</summary>
    [Parameter(Mandatory = true)]
    [ValidatePattern("^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$")]
    public string RoleArn { get; set; } = "";

    /// <summary>The address in S3 below which the list of files and the profiles go.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string OutputS3Uri { get; set; } = "";

    /// <summary>The job's name.</summary>
    [Parameter]
    [ValidatePattern("^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$")]
    public string? JobName { get; set; }

    /// <summary>The instance type.</summary>
    [Parameter]
    [ValidatePattern("^ml[.].+$")]
    public string InstanceType { get; set; } = "ml.m5.xlarge";

    /// <summary>How many instances share the files.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int InstanceCount { get; set; } = 2;

    /// <summary>The size of each instance's volume.</summary>
    [Parameter]
    [ValidateRange(1, 16_384)]
    public int? VolumeSizeInGB { get; set; }

    /// <summary>The longest the job may run.</summary>
    [Parameter]
    [Seconds]
    [ValidateSeconds(60, 777_600)]
    public TimeSpan MaxRuntime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The key that the profiles are encrypted with.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KmsKeyId { get; set; }

    /// <summary>The key that the volumes are encrypted with.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? VolumeKmsKeyId { get; set; }

    /// <summary>The subnets to run in.</summary>
    [Parameter]
    [ValidateCount(1, 16)]
    public string[]? SubnetId { get; set; }

    /// <summary>The security groups to run in.</summary>
    [Parameter]
    [ValidateCount(1, 5)]
    public string[]? SecurityGroupId { get; set; }

    /// <summary>Lets the container use the network.</summary>
    [Parameter]
    public SwitchParameter AllowNetwork { get; set; }

    /// <summary>The tags of the job.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable Tag { get; set; } = [];

    /// <summary>The model that answered.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ModelName { get; set; }

    /// <summary>How many bytes a profile may take before columns are summarised.</summary>
    [Parameter]
    [ValidateRange(1L << 20, long.MaxValue)]
    public long MemoryLimit { get; set; } = ProfileOptions.Default.MemoryLimit;

    /// <summary>Waits until the job has ended, and gives the merged profile.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How long to let pass between two looks at the job.</summary>
    [Parameter]
    [Seconds]
    [ValidateSeconds(1, 86_400)]
    public TimeSpan PollingInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Where to write the merged profile.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutputPath { get; set; }

    /// <summary>The names of columns that were told by their place.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Header { get; set; }

    private ProfileJobPlan Plan(string? endpoint) => new()
    {
        ImageUri = ImageUri,
        RoleArn = RoleArn,
        Output = _output!,
        Window = _window!,
        EndpointName = endpoint,
        VariantName = VariantName,
        ModelName = ModelName,
        JobName = JobName,
        InstanceType = InstanceType,
        InstanceCount = InstanceCount,
        VolumeSizeInGB = VolumeSizeInGB,
        MaxRuntime = MaxRuntime,
        MemoryLimit = MemoryLimit,
        KmsKeyId = KmsKeyId,
        VolumeKmsKeyId = VolumeKmsKeyId,
        SubnetIds = SubnetId ?? [],
        SecurityGroupIds = SecurityGroupId ?? [],
        AllowNetwork = AllowNetwork,
        Tags = Tag.Cast<DictionaryEntry>().ToDictionary(tag => Convert.ToString(tag.Key, CultureInfo.InvariantCulture)!, tag => Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? ""),
    };
}
