using System.Text;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Platform.Buckets;

/// <summary>An object of S3. What the sample platform holds is made when it is first listed or read.</summary>
internal sealed class StoredObject(string key, DateTimeOffset lastModified, Func<byte[]> make)
{
    private readonly Lazy<byte[]> _content = new(make);
    private string? _etag;

    public string Key { get; } = key;

    public DateTimeOffset LastModified { get; } = lastModified;

    public string ContentType { get; init; } = "binary/octet-stream";

    public string? ContentEncoding { get; init; }

    /// <summary>The x-amz-meta- headers that it was put with.</summary>
    public IReadOnlyList<(string Name, string Value)> Metadata { get; init; } = [];

    public byte[] Content => _content.Value;

    /// <summary>The MD5 of the content in quotes, as S3 has it of what was put in one piece.</summary>
    public string ETag => _etag ??= $"\"{Convert.ToHexStringLower(Digest.Md5(Content))}\"";

    public static StoredObject OfText(string key, DateTimeOffset lastModified, Func<string> make, string contentType = "application/json") =>
        new(key, lastModified, () => Encoding.UTF8.GetBytes(make())) { ContentType = contentType };
}
