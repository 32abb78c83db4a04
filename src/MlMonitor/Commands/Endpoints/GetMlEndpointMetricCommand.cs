using System.Management.Automation;
using MlMonitor.Completion;
using MlMonitor.Connection;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Endpoints.Metrics;

namespace MlMonitor.Commands;

/// <summary>Gets the metrics of endpoints: requests, errors, latency, use of the instances, queues.</summary>
[Cmdlet(VerbsCommon.Get, "MlEndpointMetric")] // No default set: it would be tried first, and take a piped endpoint by its name alone.
[OutputType(typeof(MlEndpointMetric), typeof(MlEndpointSeries))]
public sealed class GetMlEndpointMetricCommand : MlAwsCommand
{
    private const string NameSet = "Name";
    private const string EndpointSet = "Endpoint";

    /// <summary>With some twenty metrics an endpoint these fill three calls of 500.</summary>
    private const int Together = 60;

    private static readonly TimeSpan Usual = TimeSpan.FromHours(3);
    private readonly EndpointBatches _batches = new();

    /// <summary>The endpoints' names; wildcards choose among all.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] EndpointName { get; set; } = [];

    /// <summary>Endpoints, as Get-MlEndpoint gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = EndpointSet)]
    [OnlyOfType(typeof(MlEndpoint))]
    public MlEndpoint[] InputObject { get; set; } = [];

    /// <summary>The metrics' names; wildcards choose among all.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(EndpointMetricCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? MetricName { get; set; }

    /// <summary>The statistics.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StatisticCompleter))]
    [ValidatePattern(StatisticCompleter.Pattern)]
    public string[]? Statistic { get; set; }

    /// <summary>Seconds between two points.</summary>
    [Parameter]
    [ValidateRange(60, 86_400)]
    public int? Period { get; set; }

    /// <summary>The beginning of the window.</summary>
    [Parameter]
    public DateTime? After { get; set; }

    /// <summary>The end of the window.</summary>
    [Parameter]
    public DateTime? Before { get; set; }

    /// <summary>How many minutes a period takes to settle once it has ended.</summary>
    [Parameter]
    [ValidateRange(0, 1440)]
    public int SettleMinute { get; set; } = 5;

    /// <summary>Gives one object for each metric instead of one for each point.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var endpoint in InputObject)
            if (Connect([endpoint.Region]) is { Count: > 0 } place && _batches.Add(place, endpoint) >= Together)
                Read(place);
        if (EndpointName.Length > 0 && Connect(Region) is { Count: > 0 } connections)
            _batches.Add(connections, EndpointName);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var connections in _batches.Places)
            Read(connections);
        base.EndProcessing();
    }

    private void Read(IReadOnlyList<AwsConnection> connections)
    {
        var names = new NamePatterns(MetricName);
        foreach (var unknown in names.Exact.Except(EndpointMetricQuery.Names, StringComparer.OrdinalIgnoreCase))
            Sink.Warn($"No endpoint has a metric '{unknown}'; Tab completes those there are.");
        var query = new EndpointMetricQuery
        {
            Matches = name => names.Exact.Contains(name, StringComparer.OrdinalIgnoreCase) || names.Matches?.Invoke(name) == true,
            Statistics = [.. (Statistic ?? []).Select(StatisticCompleter.Spelt).Distinct()],
            Period = Period,
            Window = this.Window(After, Before, Usual, Clock.GetUtcNow()),
            Settling = TimeSpan.FromMinutes(SettleMinute),
            ReportsGaps = !Summary,
        };
        var points = new Dictionary<string, int>(StringComparer.Ordinal);
        WriteEach(new EndpointMetricMonitor(connections, Clock).ReadAsync(_batches.Take(connections), query, Sink, StopToken), series =>
        {
            RunspaceState.Current.EndpointNames.TryAdd(series.EndpointName, 0);
            points[series.EndpointName] = points.GetValueOrDefault(series.EndpointName) + series.Points.Count + series.Note.Length;
            // What a kind of endpoint may have and this one has not is no news, unless it was asked for.
            if (!Summary)
                WriteObject(series.Points, enumerateCollection: true);
            else if (series.Points.Count > 0 || series.Note.Length > 0 || MetricName is not null)
                WriteObject(series);
        });
        foreach (var (name, _) in points.Where(p => p.Value == 0))
            Sink.Warn($"CloudWatch has no such metrics of the endpoint '{name}' in {query.Window}: no data is not zero.");
        Sink.Flush();
    }
}
