using MlMonitor.Sandbox.Platform.Metrics;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.CloudWatch;

/// <summary>https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/</summary>
internal sealed class CloudWatchService : JsonService
{
    private const int ListedAPage = 500;

    // A metric without a point for two weeks is listed no more.
    private static readonly TimeSpan Listed = TimeSpan.FromDays(14);
    private static readonly TimeSpan Recent = TimeSpan.FromHours(3);

    public CloudWatchService()
        : base("cloudwatch", "monitoring", "GraniteServiceVersion20100801", "1.0")
    {
        Operation("GetMetricData", MetricDataReader.Read);
        Operation("ListMetrics", ListMetrics);
        Operation("PutMetricData", MetricPutting.Put);
        Operation("DescribeAlarms", AlarmListing.Describe);
    }

    protected override string ValidationCode => "InvalidParameterValue";

    public static AwsError Invalid(string message) => new("InvalidParameterValue", message);

    /// <summary>The metric that a structure with Namespace, MetricName and Dimensions names.</summary>
    public static MetricId IdOf(string space, JsonInput input) => new(
        space, input.RequiredString("MetricName", 255),
        input.Structures("Dimensions").Select(each => KeyValuePair.Create(each.RequiredString("Name", 255), each.RequiredString("Value", 1024))).ToList());

    // It once spoke the Query protocol, and says in a header what the error was called there.
    public override AwsReply Fail(AwsError error, string requestId) =>
        base.Fail(error, requestId) with { QueryError = $"{error.QueryCode ?? error.Code};{(error.Status < 500 ? "Sender" : "Receiver")}" };

    private static object ListMetrics(JsonCall call)
    {
        var input = call.Input;
        var (space, name) = (input.OptionalString("Namespace", 255), input.OptionalString("MetricName", 255));
        var dimensions = input.Structures("Dimensions").Select(each => (Name: each.RequiredString("Name", 255), Value: each.OptionalString("Value", 1024))).ToList();
        var now = call.Call.Clock.GetUtcNow();
        var since = now - (input.OptionalEnum("RecentlyActive", "PT3H") is null ? Listed : Recent);
        var found = call.Platform.Metrics.In(space)
            .Where(series => (name ?? series.Id.Name) == series.Id.Name)
            .Where(series => dimensions.TrueForAll(wanted =>
                series.Id.Dimensions.Any(each => each.Key == wanted.Name && (wanted.Value ?? each.Value) == each.Value)))
            .Where(series => series.Latest(now) >= since)
            .ToList();
        var page = Page.Of(
            found, $"{call.Region}/ListMetrics/{space}/{name}/{string.Join(',', dimensions)}/{input.OptionalString("RecentlyActive")}",
            input.OptionalString("NextToken"), ListedAPage, () => Invalid("Invalid nextToken"));
        return new
        {
            Metrics = page.Items.Select(series => new
            {
                series.Id.Namespace,
                MetricName = series.Id.Name,
                Dimensions = series.Id.Dimensions.Select(each => new { Name = each.Key, each.Value }),
            }),
            page.NextToken,
        };
    }
}
