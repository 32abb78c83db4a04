namespace MlMonitor;

/// <summary>What every object must tell about itself for an alert to be made of it.</summary>
public interface IMlAlertable
{
    /// <summary>How much it matters.</summary>
    MlSeverity Severity { get; }

    /// <summary>The service or check that speaks, such as <c>CodePipeline</c>.</summary>
    string AlertSource { get; }

    /// <summary>The name of the thing it is about.</summary>
    string Resource { get; }

    /// <summary>The ARN of the thing it is about, where there is one.</summary>
    string? Arn { get; }

    /// <summary>The AWS region it was seen in.</summary>
    string? Region { get; }

    /// <summary>The twelve digits of the AWS account it was seen in.</summary>
    string? Account { get; }

    /// <summary>What is wrong, in words.</summary>
    string Reason { get; }

    /// <summary>The status in words: a unified status, or the severity where there is none.</summary>
    string AlertStatus { get; }

    /// <summary>Since when it has been so (UTC).</summary>
    DateTimeOffset? Since { get; }

    /// <summary>Where in the AWS console to look.</summary>
    Uri? ConsoleLink { get; }

    /// <summary>
    /// The stable key of what this is about: the same for every later object about the same thing, whatever its state,
    /// so that receivers can thread and deduplicate.
    /// </summary>
    string Key { get; }

    /// <summary>Distinguishes this occurrence from the next under the same key, such as an execution id; empty where nothing does.</summary>
    string Occurrence { get; }
}
