using MlMonitor.Sandbox.Platform.Alarms;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.CloudWatch;

/// <summary>DescribeAlarms: composite alarms only when asked for by type, a hundred a page at most.</summary>
internal static class AlarmListing
{
    private const int ByDefault = 50;

    public static object Describe(JsonCall call)
    {
        var input = call.Input;
        var names = input.OptionalStrings("AlarmNames", 100);
        var prefix = input.OptionalString("AlarmNamePrefix", 255);
        if (names is not null && prefix is not null)
            throw new AwsError("InvalidParameterCombination", "AlarmNames and AlarmNamePrefix cannot be specified together.");
        var types = input.OptionalStrings("AlarmTypes", 2) ?? ["MetricAlarm"];
        var (state, action) = (input.OptionalEnum("StateValue", "OK", "ALARM", "INSUFFICIENT_DATA"), input.OptionalString("ActionPrefix", 1024));
        var (children, parents) = (Named(call, "ChildrenOfAlarmName"), Named(call, "ParentsOfAlarmName"));
        var related = children is not null || parents is not null;

        var chosen = call.Platform.Alarms
            .Where(alarm => related || types.Contains(alarm.Rule is null ? "MetricAlarm" : "CompositeAlarm"))
            .Where(alarm => names is null || names.Contains(alarm.Name))
            .Where(alarm => prefix is null || alarm.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Where(alarm => state is null || alarm.State == state)
            .Where(alarm => action is null || alarm.Action.StartsWith(action, StringComparison.Ordinal))
            .Where(alarm => (children is null || children.Names(alarm)) && (parents is null || alarm.Names(parents)))
            .ToList();
        var page = Page.Of(
            chosen, $"{call.Region}/DescribeAlarms/{string.Join(',', names ?? [])}/{prefix}/{string.Join(',', types)}/{state}/{action}/{children?.Name}/{parents?.Name}",
            input.OptionalString("NextToken"), input.OptionalInt("MaxRecords", 1, 100) ?? ByDefault,
            () => new AwsError("InvalidNextToken", "The NextToken is invalid."));
        return new
        {
            MetricAlarms = page.Items.Where(alarm => alarm.Rule is null).Select(alarm => related ? Brief(alarm) : Metric(alarm)),
            CompositeAlarms = page.Items.Where(alarm => alarm.Rule is not null).Select(alarm => related ? Brief(alarm) : Composite(alarm)),
            page.NextToken,
        };
    }

    private static Alarm? Named(JsonCall call, string member)
    {
        if (call.Input.OptionalString(member, 255) is not { } name)
            return null;
        return call.Platform.Alarms.FirstOrDefault(alarm => alarm.Name == name) ?? throw new AwsError("ResourceNotFound", $"There is no alarm {name}.", 404);
    }

    // Of relatives no more is told.
    private static object Brief(Alarm alarm) => new
    {
        AlarmName = alarm.Name,
        AlarmArn = alarm.Arn,
        StateValue = alarm.State,
        StateUpdatedTimestamp = alarm.Since,
    };

    private static object Metric(Alarm alarm)
    {
        var watch = alarm.Watch!;
        var only = watch.Expression is null ? watch.Metrics[0] : null;
        // A percentile is not one of the statistics, but an extended one.
        var extended = only?.Statistic.StartsWith('p') == true;
        return new
        {
            AlarmName = alarm.Name,
            AlarmArn = alarm.Arn,
            AlarmDescription = alarm.Description,
            AlarmConfigurationUpdatedTimestamp = alarm.Configured,
            ActionsEnabled = true,
            OKActions = Array.Empty<string>(),
            AlarmActions = new[] { alarm.Action },
            InsufficientDataActions = Array.Empty<string>(),
            StateValue = alarm.State,
            StateReason = alarm.Reason,
            StateUpdatedTimestamp = alarm.Since,
            StateTransitionedTimestamp = alarm.Since,
            MetricName = only?.Metric.Name,
            only?.Metric.Namespace,
            Statistic = extended ? null : only?.Statistic,
            ExtendedStatistic = extended ? only!.Statistic : null,
            Dimensions = DimensionsOf(only),
            Period = only is null ? null : (int?)watch.Period,
            EvaluationPeriods = watch.Periods,
            DatapointsToAlarm = watch.Periods,
            watch.Threshold,
            ComparisonOperator = watch.Comparison,
            TreatMissingData = watch.MissingData,
            Metrics = watch.Expression is null ? null : Queries(watch),
        };
    }

    private static object Composite(Alarm alarm) => new
    {
        ActionsEnabled = true,
        AlarmActions = Array.Empty<string>(),
        AlarmArn = alarm.Arn,
        AlarmConfigurationUpdatedTimestamp = alarm.Configured,
        AlarmDescription = alarm.Description,
        AlarmName = alarm.Name,
        AlarmRule = alarm.Rule,
        InsufficientDataActions = Array.Empty<string>(),
        OKActions = Array.Empty<string>(),
        StateReason = alarm.Reason,
        StateUpdatedTimestamp = alarm.Since,
        StateValue = alarm.State,
        StateTransitionedTimestamp = alarm.Since,
    };

    private static IEnumerable<object> Queries(Watch watch) =>
    [
        new { Id = "rate", watch.Expression, Label = "rate", ReturnData = true },
        .. watch.Metrics.Select(metric => new
        {
            metric.Id,
            MetricStat = new
            {
                Metric = new { metric.Metric.Namespace, MetricName = metric.Metric.Name, Dimensions = DimensionsOf(metric) },
                watch.Period,
                Stat = metric.Statistic,
            },
            ReturnData = false,
        }),
    ];

    private static IEnumerable<object>? DimensionsOf(WatchedMetric? metric) => metric?.Metric.Dimensions.Select(each => new { Name = each.Key, each.Value });
}
