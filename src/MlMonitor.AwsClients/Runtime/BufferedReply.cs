using System.Net;
using Amazon.Runtime.EventStreams;
using Amazon.Runtime.Internal.Transform;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>A reply whose body is in memory.</summary>
internal sealed class BufferedReply : IWebResponseData, IHttpResponseBody
{
    private readonly IWebResponseData _reply;
    private readonly MemoryStream _body;

    private BufferedReply(IWebResponseData reply, MemoryStream body)
    {
        _reply = reply;
        _body = body;
    }

    /// <inheritdoc/>
    public long ContentLength => _body.Length;

    /// <inheritdoc/>
    public string ContentType => _reply.ContentType;

    /// <inheritdoc/>
    public HttpStatusCode StatusCode => _reply.StatusCode;

    /// <inheritdoc/>
    public bool IsSuccessStatusCode => _reply.IsSuccessStatusCode;

    /// <inheritdoc/>
    public IHttpResponseBody ResponseBody => this;

    public static async Task<BufferedReply> ReadAsync(IWebResponseData reply, CancellationToken cancellationToken)
    {
        using var body = reply.ResponseBody;
        using var stream = await body.OpenResponseAsync().ConfigureAwait(false);
        var copy = new MemoryStream();
        await stream.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
        copy.Position = 0;
        return new BufferedReply(reply, copy);
    }

    /// <inheritdoc/>
    public string[] GetHeaderNames() => _reply.GetHeaderNames();

    /// <inheritdoc/>
    public bool IsHeaderPresent(string headerName) => _reply.IsHeaderPresent(headerName);

    /// <inheritdoc/>
    public string GetHeaderValue(string headerName) => _reply.GetHeaderValue(headerName);

    /// <inheritdoc/>
    public IEventStreamHeader GetEventStreamHeader(string headerName) => _reply.GetEventStreamHeader(headerName);

    /// <inheritdoc/>
    public bool IsEventHeaderPresent(string headerName) => _reply.IsEventHeaderPresent(headerName);

    /// <inheritdoc/>
    public Stream OpenResponse() => _body;

    /// <inheritdoc/>
    public Task<Stream> OpenResponseAsync() => Task.FromResult<Stream>(_body);

    /// <inheritdoc/>
    public void Dispose() => _body.Dispose();
}
