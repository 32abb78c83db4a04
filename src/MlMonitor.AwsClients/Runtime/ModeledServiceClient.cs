using System.Text.Json;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>
/// The base of the generated clients. All but the writing of requests and the reading of replies is the SDK's: credentials,
/// signing, retries, clock skew, time limits.
/// </summary>
public abstract class ModeledServiceClient : AmazonServiceClient
{
    private protected ModeledServiceClient(ModeledClientConfig config)
        : base(config)
    {
    }

    private protected ModeledServiceClient(AWSCredentials credentials, ModeledClientConfig config)
        : base(credentials, config)
    {
    }

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata => new ServiceMetadata(Service.ServiceId);

    private ServiceDescription Service => ((ModeledClientConfig)Config).Service;

    /// <summary>Tells the host that a request would go to.</summary>
    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        ((ModeledClientConfig)Config).DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new ServiceEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new SigV4Resolver());
        pipeline.AddHandlerAfter<Unmarshaller>(new ReplyBuffer());
    }

    private protected Task<TResponse> SendJsonAsync<TRequest, TResponse>(
        string operation, TRequest request, Action<Utf8JsonWriter, TRequest> write, JsonRead<TResponse> read, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new()
    {
        var options = new InvokeOptions
        {
            RequestMarshaller = new AwsJsonRequestMarshaller<TRequest>(Service, operation, write),
            ResponseUnmarshaller = new AwsJsonReplyReader<TResponse>(Service, read),
        };
        return InvokeAsync<TResponse>(request, options, cancellationToken);
    }

    private protected Task<TResponse> SendRestAsync<TRequest, TResponse>(
        string method, string path, TRequest request, Action<IRequest, TRequest> write, Func<RestReply, TResponse> read, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new()
    {
        var options = new InvokeOptions
        {
            RequestMarshaller = new RestJsonRequestMarshaller<TRequest>(Service, method, path, write),
            ResponseUnmarshaller = new RestJsonReplyReader<TResponse>(Service, read),
        };
        return InvokeAsync<TResponse>(request, options, cancellationToken);
    }

    private protected Task<TResponse> SendQueryAsync<TRequest, TResponse>(
        string operation, TRequest request, Action<QueryWriter, string, TRequest> write, Func<XElement?, TResponse> read, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new()
    {
        var options = new InvokeOptions
        {
            RequestMarshaller = new QueryRequestMarshaller<TRequest>(Service, operation, write),
            ResponseUnmarshaller = new QueryReplyReader<TResponse>(Service, read),
        };
        return InvokeAsync<TResponse>(request, options, cancellationToken);
    }
}
