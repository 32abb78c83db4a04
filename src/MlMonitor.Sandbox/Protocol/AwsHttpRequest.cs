using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace MlMonitor.Sandbox.Protocol;

/// <summary>One request as it came over the wire: the path and query are kept raw, because signatures cover them so.</summary>
internal sealed class AwsHttpRequest
{
    private readonly Lazy<QueryInput> _form;

    private AwsHttpRequest(HttpRequest request, string target, byte[] body)
    {
        Method = request.Method;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        RawPath = question < 0 ? target : target[..question];
        RawQuery = question < 0 ? "" : target[(question + 1)..];
        Headers = request.Headers;
        Body = body;
        Authorization = Authorization.Parse(request.Headers.Authorization);
        _form = new Lazy<QueryInput>(ReadForm);
    }

    public string Method { get; }

    public string RawPath { get; }

    public string RawQuery { get; }

    public IHeaderDictionary Headers { get; }

    public byte[] Body { get; }

    /// <summary>The Authorization header, or null when there is none that reads as SigV4.</summary>
    public Authorization? Authorization { get; }

    /// <summary>The members of a form body; empty for any other content type.</summary>
    public QueryInput Form => _form.Value;

    public static async Task<AwsHttpRequest> ReadAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted).ConfigureAwait(false);
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return new AwsHttpRequest(http.Request, target, body.ToArray());
    }

    private QueryInput ReadForm()
    {
        var type = Headers.ContentType.ToString();
        if (!type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            return new QueryInput(new Dictionary<string, string>());

        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(Body));
        return new QueryInput(form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()));
    }
}
