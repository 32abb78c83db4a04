using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Logs;

namespace MlMonitor.Core.Endpoints.Alarms;

/// <summary>
/// The alarms of one connection by what they name: in a dimension, in metric math, or through the alarms a composite one is made of.
/// The alarms that autoscaling makes for itself are left out: they are how it scales, and tell of no fault.
/// </summary>
internal sealed class EndpointAlarms
{
    /// <summary>The most that DescribeAlarms gives a page, and takes names (CloudWatch API Reference).</summary>
    private const int PerPage = 100;

    /// <summary>Composite alarms over composite alarms: rules go no deeper than this.</summary>
    private const int Depth = 5;

    private const string OfAutoscaling = "TargetTracking-";
    private readonly Dictionary<string, EndpointAlarm> _alarms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<NamedThing>> _named = new(StringComparer.Ordinal);
    private ILookup<NamedThing, EndpointAlarm>? _byName;

    private EndpointAlarms()
    {
    }

    /// <summary>What kept the alarms from being read, in full or in part, which has been reported; null where nothing did.</summary>
    public Problem? Failure { get; private set; }

    /// <summary>Reads all alarms there are, metric and composite ones, in one paged list.</summary>
    public static async Task<EndpointAlarms> ReadAsync(AwsCaller caller, CancellationToken cancellationToken)
    {
        var alarms = new EndpointAlarms();
        await alarms.AddAsync(caller, new DescribeAlarmsRequest(), cancellationToken).ConfigureAwait(false);
        return alarms;
    }

    /// <summary>
    /// Reads the alarms in ALARM, and by name those that composite ones among them are made of, whatever their state: an account has
    /// thousands of alarms, of which few fire.
    /// </summary>
    public static async Task<EndpointAlarms> ReadFiringAsync(AwsCaller caller, CancellationToken cancellationToken)
    {
        var alarms = new EndpointAlarms();
        var asked = new HashSet<string>(StringComparer.Ordinal);
        await alarms.AddAsync(caller, new DescribeAlarmsRequest { StateValue = StateValue.ALARM }, cancellationToken).ConfigureAwait(false);
        for (var depth = 0; depth < Depth && alarms.Failure is null; depth++)
        {
            string[] unknown = [.. alarms._alarms.Values.SelectMany(a => a.Children).Where(name => !alarms._alarms.ContainsKey(name) && asked.Add(name))];
            foreach (var names in unknown.Chunk(PerPage))
                await alarms.AddAsync(caller, new DescribeAlarmsRequest { AlarmNames = [.. names] }, cancellationToken).ConfigureAwait(false);
        }

        return alarms;
    }

    /// <summary>The alarms that name an endpoint or one of its inference components, by name.</summary>
    public IReadOnlyList<EndpointAlarm> Of(MlEndpoint endpoint)
    {
        _byName ??= Index();
        return
        [
            .. endpoint.InferenceComponents.Select(c => new NamedThing(IsComponent: true, c.InferenceComponentName)).Append(new(IsComponent: false, endpoint.EndpointName))
                .SelectMany(name => _byName[name]).DistinctBy(alarm => alarm.Name).OrderBy(alarm => alarm.Name, StringComparer.Ordinal),
        ];
    }

    private async Task AddAsync(AwsCaller caller, DescribeAlarmsRequest wanted, CancellationToken cancellationToken)
    {
        var pages = caller.ListAsync("CloudWatch", "cloudwatch:DescribeAlarms",
            (token, t) => caller.Clients.CloudWatch(caller.Connection).DescribeAlarmsAsync(
                new DescribeAlarmsRequest
                {
                    AlarmTypes = [AlarmType.MetricAlarm, AlarmType.CompositeAlarm],
                    StateValue = wanted.StateValue,
                    AlarmNames = wanted.AlarmNames,
                    MaxRecords = PerPage,
                    NextToken = token,
                }, t),
            page => page.NextToken, page => new[] { page }, cancellationToken, failed: problem => Failure = problem);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            foreach (var alarm in (page.MetricAlarms ?? []).Where(a => IsOurs(a.AlarmName)))
                Add(alarm.AlarmName, alarm.StateValue, alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp, alarm.StateReason, [], AlarmNames.Of(alarm));
            foreach (var alarm in (page.CompositeAlarms ?? []).Where(a => IsOurs(a.AlarmName)))
                Add(alarm.AlarmName, alarm.StateValue, alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp, alarm.StateReason, AlarmNames.ChildrenOf(alarm.AlarmRule), []);
        }
    }

    private void Add(string name, StateValue? state, DateTime? since, string? reason, IReadOnlyList<string> children, IEnumerable<NamedThing> named)
    {
        _alarms[name] = new EndpointAlarm(LogText.Clean(name), state?.Value, AwsTime.Utc(since), LogText.Clean(reason), children);
        _named[name] = [.. named];
    }

    private static bool IsOurs(string? name) => !string.IsNullOrEmpty(name) && !name.StartsWith(OfAutoscaling, StringComparison.Ordinal);

    private ILookup<NamedThing, EndpointAlarm> Index()
    {
        // Composite alarms are made of others, composite ones too: what those name goes up until nothing is new.
        for (var grew = true; grew;)
        {
            grew = false;
            foreach (var (name, alarm) in _alarms)
                foreach (var child in alarm.Children.Where(child => child != name && _named.ContainsKey(child)))
                    foreach (var thing in _named[child])
                        grew |= _named[name].Add(thing);
        }

        return _alarms.SelectMany(pair => _named[pair.Key], (pair, name) => (Alarm: pair.Value, Name: name)).ToLookup(pair => pair.Name, pair => pair.Alarm);
    }
}
