using System.Text.RegularExpressions;
using MlMonitor.Sandbox.Platform.Metrics;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.CloudWatch;

/// <summary>One query of GetMetricData: a statistic of a metric over each period.</summary>
internal sealed partial record MetricQuery(string Id, string Label, MetricId Metric, int Period, string? Unit, Func<IReadOnlyList<Sample>, double?> Statistic)
{
    private const int Most = 500;

    /// <summary>The queries of a call, but for those whose data it does not want.</summary>
    public static List<MetricQuery> Of(JsonInput input)
    {
        var queries = input.Structures("MetricDataQueries");
        if (queries.Count is 0 or > Most)
            throw CloudWatchService.Invalid($"The collection MetricDataQueries must have between 1 and {Most} members.");
        var ids = queries.Select(query => query.RequiredString("Id", 255)).ToList();
        if (ids.FirstOrDefault(id => !IdForm().IsMatch(id)) is { } bad)
            throw Wrong($"The value {bad} for parameter Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.");
        if (ids.Distinct(StringComparer.Ordinal).Count() < ids.Count)
            throw Wrong("The values for parameter id in MetricDataQueries are not unique.");
        return queries.Where(query => query.OptionalBool("ReturnData") ?? true).Select(QueryOf).ToList();
    }

    private static MetricQuery QueryOf(JsonInput query)
    {
        if (query.OptionalString("Expression", 2048) is not null || query.Structure("MetricStat") is not { } of)
            throw Wrong("The sandbox knows no expressions: each query has to have a MetricStat.");
        var metric = of.Structure("Metric") ?? throw of.Invalid(null, "Metric", "Member must not be null");
        var period = of.OptionalInt("Period", 1, int.MaxValue) ?? throw of.Invalid(null, "Period", "Member must not be null");
        if (period is not (1 or 5 or 10 or 20 or 30) && period % 60 != 0)
            throw Wrong($"The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60, not {period}.");
        var statistic = of.RequiredString("Stat");
        return new MetricQuery(
            query.RequiredString("Id"), query.OptionalString("Label") ?? metric.RequiredString("MetricName"),
            CloudWatchService.IdOf(metric.RequiredString("Namespace", 255), metric), period, of.OptionalString("Unit"),
            Platform.Metrics.Statistic.Of(statistic) ?? throw Wrong($"The value {statistic} for parameter Stat is not supported."));
    }

    private static AwsError Wrong(string message) => new("ValidationError", message);

    [GeneratedRegex("^[a-z][a-zA-Z0-9_]*$")]
    private static partial Regex IdForm();
}
