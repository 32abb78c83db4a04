using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using MlMonitor.Sandbox.Platform;
using MlMonitor.Sandbox.Platform.Buckets;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.S3;

/// <summary>What is there: buckets, and the objects of one by prefix and by folder.</summary>
internal static class S3Listings
{
    // A page of a listing holds no more than a thousand keys, one of buckets ten thousand.
    private const int LargestPage = 1000;
    private const int MostBuckets = 10_000;

    public static XElement Buckets(AwsCall call, S3Request asked, Func<DateTimeOffset, string> iso)
    {
        var (prefix, region) = (asked["prefix"] ?? "", asked["bucket-region"]);
        var all = BucketStore.All
            .Where(bucket => bucket.Name.StartsWith(prefix, StringComparison.Ordinal) && (region is null || bucket.Region == region))
            .ToList();
        var page = Page.Of(
            all, $"ListBuckets/{prefix}/{region}", asked["continuation-token"], Number(asked, "max-buckets", 1, MostBuckets) ?? MostBuckets, BadToken);
        var made = call.Platform.Now - TimeSpan.FromDays(400);
        return new XElement(
            "ListAllMyBucketsResult",
            new XElement("Owner", new XElement("ID", OwnerId)),
            new XElement("Buckets", page.Items.Select(bucket => new XElement(
                "Bucket", new XElement("Name", bucket.Name), new XElement("CreationDate", iso(made)), new XElement("BucketRegion", bucket.Region)))),
            page.NextToken is { } next ? new XElement("ContinuationToken", next) : null,
            prefix.Length > 0 ? new XElement("Prefix", prefix) : null);

        AwsError BadToken() => S3Errors.InvalidArgument(
            "The continuation token provided is incorrect", "continuation-token", asked["continuation-token"] ?? "");
    }

    public static XElement Objects(Bucket bucket, S3Request asked, Func<DateTimeOffset, string> iso)
    {
        var (prefix, delimiter, token) = (asked["prefix"] ?? "", asked["delimiter"], asked["continuation-token"]);
        var size = Math.Min(Number(asked, "max-keys", 0, int.MaxValue) ?? LargestPage, LargestPage);
        var after = token is null ? asked["start-after"] ?? "" : Read(token);
        if (asked["encoding-type"] is not (null or "url"))
            throw S3Errors.InvalidArgument("Invalid Encoding Method specified in Request", "encoding-type", asked["encoding-type"]!);

        var (contents, folders, last, more) = Cut(bucket, prefix, delimiter, after, size);
        return new XElement(
            "ListBucketResult",
            new XElement("Name", bucket.Name),
            new XElement("Prefix", Encoded(prefix)),
            delimiter is null ? null : new XElement("Delimiter", Encoded(delimiter)),
            asked["encoding-type"] is { } encoding ? new XElement("EncodingType", encoding) : null,
            token is null ? null : new XElement("ContinuationToken", token),
            more ? new XElement("NextContinuationToken", Write(last)) : null,
            asked["start-after"] is { } start ? new XElement("StartAfter", Encoded(start)) : null,
            new XElement("KeyCount", contents.Count + folders.Count),
            new XElement("MaxKeys", size),
            new XElement("IsTruncated", more),
            contents.Select(each => new XElement(
                "Contents",
                new XElement("Key", Encoded(each.Key)),
                new XElement("LastModified", iso(each.LastModified)),
                new XElement("ETag", each.ETag),
                new XElement("Size", each.Content.Length),
                new XElement("StorageClass", "STANDARD"))),
            folders.Select(folder => new XElement("CommonPrefixes", new XElement("Prefix", Encoded(folder)))));

        // XML cannot hold every character of a key; those who ask get them as in a form.
        string Encoded(string text) => asked["encoding-type"] is null
            ? text
            : Uri.EscapeDataString(text).Replace("%2F", "/", StringComparison.Ordinal).Replace("%20", "+", StringComparison.Ordinal);
    }

    private static string OwnerId { get; } = SamplePlatform.Account.PadLeft(64, '0');

    private static (List<StoredObject> Contents, List<string> Folders, string Last, bool More) Cut(
        Bucket bucket, string prefix, string? delimiter, string after, int size)
    {
        var (contents, folders, last) = (new List<StoredObject>(), new List<string>(), "");
        foreach (var (key, stored) in bucket.Objects)
        {
            if (string.CompareOrdinal(key, after) <= 0 || !key.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            var end = string.IsNullOrEmpty(delimiter) ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            var folder = end < 0 ? null : key[..(end + delimiter!.Length)];
            // A folder is named once, on the page where it begins: the token of that page is the folder itself.
            if (folder is not null && (folders.LastOrDefault() == folder || after == folder))
                continue;
            if (contents.Count + folders.Count == size)
                return (contents, folders, last, size > 0);
            if (folder is not null)
                folders.Add(folder);
            else
                contents.Add(stored);
            last = folder ?? key;
        }

        return (contents, folders, last, false);
    }

    private static int? Number(S3Request asked, string name, int min, int max) => asked[name] switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max => number,
        var text => throw S3Errors.InvalidArgument($"Argument {name} must be an integer between {min} and {max}", name, text),
    };

    private static string Write(string last) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes("after:" + last));

    private static string Read(string token)
    {
        var text = Base64Url.IsValid(token) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)) : "";
        return text.StartsWith("after:", StringComparison.Ordinal)
            ? text["after:".Length..]
            : throw S3Errors.InvalidArgument("The continuation token provided is incorrect", "continuation-token", token);
    }
}
