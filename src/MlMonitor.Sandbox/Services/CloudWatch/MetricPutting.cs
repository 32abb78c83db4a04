using MlMonitor.Sandbox.Platform.Metrics;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.CloudWatch;

/// <summary>
/// PutMetricData, with the limits of https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html. All or
/// nothing: what is wrong with the last is said before the first is stored.
/// </summary>
internal static class MetricPutting
{
    private const int MostData = 1000;
    private const int MostValues = 150;
    private const int MostDimensions = 30;
    private const int MostBytes = 1024 * 1024;

    private static readonly double Largest = Math.ScaleB(1, 360);
    private static readonly TimeSpan Past = TimeSpan.FromDays(14);
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(2);

    private static readonly string[] Units =
    [
        "Seconds", "Microseconds", "Milliseconds", "Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes", "Bits", "Kilobits", "Megabits",
        "Gigabits", "Terabits", "Percent", "Count", "Bytes/Second", "Kilobytes/Second", "Megabytes/Second", "Gigabytes/Second",
        "Terabytes/Second", "Bits/Second", "Kilobits/Second", "Megabits/Second", "Gigabits/Second", "Terabits/Second", "Count/Second", "None",
    ];

    public static object? Put(JsonCall call)
    {
        if (call.Call.Request.Body.Length > MostBytes)
            throw new AwsError("RequestEntityTooLarge", "Request size exceeded 1048576 bytes", 413);
        var space = call.Input.RequiredString("Namespace", 255);
        if (space.StartsWith("AWS/", StringComparison.Ordinal))
            throw CloudWatchService.Invalid("The value AWS/ for parameter Namespace is invalid.");
        if (space[0] == ':' || !IsAscii(space))
            throw CloudWatchService.Invalid($"The value {space} for parameter Namespace is invalid.");
        var data = call.Input.Structures("MetricData");
        if (data.Count > MostData)
            throw CloudWatchService.Invalid($"The collection MetricData must not have a size greater than {MostData}.");
        var now = call.Call.Clock.GetUtcNow();
        var put = data.Select((datum, index) => Read(space, datum, $"MetricData.member.{index + 1}", now)).ToList();
        foreach (var (id, unit, samples) in put)
            call.Platform.Metrics.Put(id, unit, samples);
        return null;
    }

    private static (MetricId Id, string Unit, List<Sample> Samples) Read(string space, JsonInput datum, string place, DateTimeOffset now)
    {
        var time = datum.OptionalTime("Timestamp") ?? now;
        if (time < now - Past || time > now + Ahead)
            throw CloudWatchService.Invalid($"The parameter {place}.Timestamp must specify a time within the past two weeks and the next two hours.");
        var id = CloudWatchService.IdOf(space, datum);
        if (id.Dimensions.Count > MostDimensions)
            throw CloudWatchService.Invalid($"The collection {place}.Dimensions must not have a size greater than {MostDimensions}.");
        foreach (var (name, value) in id.Dimensions)
        {
            if (!IsAscii(name) || name[0] == ':' || string.IsNullOrWhiteSpace(name))
                throw CloudWatchService.Invalid($"The value {name} for parameter {place}.Dimensions.member.Name is invalid.");
            if (!IsAscii(value) || value[0] == ':' || string.IsNullOrWhiteSpace(value))
                throw CloudWatchService.Invalid($"The value {value} for parameter {place}.Dimensions.member.Value is invalid.");
        }

        return (id, datum.OptionalEnum("Unit", Units) ?? "None", SamplesOf(datum, time, place));
    }

    private static List<Sample> SamplesOf(JsonInput datum, DateTimeOffset time, string place)
    {
        double Within(double value, string member) => double.IsFinite(value) && Math.Abs(value) <= Largest
            ? value
            : throw CloudWatchService.Invalid(FormattableString.Invariant($"The value {value} for parameter {place}.{member} is invalid."));

        if (datum.Structure("StatisticValues") is { } statistics)
        {
            return
            [
                new Sample(
                    time, Within(statistics.RequiredDouble("Minimum"), "StatisticValues.Minimum"), Within(statistics.RequiredDouble("Maximum"), "StatisticValues.Maximum"),
                    Within(statistics.RequiredDouble("Sum"), "StatisticValues.Sum"), Within(statistics.RequiredDouble("SampleCount"), "StatisticValues.SampleCount")),
            ];
        }

        if (datum.OptionalDoubles("Values", MostValues) is not { } values)
            return [Sample.Of(time, Within(datum.RequiredDouble("Value"), "Value"))];
        var counts = datum.OptionalDoubles("Counts", MostValues);
        if (counts is not null && counts.Count != values.Count)
            throw CloudWatchService.Invalid($"The parameters {place}.Values and {place}.Counts must be of the same size.");
        return values.Select((value, index) => Sample.Of(time, Within(value, "Values"), counts?[index] ?? 1)).ToList();
    }

    private static bool IsAscii(string text) => text.All(c => c is >= ' ' and <= '~');
}
