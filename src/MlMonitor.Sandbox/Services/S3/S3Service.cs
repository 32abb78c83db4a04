using System.Text;
using System.Xml.Linq;
using MlMonitor.Sandbox.Platform.Buckets;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.S3;

/// <summary>
/// Buckets that are there and objects that come and go. https://docs.aws.amazon.com/AmazonS3/latest/API/
/// </summary>
internal sealed class S3Service : RestXmlService
{
    private const int LongestKey = 1024;

    public S3Service()
        : base("s3", "s3", "http://s3.amazonaws.com/doc/2006-03-01/")
    {
        Operation("ListBuckets", call => Document(S3Listings.Buckets(call, S3Request.Of(call.Request), Iso)));
        Operation("HeadBucket", HeadBucket);
        Operation("GetBucketLocation", GetBucketLocation);
        Operation("ListObjectsV2", ListObjects);
        Operation("GetObject", call => With(call, (bucket, key) => ObjectReader.Read(call.Request, Find(bucket, key))));
        Operation("HeadObject", call => With(call, (bucket, key) => ObjectReader.Read(call.Request, Find(bucket, key))));
        Operation("PutObject", PutObject);
        Operation("DeleteObject", call => With(call, (bucket, key) =>
        {
            bucket.Objects.Remove(key);
            return new AwsReply(204, "application/xml", []);
        }));
    }

    public override string? OperationOf(AwsHttpRequest request)
    {
        if (request.Authorization?.Service != SigningName)
            return null;
        var asked = S3Request.Of(request);
        return (request.Method, asked) switch
        {
            ("GET", { Bucket: "" }) when asked.AsksOnly("max-buckets", "continuation-token", "prefix", "bucket-region") => "ListBuckets",
            ("HEAD", { Key: "" }) when asked.AsksOnly() => "HeadBucket",
            ("GET", { Key: "" }) when asked["location"] is not null => "GetBucketLocation",
            ("GET", { Key: "" }) when asked["list-type"] == "2" => "ListObjectsV2",
            ("GET", { Key: not "" }) when asked.AsksOnly() => "GetObject",
            ("HEAD", { Key: not "" }) when asked.AsksOnly() => "HeadObject",
            ("PUT", { Key: not "" }) when asked.AsksOnly() && request.Headers["x-amz-copy-source"].Count == 0 => "PutObject",
            ("DELETE", { Key: not "" }) when asked.AsksOnly() => "DeleteObject",
            _ => "NotImplemented",
        };
    }

    public override string ActionOf(string operation) => "s3:" + operation switch
    {
        "ListBuckets" => "ListAllMyBuckets",
        "HeadBucket" or "ListObjectsV2" => "ListBucket",
        "HeadObject" => "GetObject",
        _ => operation,
    };

    public override string ResourceOf(AwsCall call)
    {
        var asked = S3Request.Of(call.Request);
        return $"arn:{call.Platform.Partition}:s3:::{(asked.Bucket.Length == 0 ? "*" : asked.Bucket)}{(asked.Key.Length == 0 ? "" : "/" + asked.Key)}";
    }

    private AwsReply HeadBucket(AwsCall call)
    {
        Demand(call);
        return new AwsReply(200, "application/xml", []) { Headers = [("x-amz-bucket-region", call.Region)] };
    }

    // Asked anywhere, it is answered: it is how callers find out.
    private AwsReply GetBucketLocation(AwsCall call)
    {
        var name = S3Request.Of(call.Request).Bucket;
        var region = BucketStore.RegionOf(name) ?? throw S3Errors.NoSuchBucket(name);
        if (name == BucketStore.Locked)
            throw S3Errors.Locked(call, ActionOf(call.Operation), ResourceOf(call));
        // The oldest region has no name here.
        return Document(new XElement("LocationConstraint", region == "us-east-1" ? null : region));
    }

    private AwsReply ListObjects(AwsCall call)
    {
        var bucket = Demand(call);
        lock (bucket.Gate)
            return Document(S3Listings.Objects(bucket, S3Request.Of(call.Request), Iso));
    }

    private AwsReply PutObject(AwsCall call)
    {
        var request = call.Request;
        var content = AwsChunked.Payload(request);
        return With(call, (bucket, key) =>
        {
            if (Encoding.UTF8.GetByteCount(key) is var size and > LongestKey)
                throw S3Errors.KeyTooLong(size);
            Conditions.OfWrite(request.Headers, bucket.Objects.GetValueOrDefault(key), key);
            var encodings = request.Headers.ContentEncoding.ToString()
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Where(encoding => encoding != "aws-chunked")
                .ToList();
            var stored = new StoredObject(key, call.Clock.GetUtcNow(), () => content)
            {
                ContentType = request.Headers.ContentType.ToString() is { Length: > 0 } type ? type : "binary/octet-stream",
                ContentEncoding = encodings.Count == 0 ? null : string.Join(',', encodings),
                Metadata = request.Headers
                    .Where(header => header.Key.StartsWith("x-amz-meta-", StringComparison.OrdinalIgnoreCase))
                    .Select(header => (header.Key.ToLowerInvariant(), header.Value.ToString()))
                    .ToList(),
            };
            bucket.Objects[key] = stored;
            return new AwsReply(200, "application/xml", [])
            {
                Headers = [("ETag", stored.ETag), ("x-amz-server-side-encryption", "AES256")],
            };
        });
    }

    private AwsReply With(AwsCall call, Func<Bucket, string, AwsReply> run)
    {
        var bucket = Demand(call);
        lock (bucket.Gate)
            return run(bucket, S3Request.Of(call.Request).Key);
    }

    private Bucket Demand(AwsCall call) =>
        S3Errors.Demand(call, S3Request.Of(call.Request).Bucket, ActionOf(call.Operation), ResourceOf(call));

    private static StoredObject Find(Bucket bucket, string key) =>
        bucket.Objects.GetValueOrDefault(key) ?? throw S3Errors.NoSuchKey(key);
}
