using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>
/// Reads the whole body of a reply before it is parsed. The SDK parses straight off the socket with blocking reads, which
/// no token can end: a connection that stalls within a body would hold a stopped cmdlet for ever.
/// </summary>
internal sealed class ReplyBuffer : PipelineHandler
{
    /// <inheritdoc/>
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var token = executionContext.RequestContext.CancellationToken;
        try
        {
            var result = await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
            var response = executionContext.ResponseContext;
            response.HttpResponse = await BufferedReply.ReadAsync(response.HttpResponse, token).ConfigureAwait(false);
            return result;
        }
        catch (HttpErrorResponseException exception)
        {
            var reply = await BufferedReply.ReadAsync(exception.Response, token).ConfigureAwait(false);
            throw new HttpErrorResponseException(exception.Message, exception, reply);
        }
    }
}
