using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>
/// Finds the host of a service: a custom URL as it is, else prefix[-fips].region.suffix with the suffix of the region's
/// partition, else what the service's own rules say where they keep to no pattern.
/// </summary>
internal sealed class ServiceEndpointProvider(ServiceDescription service) : IEndpointProvider
{
    /// <inheritdoc/>
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var wanted = (ServiceEndpointParameters)parameters;
        if (!string.IsNullOrEmpty(wanted.Endpoint))
        {
            if (wanted.UseFips || wanted.UseDualStack)
            {
                throw new AmazonClientException(
                    $"Invalid Configuration: {(wanted.UseFips ? "FIPS" : "Dualstack")} and custom endpoint are not supported");
            }

            return new Endpoint(wanted.Endpoint);
        }

        if (string.IsNullOrEmpty(wanted.Region))
        {
            throw new AmazonClientException("Invalid Configuration: Missing Region");
        }

        return new Endpoint(Url(wanted, wanted.Region));
    }

    private string Url(ServiceEndpointParameters wanted, string region)
    {
        var partition = Fn.Partition(region)
            ?? throw new AmazonClientException($"No AWS partition is known for region {region}");
        var variant = (wanted.UseFips ? " fips" : "") + (wanted.UseDualStack ? " dualstack" : "");
        var template = service.FindIrregularEndpoint(region + variant)
            ?? service.FindIrregularEndpoint((string)Fn.GetAttr(partition, "name") + variant);
        if (template != null)
        {
            return template.Replace("{region}", region, StringComparison.Ordinal);
        }

        Require(wanted.UseFips, partition, "supportsFIPS", "FIPS");
        Require(wanted.UseDualStack, partition, "supportsDualStack", "DualStack");
        var suffix = (string)Fn.GetAttr(partition, wanted.UseDualStack ? "dualStackDnsSuffix" : "dnsSuffix");
        return $"https://{service.EndpointPrefix}{(wanted.UseFips ? "-fips" : "")}.{region}.{suffix}";
    }

    private static void Require(bool wanted, Partition partition, string ability, string name)
    {
        if (wanted && Fn.GetAttr(partition, ability) is not true)
        {
            throw new AmazonClientException($"{name} is enabled but this partition does not support {name}");
        }
    }
}
