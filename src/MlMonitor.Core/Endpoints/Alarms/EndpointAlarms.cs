using Amazon.CloudWatch.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Logs;

namespace MlMonitor.Core.Endpoints.Alarms;

/// <summary>
/// The alarms of one connection by the endpoint they name: in a dimension, in metric math, or through the alarms a composite one
/// is made of. The alarms that autoscaling makes for itself are left out: they are how it scales, and tell of no fault.
/// </summary>
internal sealed class EndpointAlarms
{
    /// <summary>The most that DescribeAlarms gives a page (CloudWatch API Reference).</summary>
    private const int PerPage = 100;

    private const string OfAutoscaling = "TargetTracking-";
    private readonly ILookup<string, EndpointAlarm> _byName;

    private EndpointAlarms(ILookup<string, EndpointAlarm> byName, Problem? failure)
    {
        _byName = byName;
        Failure = failure;
    }

    /// <summary>What kept the alarms from being read, in full or in part, which has been reported; null where nothing did.</summary>
    public Problem? Failure { get; }

    /// <summary>The alarms that name an endpoint or one of its inference components, by name.</summary>
    public IReadOnlyList<EndpointAlarm> Of(MlEndpoint endpoint) =>
    [
        .. endpoint.InferenceComponents.Select(c => c.InferenceComponentName).Append(endpoint.EndpointName)
            .SelectMany(name => _byName[name]).DistinctBy(alarm => alarm.Name).OrderBy(alarm => alarm.Name, StringComparer.Ordinal),
    ];

    /// <summary>Reads all alarms there are, metric and composite ones, in one paged list.</summary>
    public static async Task<EndpointAlarms> ReadAsync(AwsCaller caller, CancellationToken cancellationToken)
    {
        Problem? failure = null;
        var (metric, composite) = (new List<MetricAlarm>(), new List<CompositeAlarm>());
        var pages = caller.ListAsync("CloudWatch", "cloudwatch:DescribeAlarms",
            (token, t) => caller.Clients.CloudWatch(caller.Connection).DescribeAlarmsAsync(
                new DescribeAlarmsRequest { AlarmTypes = ["MetricAlarm", "CompositeAlarm"], MaxRecords = PerPage, NextToken = token }, t),
            page => page.NextToken, page => new[] { page }, cancellationToken, failed: problem => failure = problem);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            metric.AddRange((page.MetricAlarms ?? []).Where(a => IsOurs(a.AlarmName)));
            composite.AddRange((page.CompositeAlarms ?? []).Where(a => IsOurs(a.AlarmName)));
        }

        return new EndpointAlarms(Index(metric, composite), failure);
    }

    private static bool IsOurs(string? name) => !string.IsNullOrEmpty(name) && !name.StartsWith(OfAutoscaling, StringComparison.Ordinal);

    private static ILookup<string, EndpointAlarm> Index(List<MetricAlarm> metric, List<CompositeAlarm> composite)
    {
        var named = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var alarm in metric)
            named[alarm.AlarmName] = [.. AlarmNames.Of(alarm)];
        foreach (var alarm in composite)
            named[alarm.AlarmName] = [];
        // Composite alarms are made of others, composite ones too: what those name goes up until nothing is new.
        for (var grew = true; grew;)
        {
            grew = false;
            foreach (var alarm in composite)
                foreach (var child in AlarmNames.Of(alarm))
                    if (child != alarm.AlarmName && named.TryGetValue(child, out var names))
                        foreach (var name in names)
                            grew |= named[alarm.AlarmName].Add(name);
        }

        return metric.Select(a => new EndpointAlarm(a.AlarmName, a.AlarmArn, a.StateValue?.Value, AwsTime.Utc(a.StateUpdatedTimestamp), LogText.CleanLines(a.StateReason)))
            .Concat(composite.Select(a => new EndpointAlarm(a.AlarmName, a.AlarmArn, a.StateValue?.Value, AwsTime.Utc(a.StateUpdatedTimestamp), LogText.CleanLines(a.StateReason))))
            .SelectMany(alarm => named[alarm.Name], (alarm, name) => (alarm, name))
            .ToLookup(pair => pair.name, pair => pair.alarm, StringComparer.Ordinal);
    }
}
