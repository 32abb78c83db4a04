using Amazon.Runtime;

namespace MlMonitor.AwsClients.Tests.Support;

/// <summary>Keeps the body of the last reply that a client has got.</summary>
internal sealed class ReplyRecorder : HttpClientFactory
{
    public byte[] LastBody { get; private set; } = [];

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this));

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    private sealed class Handler(ReplyRecorder recorder) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            recorder.LastBody = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response;
        }
    }
}
