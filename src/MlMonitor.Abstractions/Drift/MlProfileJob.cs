namespace MlMonitor;

/// <summary>A processing job that profiles captured requests. Waited for by its name, and merged by its path.</summary>
public sealed record MlProfileJob
{
    /// <summary>The job's name.</summary>
    public required string JobName { get; init; }

    /// <summary>The kind of job: Processing.</summary>
    public MlJobType Type { get; init; } = MlJobType.Processing;

    /// <summary>The unified status when it was started, or found.</summary>
    public required MlStatus Status { get; init; }

    /// <summary>Whether it was there already: the same request makes the same name.</summary>
    public bool IsKnown { get; init; }

    /// <summary>The endpoint whose requests are profiled; null where it is not known.</summary>
    public string? EndpointName { get; init; }

    /// <summary>The only variant that was asked for; null for all.</summary>
    public string? VariantName { get; init; }

    /// <summary>The window of requests.</summary>
    public required MlWindow Window { get; init; }

    /// <summary>Where the instances leave their profiles, as an <c>s3://</c> address.</summary>
    public required string Path { get; init; }

    /// <summary>How many files of captured requests there are to read.</summary>
    public int FileCount { get; init; }

    /// <summary>How many bytes they have, as they lie there.</summary>
    public long Bytes { get; init; }

    /// <summary>The instance type.</summary>
    public required string InstanceType { get; init; }

    /// <summary>How many instances, each of which writes a profile.</summary>
    public int InstanceCount { get; init; }

    /// <summary>The job's ARN.</summary>
    public string? Arn { get; init; }

    /// <summary>The AWS region.</summary>
    public required string Region { get; init; }

    /// <summary>The twelve digits of the AWS account.</summary>
    public string? Account { get; init; }

    /// <summary>The credential profile it was started with; null where none was named.</summary>
    public string? ProfileName { get; init; }

    /// <summary>Where in the AWS console to look.</summary>
    public Uri? ConsoleLink { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{JobName}: {Status}";
}
