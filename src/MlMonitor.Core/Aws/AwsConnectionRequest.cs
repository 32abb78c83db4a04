namespace MlMonitor.Core.Aws;

/// <summary>Where to look and as whom, as the user put it.</summary>
public sealed record AwsConnectionRequest
{
    /// <summary>The regions asked for; empty for the session's or environment's own.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>The credential profiles asked for; empty for the session's or environment's own credentials.</summary>
    public IReadOnlyList<string> ProfileNames { get; init; } = [];

    /// <summary>Credentials given outright, asked for anew whenever they are needed; null for none.</summary>
    public Func<AwsKeys>? Credential { get; init; }

    /// <summary>The credentials that AWS.Tools keeps for the session; null for none.</summary>
    public Func<AwsKeys>? SessionCredential { get; init; }

    /// <summary>The region that AWS.Tools keeps for the session; null for none.</summary>
    public string? SessionRegion { get; init; }

    /// <summary>The endpoint every call goes to, whatever the service; null for the services' own.</summary>
    public string? EndpointUrl { get; init; }
}
