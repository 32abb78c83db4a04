using System.Buffers.Text;
using System.Globalization;
using System.Text;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Sandbox.Platform.Metrics;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.CloudWatch;

/// <summary>
/// GetMetricData. Its pages hold so many points of all metrics together: a metric may be cut in the midst, and then has
/// PartialData until the page with its last point. No metric is reckoned before the page that it is on.
/// </summary>
internal static class MetricDataReader
{
    private const int MostPoints = 100_800;

    // The service's own pages are as large as its limit; those of a small platform are not, so that there is more than one.
    private const int PointsAPage = 2000;

    private sealed record Point(DateTimeOffset Time, double Value);

    /// <summary>Where a page begins. What is published between one page and the next must not move the points of the next, so it keeps the moment.</summary>
    private sealed record Cursor(DateTimeOffset Now, int Query, int Point);

    public static object Read(JsonCall call)
    {
        var input = call.Input;
        var queries = MetricQuery.Of(input);
        var from = input.OptionalTime("StartTime") ?? throw input.Invalid(null, "StartTime", "Member must not be null");
        var to = input.OptionalTime("EndTime") ?? throw input.Invalid(null, "EndTime", "Member must not be null");
        if (from >= to)
            throw new AwsError("ValidationError", "The parameter EndTime must be greater than StartTime.");
        var descending = input.OptionalEnum("ScanBy", "TimestampDescending", "TimestampAscending") != "TimestampAscending";
        var most = call.Platform.Size == SandboxSize.Large ? MostPoints : PointsAPage;
        var size = Math.Min(most, input.OptionalInt("MaxDatapoints", 1, MostPoints) ?? most);
        var listing = FormattableString.Invariant($"{call.Region}/{from:O}/{to:O}/{descending}/{string.Join(',', queries.Select(query => query.Id))}");
        var cursor = input.OptionalString("NextToken") is { } token
            ? CursorOf(token, listing) ?? throw new AwsError("InvalidNextToken", "The NextToken is invalid.")
            : new Cursor(call.Call.Clock.GetUtcNow(), 0, 0);

        var results = new List<object>();
        while (cursor.Query < queries.Count && size > 0)
        {
            var points = PointsOf(call, queries[cursor.Query], from, to, cursor.Now);
            if (descending)
                points.Reverse();
            var here = points.Skip(cursor.Point).Take(size).ToList();
            size -= here.Count;
            var goesOn = cursor.Point + here.Count < points.Count;
            results.Add(Result(call, queries[cursor.Query], here, goesOn));
            cursor = goesOn ? cursor with { Point = cursor.Point + here.Count } : cursor with { Query = cursor.Query + 1, Point = 0 };
        }

        return new
        {
            MetricDataResults = results,
            NextToken = cursor.Query < queries.Count ? TokenOf(cursor, listing) : null,
            Messages = Array.Empty<object>(),
        };
    }

    private static object Result(JsonCall call, MetricQuery query, List<Point> points, bool goesOn)
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

    private static List<Point> PointsOf(JsonCall call, MetricQuery query, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        var kept = now - Retention.Of(query.Period);
        var aligned = Align((from > kept ? from : kept).ToUnixTimeSeconds(), query.Period);
        var start = DateTimeOffset.FromUnixTimeSeconds(aligned);
        var all = call.Platform.Metrics.Find(query.Metric).Where(series => (query.Unit ?? series.Unit) == series.Unit)
            // By the end of the span or by now, whichever is sooner; but what callers put may lie ahead.
            .Select(series => series.Between(start, series.Latest(now) > now || to < now ? to : now.AddTicks(1)))
            .ToList();
        // A series is in the order of time; only two of one name have to be put into it.
        var samples = all.Count == 1 ? all[0] : all.SelectMany(each => each).OrderBy(sample => sample.Time);

        var points = new List<Point>();
        var (period, some) = (aligned, new List<Sample>());
        foreach (var sample in samples)
        {
            var its = Align(sample.Time.ToUnixTimeSeconds(), query.Period);
            if (its != period)
                Close();
            period = its;
            some.Add(sample);
        }

        Close();
        return points;

        void Close()
        {
            if (some.Count > 0 && query.Statistic(some) is { } value)
                points.Add(new Point(DateTimeOffset.FromUnixTimeSeconds(period), value));
            some.Clear();
        }
    }

    private static long Align(long seconds, int period) => seconds / period * period;

    private static string TokenOf(Cursor cursor, string listing) => Base64Url.EncodeToString(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{cursor.Now.UtcTicks}|{cursor.Query}|{cursor.Point}|{listing}")));

    private static Cursor? CursorOf(string token, string listing)
    {
        if (!Base64Url.IsValid(token))
            return null;
        return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split('|', 4) is [var ticks, var query, var point, var of] && of == listing
            ? new Cursor(
                new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero), int.Parse(query, CultureInfo.InvariantCulture),
                int.Parse(point, CultureInfo.InvariantCulture))
            : null;
    }
}
