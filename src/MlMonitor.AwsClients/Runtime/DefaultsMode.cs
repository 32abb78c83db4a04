using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>
/// The settings behind AWS_DEFAULTS_MODE. The SDK keeps a copy in every service package; the values are the same for all
/// services (AWS SDKs and Tools Reference Guide, "Smart configuration defaults").
/// </summary>
internal static class DefaultsMode
{
    private static IDefaultConfiguration[]? _all;

    public static IEnumerable<IDefaultConfiguration> All => _all ??=
    [
        Create(DefaultConfigurationMode.Standard, 3_100),
        Create(DefaultConfigurationMode.InRegion, 1_100),
        Create(DefaultConfigurationMode.CrossRegion, 3_100),
        Create(DefaultConfigurationMode.Mobile, 30_000),
        Create(DefaultConfigurationMode.Auto, 1_100),
    ];

    private static DefaultConfiguration Create(DefaultConfigurationMode mode, int connectMilliseconds) => new()
    {
        Name = mode,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
    };
}
