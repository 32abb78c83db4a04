using MlMonitor.Sandbox.Platform.Buckets;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.S3;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html</summary>
internal static class S3Errors
{
    public static AwsError NoSuchBucket(string bucket) =>
        new("NoSuchBucket", "The specified bucket does not exist", 404) { Details = [("BucketName", bucket)] };

    public static AwsError NoSuchKey(string key) =>
        new("NoSuchKey", "The specified key does not exist.", 404) { Details = [("Key", key)] };

    public static AwsError Elsewhere(string bucket, string region) => new(
        "PermanentRedirect",
        "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
        301)
    {
        Details = [("Endpoint", $"{bucket}.s3.{region}.amazonaws.com"), ("Bucket", bucket)],
        Headers = [("x-amz-bucket-region", region)],
    };

    public static AwsError Locked(AwsCall call, string action, string resource) => new(
        "AccessDenied",
        $"User: {call.UserArn} is not authorized to perform: {action} on resource: \"{resource}\" with an explicit deny in a resource-based policy",
        403);

    public static AwsError PreconditionFailed(string condition) =>
        new("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412) { Details = [("Condition", condition)] };

    public static AwsError InvalidRange(string range, int size) => new("InvalidRange", "The requested range is not satisfiable", 416)
    {
        Details = [("RangeRequested", range), ("ActualObjectSize", FormattableString.Invariant($"{size}"))],
    };

    public static AwsError InvalidArgument(string message, string name, string value) =>
        new("InvalidArgument", message) { Details = [("ArgumentName", name), ("ArgumentValue", value)] };

    public static AwsError KeyTooLong(int size) => new("KeyTooLongError", "Your key is too long")
    {
        Details = [("Size", FormattableString.Invariant($"{size}")), ("MaxSizeAllowed", "1024")],
    };

    /// <summary>The bucket, if it is here and lets callers in.</summary>
    public static Bucket Demand(AwsCall call, string name, string action, string resource)
    {
        if (BucketStore.RegionOf(name) is not { } region)
            throw NoSuchBucket(name);
        if (call.Platform.Buckets.Find(name) is not { } bucket)
            throw Elsewhere(name, region);
        return name == BucketStore.Locked ? throw Locked(call, action, resource) : bucket;
    }
}
