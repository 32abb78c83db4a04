namespace MlMonitor;

/// <summary>What an object tells about itself for an alert.</summary>
public sealed record MlAlertSubject
{
    /// <summary>How much it matters.</summary>
    public required MlSeverity Severity { get; init; }

    /// <summary>What is wrong, in words of any length.</summary>
    public required string Reason { get; init; }

    /// <summary>
    /// The stable key of what this is about: the same for every later object about the same thing, whatever its state, so
    /// that receivers can thread and deduplicate.
    /// </summary>
    public required string Key { get; init; }

    /// <summary>Distinguishes this occurrence from the next under the same key, such as an execution id; empty where nothing does.</summary>
    public string Occurrence { get; init; } = "";

    /// <summary>The service or check that speaks, such as <c>CodePipeline</c>.</summary>
    public string? Source { get; init; }

    /// <summary>The name of the thing it is about.</summary>
    public string? Resource { get; init; }

    /// <summary>The ARN of the thing it is about.</summary>
    public string? Arn { get; init; }

    /// <summary>The AWS region it was seen in.</summary>
    public string? Region { get; init; }

    /// <summary>The twelve digits of the AWS account it was seen in.</summary>
    public string? Account { get; init; }

    /// <summary>The status in words.</summary>
    public string? Status { get; init; }

    /// <summary>Since when it has been so (UTC).</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Where in the AWS console to look.</summary>
    public Uri? ConsoleLink { get; init; }
}
