using System.Globalization;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace MlMonitor.Sandbox.Protocol;

/// <summary>
/// The body of an upload: as it is, or in chunks that may each be signed, with checksums ahead of it or trailing it. What is
/// stated of it is held to.
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
/// </summary>
internal static class AwsChunked
{
    private const string Streaming = "STREAMING-";
    private const string Signed = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";

    public static bool Is(string payloadHash) => payloadHash.StartsWith(Streaming, StringComparison.Ordinal);

    /// <summary>The payload of a request whose signature has been found good.</summary>
    public static byte[] Payload(AwsHttpRequest request)
    {
        var stated = request.Headers["X-Amz-Content-SHA256"].ToString();
        var checksums = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in request.Headers)
            checksums[name] = value.ToString();
        var payload = request.Body;
        if (Is(stated))
        {
            payload = Unpack(request, stated.StartsWith(Signed, StringComparison.Ordinal), checksums);
            if (request.Headers["X-Amz-Decoded-Content-Length"] != payload.Length.ToString(CultureInfo.InvariantCulture))
                throw new AwsError("IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header.");
        }

        Check(checksums, "Content-MD5", payload, Digest.Md5);
        Check(checksums, "x-amz-checksum-sha256", payload, SHA256.HashData);
        Check(checksums, "x-amz-checksum-crc32", payload, body =>
        {
            var crc = Crc32.Hash(body);
            Array.Reverse(crc);
            return crc;
        });
        return payload;
    }

    private static byte[] Unpack(AwsHttpRequest request, bool signed, Dictionary<string, string> checksums)
    {
        var reader = new Reader(request.Body);
        var signer = new Signer(request);
        using var payload = new MemoryStream();
        while (true)
        {
            var head = reader.Line().Split(';', 2);
            if (!int.TryParse(head[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size))
                throw Broken();
            var chunk = reader.Take(size);
            if (signed && head.ElementAtOrDefault(1) != "chunk-signature=" + signer.OfChunk(chunk))
                throw AwsError.BadSignature("The chunk signature we calculated does not match the signature you provided.");
            if (size == 0)
                break;
            payload.Write(chunk);
            if (reader.Line().Length > 0)
                throw Broken();
        }

        var trailer = new StringBuilder();
        while (!reader.AtEnd && reader.Line() is { Length: > 0 } line)
        {
            var (name, value) = line.Split(':', 2) is [var left, var right] ? (left.Trim(), right.Trim()) : throw Broken();
            if (!name.Equals("x-amz-trailer-signature", StringComparison.OrdinalIgnoreCase))
            {
                checksums[name] = value;
                trailer.Append(name.ToLowerInvariant()).Append(':').Append(value).Append('\n');
            }
            else if (signed && value != signer.OfTrailer(trailer.ToString()))
            {
                throw AwsError.BadSignature("The trailer signature we calculated does not match the signature you provided.");
            }
        }

        return payload.ToArray();
    }

    private static void Check(Dictionary<string, string> stated, string header, byte[] payload, Func<byte[], byte[]> hash)
    {
        if (stated.TryGetValue(header, out var value) && value != Convert.ToBase64String(hash(payload)))
            throw new AwsError("BadDigest", $"The {header} you specified did not match the calculated checksum.");
    }

    private static AwsError Broken() => new("InvalidRequest", "The chunks of the body cannot be read.");

    /// <summary>Each signature covers the one before it, the first that of the request.</summary>
    private sealed class Signer(AwsHttpRequest request)
    {
        private static readonly string Nothing = Convert.ToHexStringLower(SHA256.HashData([]));
        private readonly Authorization _authorization = request.Authorization!;
        private readonly string _stamp = request.Headers["X-Amz-Date"].ToString();
        private string _last = request.Authorization!.Signature;

        public string OfChunk(byte[] chunk) => Sign("AWS4-HMAC-SHA256-PAYLOAD", Nothing, chunk);

        public string OfTrailer(string trailer) => Sign("AWS4-HMAC-SHA256-TRAILER", Encoding.UTF8.GetBytes(trailer));

        private string Sign(string kind, params object[] parts)
        {
            var hashes = parts.Select(part => part as string ?? Convert.ToHexStringLower(SHA256.HashData((byte[])part)));
            var text = string.Join('\n', [kind, _stamp, _authorization.Scope, _last, .. hashes]);
            return _last = SigV4.Sign(_authorization, AccessKeys.Secret, text);
        }
    }

    private sealed class Reader(byte[] body)
    {
        private int _at;

        public bool AtEnd => _at >= body.Length;

        public string Line()
        {
            var end = body.AsSpan(_at).IndexOf("\r\n"u8);
            if (end < 0)
                throw Broken();
            var line = Encoding.ASCII.GetString(body, _at, end);
            _at += end + 2;
            return line;
        }

        public byte[] Take(int size)
        {
            if (size > body.Length - _at)
                throw Broken();
            _at += size;
            return body[(_at - size).._at];
        }
    }
}
