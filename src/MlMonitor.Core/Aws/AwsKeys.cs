namespace MlMonitor.Core.Aws;

/// <summary>An access key with its secret. Prints without the secret.</summary>
/// <param name="AccessKeyId">The access key id.</param>
/// <param name="SecretAccessKey">The secret access key.</param>
/// <param name="SessionToken">The session token of temporary credentials; null for lasting ones.</param>
public sealed record AwsKeys(string AccessKeyId, string SecretAccessKey, string? SessionToken = null)
{
    /// <inheritdoc/>
    public override string ToString() => AccessKeyId;
}
