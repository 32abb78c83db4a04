namespace MlMonitor.Sandbox.Protocol;

/// <summary>
/// A service of the sandbox. <see cref="JsonService"/>, <see cref="RestJsonService"/>, <see cref="RestXmlService"/> and
/// <see cref="QueryService"/> speak the protocols; a service itself is only its operations.
/// </summary>
internal abstract class AwsService(string name, string signingName)
{
    /// <summary>The service's name in faults, in the call log and in IAM actions, e.g. codepipeline.</summary>
    public string Name { get; } = name;

    public string SigningName { get; } = signingName;

    /// <summary>How the service spells itself in the action of a denial.</summary>
    public virtual string IamPrefix => Name;

    /// <summary>The IAM action that an operation takes; S3's are called otherwise than its operations.</summary>
    public virtual string ActionOf(string operation) => $"{IamPrefix}:{operation}";

    /// <summary>The code of a denial in the Query protocol.</summary>
    public virtual string DenialQueryCode => "AccessDenied";

    /// <summary>The operation that the request asks of this service; null when it is for another one.</summary>
    public abstract string? OperationOf(AwsHttpRequest request);

    public abstract AwsReply Run(AwsCall call);

    public abstract AwsReply Fail(AwsError error, string requestId);

    /// <summary>Whether the operation works even for those who may do nothing.</summary>
    public virtual bool IsOpenToAll(string operation) => false;

    /// <summary>The ARN that a denial names.</summary>
    public virtual string ResourceOf(AwsCall call) =>
        $"arn:{call.Platform.Partition}:{SigningName}:{call.Region}:{Platform.SamplePlatform.Account}:*";
}
