using MlMonitor.Sandbox.Platform.Buckets;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.S3;

/// <summary>What a request to S3 is about: bucket and key, from the path or from the host, and the query.</summary>
internal sealed class S3Request
{
    private readonly Dictionary<string, string> _query = [];

    private S3Request(AwsHttpRequest request)
    {
        var path = request.RawPath[1..];
        if (BucketOfHost(request.Headers.Host.ToString()) is { } bucket)
        {
            (Bucket, Key) = (bucket, Decode(path));
        }
        else
        {
            // A key may begin with a slash, so only the first parts it from the bucket.
            var slash = path.IndexOf('/', StringComparison.Ordinal);
            (Bucket, Key) = slash < 0 ? (Decode(path), "") : (Decode(path[..slash]), Decode(path[(slash + 1)..]));
        }

        foreach (var pair in request.RawQuery.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            _query[Decode(parts[0])] = Decode(parts.ElementAtOrDefault(1)?.Replace('+', ' ') ?? "");
        }
    }

    /// <summary>The bucket; empty when the request is about all of them.</summary>
    public string Bucket { get; }

    /// <summary>The key; empty when the request is about the bucket.</summary>
    public string Key { get; }

    public string? this[string parameter] => _query.GetValueOrDefault(parameter);

    public static S3Request Of(AwsHttpRequest request) => new(request);

    /// <summary>Whether the query says nothing else; x-id only repeats the operation.</summary>
    public bool AsksOnly(params string[] parameters) => _query.Keys.All(name => name == "x-id" || parameters.Contains(name));

    // bucket.localhost:5000, bucket.s3.eu-west-1.amazonaws.com
    private static string? BucketOfHost(string host)
    {
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && BucketStore.RegionOf(host[..dot]) is not null ? host[..dot] : null;
    }

    private static string Decode(string raw) => Uri.UnescapeDataString(raw);
}
