using System.Text.RegularExpressions;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Logs;

namespace MlMonitor.Core.Endpoints.Health;

/// <summary>
/// The alarms in ALARM of one region, read once. One names an endpoint by a dimension, also one of the metrics of an expression; a
/// composite one by any alarm in its rule.
/// </summary>
internal sealed partial class EndpointAlarms
{
    /// <summary>Autoscaling makes alarms of its own, which are in ALARM whenever there is something to scale.</summary>
    private const string OfScaling = "TargetTracking-";

    private const int PerPage = 100;
    private readonly Dictionary<string, HashSet<(string, string)>> _dimensions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EndpointAlarm> _all = new(StringComparer.Ordinal);
    private readonly HashSet<string> _firing = new(StringComparer.Ordinal);

    /// <summary>Why they are not known; null where they are.</summary>
    public Problem? Problem { get; private set; }

    public static async Task<EndpointAlarms> ReadAsync(AwsCaller caller, CancellationToken cancellationToken)
    {
        var alarms = new EndpointAlarms();
        await alarms.AddAsync(caller, new() { StateValue = StateValue.ALARM }, isFiring: true, cancellationToken).ConfigureAwait(false);
        // A rule may also name alarms that are not in ALARM, and composite ones that name others. Rules go no deeper than this.
        for (var depth = 0; depth < 5 && alarms.Unknown() is { Length: > 0 } names; depth++)
            foreach (var chunk in names.Chunk(PerPage))
                await alarms.AddAsync(caller, new() { AlarmNames = [.. chunk] }, isFiring: false, cancellationToken).ConfigureAwait(false);
        return alarms;
    }

    /// <summary>The alarms in ALARM that name an endpoint.</summary>
    public IReadOnlyList<EndpointAlarm> Of(MlEndpoint endpoint) =>
        [.. _firing.Where(name => Names(name, endpoint, [])).Select(name => _all[name]).OrderBy(a => a.Name, StringComparer.Ordinal)];

    private bool Names(string alarm, MlEndpoint endpoint, HashSet<string> seen)
    {
        if (!seen.Add(alarm) || !_all.TryGetValue(alarm, out var known))
            return false;
        return _dimensions[alarm].Any(d => d switch
        {
            ("EndpointName" or "Endpoint", var value) => value == endpoint.EndpointName,
            ("InferenceComponentName", var value) => endpoint.InferenceComponents.Any(c => c.InferenceComponentName == value),
            _ => false,
        }) || known.Children.Any(child => Names(child, endpoint, seen));
    }

    private string[] Unknown() => [.. _all.Values.SelectMany(a => a.Children).Distinct(StringComparer.Ordinal).Where(c => !_all.ContainsKey(c))];

    private async Task AddAsync(AwsCaller caller, DescribeAlarmsRequest wanted, bool isFiring, CancellationToken cancellationToken)
    {
        foreach (var name in wanted.AlarmNames ?? [])
            // One that is gone meanwhile is not asked for again.
            Add(name, "", null, [], [], isFiring: false);
        var pages = AwsPaging.PagesAsync(
            (token, stop) => Problem is not null ? Task.FromResult<DescribeAlarmsResponse?>(null) : caller.TryAsync(
                "CloudWatch", "cloudwatch:DescribeAlarms", caller.Connection.ToString(),
                t => caller.Clients.CloudWatch(caller.Connection).DescribeAlarmsAsync(new DescribeAlarmsRequest
                {
                    AlarmTypes = [AlarmType.MetricAlarm, AlarmType.CompositeAlarm],
                    StateValue = wanted.StateValue,
                    AlarmNames = wanted.AlarmNames,
                    MaxRecords = PerPage,
                    NextToken = token,
                }, t),
                stop, failed: p => Problem = p),
            page => page?.NextToken,
            cancellationToken);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            foreach (var alarm in (page?.MetricAlarms ?? []).Where(a => a.AlarmName is not null && !a.AlarmName.StartsWith(OfScaling, StringComparison.Ordinal)))
                Add(alarm.AlarmName, alarm.StateReason, alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp, [], Dimensions(alarm), isFiring);
            foreach (var alarm in (page?.CompositeAlarms ?? []).Where(a => a.AlarmName is not null))
                Add(alarm.AlarmName, alarm.StateReason, alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp, Children(alarm.AlarmRule), [], isFiring);
        }
    }

    private void Add(string name, string? reason, DateTime? since, IReadOnlyList<string> children, HashSet<(string, string)> dimensions, bool isFiring)
    {
        _all[name] = new EndpointAlarm(LogText.Clean(name), LogText.Clean(reason), AwsTime.Utc(since), children);
        _dimensions[name] = dimensions;
        if (isFiring)
            _firing.Add(name);
    }

    private static HashSet<(string, string)> Dimensions(MetricAlarm alarm) =>
    [
        .. (alarm.Dimensions ?? []).Concat((alarm.Metrics ?? []).SelectMany(m => m.MetricStat?.Metric?.Dimensions ?? []))
            .Where(d => d.Name is not null && d.Value is not null).Select(d => (d.Name, d.Value)),
    ];

    /// <summary>The alarms a rule names, by name or by ARN.</summary>
    internal static IReadOnlyList<string> Children(string? rule) => [.. Named().Matches(rule ?? "").Select(m =>
    {
        var name = m.Groups["name"].Value.Trim();
        return name.StartsWith("arn:", StringComparison.Ordinal) && name.IndexOf(":alarm:", StringComparison.Ordinal) is > 0 and var at ? name[(at + 7)..] : name;
    }).Distinct(StringComparer.Ordinal)];

    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html, AlarmRule
    [GeneratedRegex("""\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"(?<name>[^"]+)"|'(?<name>[^']+)'|(?<name>[^"'()]+))\s*\)""")]
    private static partial Regex Named();
}
