using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>
/// The configuration of a generated client. Regions, profiles, environment variables, retries and time limits are
/// <see cref="ClientConfig"/>'s own; only what names the service is added.
/// </summary>
public abstract class ModeledClientConfig : ClientConfig
{
    private readonly Lazy<string> _userAgent;

    private protected ModeledClientConfig(ServiceDescription service)
        : base(new DefaultConfigurationProvider(DefaultsMode.All))
    {
        Service = service;
        ServiceId = service.ServiceId;
        AuthenticationServiceName = service.SigningName;
        EndpointProvider = new ServiceEndpointProvider(service);
        _userAgent = new(() => InternalSDKUtils.BuildUserAgentString(
            service.ServiceId, typeof(ModeledClientConfig).Assembly.GetName().Version?.ToString() ?? "0"));
    }

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => Service.EndpointPrefix;

    /// <inheritdoc/>
    public override string ServiceVersion => Service.ApiVersion;

    /// <inheritdoc/>
    public override string UserAgent => _userAgent.Value;

    internal ServiceDescription Service { get; }

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(new ServiceEndpointParameters(this, parameters.AlternateEndpoint));
}
