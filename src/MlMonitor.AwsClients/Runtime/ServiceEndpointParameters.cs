using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>The settings that decide on the host of a request.</summary>
internal sealed class ServiceEndpointParameters : EndpointParameters
{
    public ServiceEndpointParameters(IClientConfig config, RegionEndpoint? alternate)
    {
        Region = alternate?.SystemName ?? config.RegionEndpoint?.SystemName ?? RegionOf(config);
        Endpoint = config.ServiceURL;
        UseFips = config.UseFIPSEndpoint;
        UseDualStack = config.UseDualstackEndpoint;
    }

    public string? Region { get; }

    public string? Endpoint { get; }

    public bool UseFips { get; }

    public bool UseDualStack { get; }

    /// <summary>A custom URL leaves no region in the configuration; it is the one to sign for, else read from the host.</summary>
    private static string? RegionOf(IClientConfig config)
    {
        if (string.IsNullOrEmpty(config.ServiceURL))
        {
            return null;
        }

        return string.IsNullOrEmpty(config.AuthenticationRegion)
            ? AWSSDKUtils.DetermineRegion(config.ServiceURL)
            : config.AuthenticationRegion;
    }
}
