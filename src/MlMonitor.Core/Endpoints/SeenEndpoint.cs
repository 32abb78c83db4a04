using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Endpoints;

/// <summary>An endpoint as SageMaker told of it, by a description or by a record of a search.</summary>
internal sealed record SeenEndpoint
{
    public required string Name { get; init; }

    public string? Arn { get; init; }

    public string? ConfigName { get; init; }

    public string? RawStatus { get; init; }

    public string? FailureReason { get; init; }

    public DateTimeOffset? Created { get; init; }

    public DateTimeOffset? LastModified { get; init; }

    public IReadOnlyList<ProductionVariantSummary> Production { get; init; } = [];

    public IReadOnlyList<ProductionVariantSummary> Shadow { get; init; } = [];

    public DataCaptureConfigSummary? Capture { get; init; }

    /// <summary>The deployment under way. Only a description has it.</summary>
    public PendingDeploymentSummary? Pending { get; init; }

    /// <summary>Whether requests wait in a queue. Only a description has it; the configuration says so too.</summary>
    public bool IsAsynchronous { get; init; }

    public bool IsServerless => Production.Any(v => v.CurrentServerlessConfig is not null || v.DesiredServerlessConfig is not null);

    /// <summary>An endpoint as it was described.</summary>
    public static SeenEndpoint Of(DescribeEndpointResponse told, string name) => new()
    {
        Name = told.EndpointName ?? name,
        Arn = told.EndpointArn,
        ConfigName = told.EndpointConfigName,
        RawStatus = told.EndpointStatus?.Value,
        FailureReason = told.FailureReason,
        Created = AwsTime.Utc(told.CreationTime),
        LastModified = AwsTime.Utc(told.LastModifiedTime),
        Production = told.ProductionVariants ?? [],
        Shadow = told.ShadowProductionVariants ?? [],
        Capture = told.DataCaptureConfig,
        Pending = told.PendingDeploymentSummary,
        IsAsynchronous = told.AsyncInferenceConfig is not null,
    };

    /// <summary>An endpoint as a search found it.</summary>
    public static SeenEndpoint Of(Endpoint record) => new()
    {
        Name = record.EndpointName,
        Arn = record.EndpointArn,
        ConfigName = record.EndpointConfigName,
        RawStatus = record.EndpointStatus?.Value,
        FailureReason = record.FailureReason,
        Created = AwsTime.Utc(record.CreationTime),
        LastModified = AwsTime.Utc(record.LastModifiedTime),
        Production = record.ProductionVariants ?? [],
        Shadow = record.ShadowProductionVariants ?? [],
        Capture = record.DataCaptureConfig,
    };
}
