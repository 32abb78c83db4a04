using Amazon.Runtime;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>What sets one AWS service apart on the wire.</summary>
internal sealed class ServiceDescription
{
    /// <summary>The name that the SDK puts into logs and metrics, such as Amazon.SageMaker.</summary>
    public required string ServiceName { get; init; }

    /// <summary>The name that selects AWS_ENDPOINT_URL_&lt;SERVICE&gt; and a services section in a profile.</summary>
    public required string ServiceId { get; init; }

    public required string ApiVersion { get; init; }

    public required string EndpointPrefix { get; init; }

    /// <summary>The service in the scope of a signature.</summary>
    public required string SigningName { get; init; }

    public string? JsonVersion { get; init; }

    public string? TargetPrefix { get; init; }

    /// <summary>Whether errors may carry the code of the Query protocol that the service once spoke.</summary>
    public bool IsQueryCompatible { get; init; }

    public required Func<ServiceError, AmazonServiceException> CreateException { get; init; }

    /// <summary>Gives the host template for a region or partition and variant that keeps to no pattern, or null.</summary>
    public Func<string, string?> FindIrregularEndpoint { get; init; } = static _ => null;
}
