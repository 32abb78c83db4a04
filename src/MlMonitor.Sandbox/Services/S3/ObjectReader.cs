using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using MlMonitor.Sandbox.Platform.Buckets;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.S3;

/// <summary>An object as GetObject and HeadObject answer it, whole or in part.</summary>
internal static class ObjectReader
{
    public static AwsReply Read(AwsHttpRequest request, StoredObject found)
    {
        List<(string, string)> headers =
        [
            ("ETag", found.ETag), ("Last-Modified", found.LastModified.ToString("R", CultureInfo.InvariantCulture)), ("Accept-Ranges", "bytes"),
            .. found.Metadata,
        ];
        if (found.ContentEncoding is { } encoding)
            headers.Add(("Content-Encoding", encoding));
        if (Conditions.NotModified(request.Headers, found))
            return new AwsReply(StatusCodes.Status304NotModified, found.ContentType, []) { Headers = headers };

        var content = found.Content;
        if (Range(request.Headers.Range.ToString(), content.Length) is not var (from, to))
            return new AwsReply(StatusCodes.Status200OK, found.ContentType, content) { Headers = headers };
        headers.Add(("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{to - 1}/{content.Length}")));
        return new AwsReply(StatusCodes.Status206PartialContent, found.ContentType, content[from..to]) { Headers = headers };
    }

    // What does not read as one range of bytes is passed over and the whole answered.
    private static (int From, int To)? Range(string header, int size)
    {
        if (!RangeHeaderValue.TryParse(header, out var parsed) || parsed.Unit != "bytes" || parsed.Ranges.Count != 1)
            return null;
        var range = parsed.Ranges.Single();
        var (from, to) = range.From is { } first
            ? (first, Math.Min(range.To ?? long.MaxValue - 1, size - 1) + 1)
            : (Math.Max(0, size - range.To!.Value), size);
        return from < to ? ((int)from, (int)to) : throw S3Errors.InvalidRange(header, size);
    }
}
