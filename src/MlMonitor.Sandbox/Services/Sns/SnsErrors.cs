using MlMonitor.Sandbox.Platform.Topics;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.Sns;

internal static class SnsErrors
{
    public static AwsError Invalid(string what) => new("InvalidParameter", "Invalid parameter: " + what);

    public static AwsError NotFound() => new("NotFound", "Topic does not exist", 404);
}

internal static class TopicLookup
{
    /// <summary>The topic of that ARN; SNS finds only those of the region that is asked.</summary>
    public static Topic Find(QueryCall call, string arn)
    {
        var parts = arn.Split(':');
        if (parts.Length < 6)
            throw SnsErrors.Invalid($"TopicArn Reason: An ARN must have at least 6 elements, not {parts.Length}");
        if (parts.Length > 6 || parts[2] != "sns" || parts[3] != call.Region)
            throw SnsErrors.Invalid("TopicArn");
        return call.Platform.Topics.Topics.GetValueOrDefault(arn) ?? throw SnsErrors.NotFound();
    }
}
