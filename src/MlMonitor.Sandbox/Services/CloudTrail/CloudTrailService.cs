using System.Text.Json;
using MlMonitor.Sandbox.Platform;
using MlMonitor.Sandbox.Platform.Changes;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.CloudTrail;

/// <summary>https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html</summary>
internal sealed class CloudTrailService : JsonService
{
    private const int CallsASecond = 2;
    private const int PageSize = 50;

    private static readonly string[] Keys =
        ["EventId", "EventName", "ReadOnly", "Username", "ResourceType", "ResourceName", "EventSource", "AccessKeyId"];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<long>> _calls = [];

    public CloudTrailService()
        : base("cloudtrail", "cloudtrail", "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101") =>
        Operation("LookupEvents", LookupEvents);

    private object LookupEvents(JsonCall call)
    {
        Throttle(call.Region);
        var attributes = call.Input.Structures("LookupAttributes");
        if (attributes.Count > 1)
            throw new AwsError("InvalidLookupAttributesException", "LookupAttributes can contain only one item.");
        var key = attributes.Count == 0 ? null : attributes[0].RequiredString("AttributeKey");
        var value = attributes.Count == 0 ? null : attributes[0].RequiredString("AttributeValue", 2000);
        if (key is not null && !Keys.Contains(key))
            throw new AwsError("InvalidLookupAttributesException", $"The lookup attribute {key} is not valid.");
        var (from, to) = (call.Input.OptionalTime("StartTime"), call.Input.OptionalTime("EndTime"));
        if (from > to)
            throw new AwsError("InvalidTimeRangeException", "The start time has to be before the end time.");
        if (call.Input.OptionalInt("MaxResults", int.MinValue, int.MaxValue) is < 1 or > PageSize)
            throw new AwsError("InvalidMaxResultsException", "A value between 1 and 50 is required for MaxResults.");

        var events = call.Platform.Trail
            .Where(change => !(change.Time < from) && !(change.Time > to) && (key is null || Matches(change, key, value!)))
            .ToList();
        var page = Page.Of(
            events, FormattableString.Invariant($"{call.Region}/LookupEvents/{key}/{value}/{from:O}/{to:O}"),
            call.Input.OptionalString("NextToken"), call.Input.OptionalInt("MaxResults", 1, PageSize) ?? PageSize,
            () => new AwsError("InvalidNextTokenException", "The NextToken is invalid."));
        return new { Events = page.Items.Select(change => View(call.Platform, change)), page.NextToken };
    }

    /// <summary>Two calls a second and region are let through, by the machine's clock: callers wait by it.</summary>
    private void Throttle(string region)
    {
        lock (_gate)
        {
            if (!_calls.TryGetValue(region, out var calls))
                _calls[region] = calls = new Queue<long>();
            while (calls.TryPeek(out var oldest) && TimeProvider.System.GetElapsedTime(oldest) >= TimeSpan.FromSeconds(1))
                calls.Dequeue();
            if (calls.Count >= CallsASecond)
                throw AwsError.Throttled();
            calls.Enqueue(TimeProvider.System.GetTimestamp());
        }
    }

    private static bool Matches(Change change, string key, string value) => key switch
    {
        "EventId" => change.Id == value,
        "EventName" => change.Name == value,
        "EventSource" => change.Source == value,
        "Username" => change.Actor.UserName == value,
        "ResourceType" => change.ResourceType == value,
        "ResourceName" => change.Resources.Contains(value),
        "ReadOnly" => value == "false",
        _ => AccessKeyOf(change) == value,
    };

    private static object View(RegionPlatform home, Change change) => new
    {
        EventId = change.Id,
        EventName = change.Name,
        ReadOnly = "false",
        AccessKeyId = AccessKeyOf(change),
        EventTime = DateTimeOffset.FromUnixTimeSeconds(change.Time.ToUnixTimeSeconds()),
        EventSource = change.Source,
        Username = change.Actor.UserName,
        Resources = change.Resources.Select(name => new { change.ResourceType, ResourceName = name }),
        CloudTrailEvent = JsonSerializer.Serialize(
            new
            {
                eventVersion = "1.09",
                userIdentity = new
                {
                    type = change.Actor.Type,
                    arn = $"arn:{home.Partition}:{change.Actor.ArnPath}",
                    accountId = SamplePlatform.Account,
                    accessKeyId = AccessKeyOf(change),
                    userName = change.Actor.Type == "IAMUser" ? change.Actor.UserName : null,
                },
                eventTime = change.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
                eventSource = change.Source,
                eventName = change.Name,
                awsRegion = home.Region,
                sourceIPAddress = "203.0.113.24",
                userAgent = "aws-cli/2.27.1",
                errorCode = change.ErrorCode,
                errorMessage = change.ErrorCode is null ? null : $"User: arn:{home.Partition}:{change.Actor.ArnPath} is not authorized to perform this action",
                requestParameters = change.Parameters,
                eventID = change.Id,
                readOnly = false,
                eventType = "AwsApiCall",
                managementEvent = true,
                recipientAccountId = SamplePlatform.Account,
                eventCategory = "Management",
            },
            WireJson.Options),
    };

    private static string AccessKeyOf(Change change) => "SANDBOX" + change.Actor.UserName.Replace(".", "", StringComparison.Ordinal).ToUpperInvariant();
}
