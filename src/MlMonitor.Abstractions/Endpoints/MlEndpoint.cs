namespace MlMonitor;

/// <summary>One endpoint of SageMaker, with its variants and what it captures.</summary>
public sealed record MlEndpoint : IMlAlertable, IMlMeasurable
{
    /// <summary>The endpoint.</summary>
    public required string EndpointName { get; init; }

    /// <summary>How it serves.</summary>
    public required MlEndpointKind Kind { get; init; }

    /// <summary>
    /// The unified status. In service with fewer instances than asked for, with a failed component, or after a rollback is
    /// <see cref="MlStatus.Degraded"/>.
    /// </summary>
    public required MlStatus Status { get; init; }

    /// <summary>The status as AWS gave it.</summary>
    public string? RawStatus { get; init; }

    /// <summary>Whether it is out of service.</summary>
    public bool IsFailure => Status.IsFailure();

    /// <summary>Why it failed, as SageMaker put it, or what it lacks; empty where it is well.</summary>
    public string FailureReason { get; init; } = "";

    /// <summary>The configuration it has now.</summary>
    public string? EndpointConfigName { get; init; }

    /// <summary>Its variants, production before shadow; never null.</summary>
    public MlList<MlEndpointVariant> Variants { get; init; } = [];

    /// <summary>Its inference components; never null.</summary>
    public MlList<MlInferenceComponent> InferenceComponents { get; init; } = [];

    /// <summary>The deployment that is under way; null where none is.</summary>
    public MlEndpointDeployment? Deployment { get; init; }

    /// <summary>Whether and where it keeps requests and answers; null where it was never told to.</summary>
    public MlDataCapture? DataCapture { get; init; }

    /// <summary>Its tags; never null, and empty where they were not read.</summary>
    public IReadOnlyDictionary<string, string> Tag { get; init; } = new Dictionary<string, string>();

    /// <summary>When it was made (UTC).</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it was last changed (UTC).</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>How long ago it was last changed, when it was read.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>The log group of its containers.</summary>
    public string? LogGroup { get; init; }

    /// <summary>Where its logs can be read.</summary>
    public Uri? LogLink { get; init; }

    /// <summary>Where in the AWS console to look.</summary>
    public Uri? ConsoleLink { get; init; }

    /// <summary>The endpoint's ARN.</summary>
    public string? Arn { get; init; }

    /// <summary>The AWS region.</summary>
    public required string Region { get; init; }

    /// <summary>The twelve digits of the AWS account.</summary>
    public string? Account { get; init; }

    /// <summary>The credential profile it was read with; null where none was named.</summary>
    public string? ProfileName { get; init; }

    /// <inheritdoc/>
    public MlAlertSubject ToAlertSubject() => new()
    {
        Severity = Status switch
        {
            MlStatus.Unavailable => MlSeverity.Critical,
            MlStatus.Degraded => MlSeverity.Warning,
            MlStatus.Unknown => MlSeverity.NoData,
            _ => MlSeverity.Ok,
        },
        Reason = FailureReason.Length > 0 ? FailureReason : $"Endpoint is {Status}",
        Key = string.Join('/', "Endpoint", Account ?? "-", Region, EndpointName),
        Occurrence = Status.ToString(),
        Source = "SageMakerEndpoint",
        Resource = EndpointName,
        Arn = Arn,
        Region = Region,
        Account = Account,
        Status = Status.ToString(),
        Since = LastModified ?? Created,
        ConsoleLink = ConsoleLink,
    };

    /// <inheritdoc/>
    public MlMeasurement ToMeasurement() => MlMeasurement.Of(
        "EndpointStatus", ToAlertSubject(), ProfileName, null,
        [("EndpointName", EndpointName, false)]);

    /// <inheritdoc/>
    public override string ToString() => $"{EndpointName}: {Status}";
}
