namespace MlMonitor.Sandbox.Protocol;

/// <summary>
/// The access keys that the sandbox knows. All share one secret; what differs is how the services answer their holder.
/// Any other key is answered with UnrecognizedClientException (InvalidClientTokenId in the Query protocol).
/// </summary>
public static class AccessKeys
{
    /// <summary>May do everything.</summary>
    public const string Operator = "SANDBOXOPERATOR01";

    /// <summary>Is always answered with ExpiredTokenException.</summary>
    public const string Expired = "SANDBOXEXPIRED001";

    /// <summary>
    /// Is denied every action of every service. With an underscore and a service's name, e.g. SANDBOXDENIED001_SNS, it is
    /// denied that service alone.
    /// </summary>
    public const string Denied = "SANDBOXDENIED001";

    /// <summary>The secret of every key above.</summary>
    public const string Secret = "sandbox/not-a-real-secret";

    internal static Identity? Find(string accessKey) => accessKey switch
    {
        Operator => new Identity(accessKey, "ml-operator", Grant.All),
        Expired => new Identity(accessKey, "ml-operator", Grant.Expired),
        Denied => new Identity(accessKey, "intern", Grant.None),
        _ when accessKey.StartsWith(Denied + "_", StringComparison.Ordinal) =>
            new Identity(accessKey, "intern", Grant.AllBut, accessKey[(Denied.Length + 1)..]),
        _ => null,
    };
}

internal enum Grant
{
    All,
    AllBut,
    None,
    Expired,
}

/// <summary>Who is calling, and what they may do.</summary>
internal sealed record Identity(string AccessKey, string UserName, Grant Grant, string? DeniedService = null)
{
    public bool May(string service) => Grant switch
    {
        Grant.None => false,
        Grant.AllBut => !string.Equals(service, DeniedService, StringComparison.OrdinalIgnoreCase),
        _ => true,
    };
}
