using MlMonitor.Sandbox.Platform.Logs;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.Logs;

/// <summary>https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/</summary>
internal sealed class LogsService : JsonService
{
    private const int PageSize = 50;
    private const int MostEvents = 10_000;

    // FilterLogEvents looks at so many events a page, whether they match or not: a page may be empty and not the last.
    private const int SearchedAPage = 500;

    public LogsService()
        : base("logs", "logs", "Logs_20140328")
    {
        Operation("DescribeLogGroups", DescribeLogGroups);
        Operation("DescribeLogStreams", DescribeLogStreams);
        Operation("GetLogEvents", GetLogEvents);
        Operation("FilterLogEvents", FilterLogEvents);
    }

    protected override string ValidationCode => "InvalidParameterException";

    public override string ResourceOf(AwsCall call) =>
        call.Platform.Arn("logs", $"log-group:{Peek(call, "logGroupName") ?? "*"}:log-stream:");

    private static object DescribeLogGroups(JsonCall call)
    {
        var prefix = call.Input.OptionalString("logGroupNamePrefix", 512);
        var pattern = call.Input.OptionalString("logGroupNamePattern", 512);
        if (prefix is not null && pattern is not null)
            throw Bad("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        var groups = call.Platform.Logs.Groups
            .Where(group => group.Name.StartsWith(prefix ?? "", StringComparison.Ordinal))
            .Where(group => group.Name.Contains(pattern ?? "", StringComparison.OrdinalIgnoreCase))
            .ToList();
        var page = PageOf(call, groups, $"DescribeLogGroups/{prefix}/{pattern}");
        return new
        {
            logGroups = page.Items.Select(group => new
            {
                logGroupName = group.Name,
                creationTime = group.Created.ToUnixTimeMilliseconds(),
                metricFilterCount = 0,
                arn = ArnOf(call, group) + ":*",
                storedBytes = 0,
                logGroupClass = "STANDARD",
                logGroupArn = ArnOf(call, group),
            }),
            nextToken = page.NextToken,
        };
    }

    private static object DescribeLogStreams(JsonCall call)
    {
        var group = FindGroup(call);
        var prefix = call.Input.OptionalString("logStreamNamePrefix", 512) ?? "";
        var now = call.Call.Clock.GetUtcNow();
        var byTime = call.Input.OptionalEnum("orderBy", "LogStreamName", "LastEventTime") == "LastEventTime";
        if (byTime && prefix.Length > 0)
            throw Bad("Cannot order by LastEventTime with a logStreamNamePrefix.");
        var streams = group.Streams.Where(stream => stream.Name.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        if (byTime)
            streams = streams.OrderBy(stream => stream.EventsAt(now)[^1].Time).ToList();
        var descending = call.Input.OptionalBool("descending") ?? false;
        if (descending)
            streams.Reverse();
        var page = PageOf(call, streams, $"DescribeLogStreams/{group.Name}/{prefix}/{byTime}/{descending}");
        return new
        {
            logStreams = page.Items.Select(stream => new
            {
                logStreamName = stream.Name,
                creationTime = stream.Created.ToUnixTimeMilliseconds(),
                firstEventTimestamp = stream.EventsAt(now)[0].Time.ToUnixTimeMilliseconds(),
                lastEventTimestamp = stream.EventsAt(now)[^1].Time.ToUnixTimeMilliseconds(),
                lastIngestionTime = stream.EventsAt(now)[^1].Time.ToUnixTimeMilliseconds() + 900,
                uploadSequenceToken = "49039859636362110438623512367890123456789012345678901234",
                arn = $"{ArnOf(call, group)}:log-stream:{stream.Name}",
                storedBytes = 0,
            }),
            nextToken = page.NextToken,
        };
    }

    private static object GetLogEvents(JsonCall call)
    {
        var group = FindGroup(call);
        var name = call.Input.RequiredString("logStreamName", 512);
        var stream = group.Streams.FirstOrDefault(each => each.Name == name) ?? throw NotFound("stream");
        var events = InTime(call, stream, call.Call.Clock.GetUtcNow()).ToList();
        var limit = call.Input.OptionalInt("limit", 1, MostEvents) ?? MostEvents;
        var window = EventWindow.Of(
            events.Count, limit, call.Input.OptionalString("nextToken"), call.Input.OptionalBool("startFromHead") ?? false,
            $"{call.Region}/{group.Name}/{name}", () => Bad("The specified nextToken is invalid."));
        return new
        {
            events = events[window.Start..window.End].Select(entry => new
            {
                timestamp = entry.Time.ToUnixTimeMilliseconds(),
                message = entry.Message,
                ingestionTime = entry.Time.ToUnixTimeMilliseconds() + 900,
            }),
            nextForwardToken = window.Forward,
            nextBackwardToken = window.Backward,
        };
    }

    private static object FilterLogEvents(JsonCall call)
    {
        var group = FindGroup(call);
        var names = call.Input.OptionalStrings("logStreamNames", 100);
        var prefix = call.Input.OptionalString("logStreamNamePrefix", 512);
        if (names is not null && prefix is not null)
            throw Bad("logStreamNamePrefix and logStreamNames are mutually exclusive.");
        if (names?.Any(name => group.Streams.All(stream => stream.Name != name)) == true)
            throw NotFound("stream");
        var text = call.Input.OptionalString("filterPattern", 1024);
        var pattern = new FilterPattern(text ?? "");
        var limit = call.Input.OptionalInt("limit", 1, MostEvents) ?? MostEvents;

        // One moment for all streams: what a page begins after must be before it on the next page too.
        var now = call.Call.Clock.GetUtcNow();
        var all = group.Streams
            .Where(stream => names?.Contains(stream.Name) ?? stream.Name.StartsWith(prefix ?? "", StringComparison.Ordinal))
            .SelectMany(stream => InTime(call, stream, now).Select(entry => (Stream: stream.Name, Entry: entry)))
            .OrderBy(each => each.Entry.Time)
            .ToList();
        var page = Page.Of(
            all, $"{call.Region}/Filter/{group.Name}/{names?.Count}/{prefix}/{text}", call.Input.OptionalString("nextToken"),
            Math.Min(limit, SearchedAPage), () => Bad("The specified nextToken is invalid."));
        return new
        {
            events = page.Items.Where(each => pattern.Matches(each.Entry.Message)).Select((each, index) => new
            {
                logStreamName = each.Stream,
                timestamp = each.Entry.Time.ToUnixTimeMilliseconds(),
                message = each.Entry.Message,
                ingestionTime = each.Entry.Time.ToUnixTimeMilliseconds() + 900,
                eventId = FormattableString.Invariant($"3{each.Entry.Time.ToUnixTimeMilliseconds():0000000000000000000000000000}{index:000000}"),
            }),
            searchedLogStreams = Array.Empty<object>(),
            nextToken = page.NextToken,
        };
    }

    private static IEnumerable<LogEvent> InTime(JsonCall call, LogStream stream, DateTimeOffset now)
    {
        var (from, to) = (call.Input.OptionalLong("startTime"), call.Input.OptionalLong("endTime"));
        return stream.EventsAt(now)
            .TakeWhile(entry => entry.Time <= now)
            .Where(entry => !(entry.Time.ToUnixTimeMilliseconds() < from) && !(entry.Time.ToUnixTimeMilliseconds() >= to));
    }

    private static LogGroup FindGroup(JsonCall call)
    {
        var named = call.Input.OptionalString("logGroupName", 512);
        var identified = call.Input.OptionalString("logGroupIdentifier", 2048);
        if (named is null == identified is null)
            throw Bad("Exactly one of logGroupName and logGroupIdentifier has to be given.");
        // An identifier is a name or an ARN.
        var name = named ?? identified!.Split(":log-group:")[^1];
        return call.Platform.Logs.Find(name) ?? throw NotFound("group");
    }

    private static string ArnOf(JsonCall call, LogGroup group) => call.Platform.Arn("logs", "log-group:" + group.Name);

    private static AwsError Bad(string message) => new("InvalidParameterException", message);

    private static AwsError NotFound(string what) => new("ResourceNotFoundException", $"The specified log {what} does not exist.");

    private static Page<T> PageOf<T>(JsonCall call, IReadOnlyList<T> all, string listing) => Page.Of(
        all, $"{call.Region}/{listing}", call.Input.OptionalString("nextToken"), call.Input.OptionalInt("limit", 1, PageSize) ?? PageSize,
        () => Bad("The specified nextToken is invalid."));
}
