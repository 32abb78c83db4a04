using System.Globalization;
using System.Text.RegularExpressions;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Sandbox.Platform.Metrics;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.CloudWatch;

/// <summary>
/// GetMetricData. Its pages hold so many points of all metrics together: a metric may be cut in the midst, and then has
/// PartialData until the page with its last point.
/// </summary>
internal static partial class MetricDataReader
{
    private const int MostQueries = 500;
    private const int MostPoints = 100_800;

    // The service's own pages are as large as its limit; these are small, so that there is more than one.
    private const int PointsAPage = 2000;

    private sealed record Query(string Id, string Label, MetricId Metric, int Period, string? Unit, Func<IReadOnlyList<Sample>, double?> Statistic);

    private sealed record Point(DateTimeOffset Time, double Value);

    public static object Read(JsonCall call)
    {
        var input = call.Input;
        var queries = QueriesOf(input);
        var from = input.OptionalTime("StartTime") ?? throw input.Invalid(null, "StartTime", "Member must not be null");
        var to = input.OptionalTime("EndTime") ?? throw input.Invalid(null, "EndTime", "Member must not be null");
        if (from >= to)
            throw new AwsError("ValidationError", "The parameter EndTime must be greater than StartTime.");
        var descending = input.OptionalEnum("ScanBy", "TimestampDescending", "TimestampAscending") != "TimestampAscending";
        var size = Math.Min(PointsAPage, input.OptionalInt("MaxDatapoints", 1, MostPoints) ?? MostPoints);

        // What is published between one page and the next must not move the points of the next: the token keeps the moment.
        var token = input.OptionalString("NextToken")?.Split('.', 2);
        var now = token is null ? call.Call.Clock.GetUtcNow() : MomentOf(token) ?? throw BadToken();
        var all = queries.SelectMany((query, index) =>
        {
            var points = PointsOf(call, query, from, to, now);
            if (descending)
                points.Reverse();
            return points.Count == 0 ? [(Query: index, Point: null)] : points.Select(point => (Query: index, Point: (Point?)point));
        }).ToList();
        var listing = FormattableString.Invariant($"{call.Region}/{now:O}/{from:O}/{to:O}/{descending}/{string.Join(',', queries.Select(query => query.Id))}");
        var page = Page.Of(all, listing, token?[1], size, BadToken);

        var last = page.Items.Count == 0 ? -1 : page.Items[^1].Query;
        var cut = last >= 0 && all.FindLast(each => each.Query == last) != page.Items[^1];
        return new
        {
            MetricDataResults = page.Items.GroupBy(each => each.Query).Select(group => Result(
                call, queries[group.Key], group.Select(each => each.Point).OfType<Point>().ToList(), cut && group.Key == last)),
            NextToken = page.NextToken is null ? null : FormattableString.Invariant($"{now.UtcTicks}.{page.NextToken}"),
            Messages = Array.Empty<object>(),
        };
    }

    private static object Result(JsonCall call, Query query, List<Point> points, bool goesOn)
    {
        var fault = call.Call.MetricFault($"{query.Metric.Namespace}/{query.Metric.Name}");
        var (status, message) = fault switch
        {
            FaultKind.MetricForbidden => ("Forbidden", "You are not authorized to read this metric."),
            FaultKind.MetricError => ("InternalError", "An error occurred while this metric was read."),
            FaultKind.MetricPartial => ("PartialData", "Not all data points of this metric could be read."),
            _ => (goesOn ? "PartialData" : "Complete", null),
        };
        points = fault switch
        {
            FaultKind.MetricForbidden or FaultKind.MetricError => [],
            FaultKind.MetricPartial => points[..(points.Count / 2)],
            FaultKind.MetricGaps => points.Where((_, index) => index % 10 < 6).ToList(),
            FaultKind.MetricDisorder => points.OrderBy(point => point.Time.UtcTicks / TimeSpan.TicksPerMinute * 7919 % 1009).ToList(),
            _ => points,
        };
        return new
        {
            query.Id,
            query.Label,
            Timestamps = points.Select(point => point.Time),
            Values = points.Select(point => point.Value),
            StatusCode = status,
            Messages = message is null ? [] : new[] { new { Code = status, Value = message } },
        };
    }

    private static List<Point> PointsOf(JsonCall call, Query query, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        var kept = now - Retention.Of(query.Period);
        var aligned = Align(from > kept ? from : kept, query.Period);
        // By the end of the span or by now, whichever is sooner; but what callers put may lie ahead.
        return call.Platform.Metrics.Find(query.Metric)
            .Where(series => (query.Unit ?? series.Unit) == series.Unit)
            .SelectMany(series => series.Between(aligned, series.Latest(now) > now || to < now ? to : now.AddTicks(1)))
            .GroupBy(sample => Align(sample.Time, query.Period))
            .Select(group => (Time: group.Key, Value: query.Statistic(group.ToList())))
            .Where(point => point.Value is not null)
            .Select(point => new Point(point.Time, point.Value!.Value))
            .OrderBy(point => point.Time)
            .ToList();
    }

    private static DateTimeOffset Align(DateTimeOffset time, int period) =>
        DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds() / period * period);

    private static List<Query> QueriesOf(JsonInput input)
    {
        var queries = input.Structures("MetricDataQueries");
        if (queries.Count is 0 or > MostQueries)
            throw CloudWatchService.Invalid($"The collection MetricDataQueries must have between 1 and {MostQueries} members.");
        var ids = queries.Select(query => query.RequiredString("Id", 255)).ToList();
        if (ids.FirstOrDefault(id => !IdForm().IsMatch(id)) is { } bad)
            throw Wrong($"The value {bad} for parameter Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.");
        if (ids.Distinct(StringComparer.Ordinal).Count() < ids.Count)
            throw Wrong("The values for parameter id in MetricDataQueries are not unique.");
        return queries.Where(query => query.OptionalBool("ReturnData") ?? true).Select(QueryOf).ToList();
    }

    private static Query QueryOf(JsonInput query)
    {
        if (query.OptionalString("Expression", 2048) is not null || query.Structure("MetricStat") is not { } of)
            throw Wrong("The sandbox knows no expressions: each query has to have a MetricStat.");
        var metric = of.Structure("Metric") ?? throw of.Invalid(null, "Metric", "Member must not be null");
        var period = of.OptionalInt("Period", 1, int.MaxValue) ?? throw of.Invalid(null, "Period", "Member must not be null");
        if (period is not (1 or 5 or 10 or 20 or 30) && period % 60 != 0)
            throw Wrong($"The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60, not {period}.");
        var statistic = of.RequiredString("Stat");
        return new Query(
            query.RequiredString("Id"), query.OptionalString("Label") ?? metric.RequiredString("MetricName"),
            CloudWatchService.IdOf(metric.RequiredString("Namespace", 255), metric), period, of.OptionalString("Unit"),
            Statistic.Of(statistic) ?? throw Wrong($"The value {statistic} for parameter Stat is not supported."));
    }

    private static DateTimeOffset? MomentOf(string[] token) =>
        token.Length == 2 && long.TryParse(token[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;

    private static AwsError Wrong(string message) => new("ValidationError", message);

    private static AwsError BadToken() => new("InvalidNextToken", "The NextToken is invalid.");

    [GeneratedRegex("^[a-z][a-zA-Z0-9_]*$")]
    private static partial Regex IdForm();
}
