using Amazon.Runtime;

namespace MlMonitor.Core.Aws;

/// <summary>One region seen through one identity: what a reader reads through.</summary>
public sealed class AwsConnection
{
    internal AwsConnection(string region, string? profileName, AWSCredentials credentials, string? endpointUrl, AwsClientCache clients)
    {
        Region = region;
        ProfileName = profileName;
        Credentials = credentials;
        EndpointUrl = endpointUrl;
        Clients = clients;
    }

    /// <summary>The AWS region.</summary>
    public string Region { get; }

    /// <summary>The credential profile; null where none was named.</summary>
    public string? ProfileName { get; }

    /// <summary>The endpoint every call goes to; null for the services' own.</summary>
    internal string? EndpointUrl { get; }

    internal AWSCredentials Credentials { get; }

    internal AwsClientCache Clients { get; }

    /// <inheritdoc/>
    public override string ToString() => ProfileName is null ? Region : $"{Region} (profile {ProfileName})";
}
