using System.Runtime.CompilerServices;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Metrics;

namespace MlMonitor.Core.Endpoints.Metrics;

/// <summary>Reads the metrics of endpoints, in every region and through every identity asked for.</summary>
/// <param name="connections">Where to look and as whom.</param>
/// <param name="clock">Tells the time.</param>
public sealed class EndpointMetricMonitor(IReadOnlyList<AwsConnection> connections, TimeProvider clock)
{
    /// <summary>With some twenty series an endpoint these fill three calls of 500.</summary>
    private const int Together = 60;

    /// <summary>Gives the series, endpoint by endpoint.</summary>
    /// <param name="choice">The endpoints.</param>
    /// <param name="query">Which metrics.</param>
    /// <param name="sink">Hears of what could not be read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The series; one without points where CloudWatch has none.</returns>
    public async IAsyncEnumerable<MlEndpointSeries> ReadAsync(
        EndpointChoice choice, EndpointMetricQuery query, IMonitorSink sink, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var absent = new AbsentNames(connections.Count);
        var series = FanOut.MergeAsync(connections, (connection, token) => ReadAsync(new AwsCaller(connection, sink), choice, query, absent.Add, token), cancellationToken);
        await foreach (var each in series.ConfigureAwait(false))
            yield return each;
        absent.Report(sink);
    }

    private async IAsyncEnumerable<MlEndpointSeries> ReadAsync(
        AwsCaller caller, EndpointChoice choice, EndpointMetricQuery query, Action<string, Problem> missing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var period = MetricPeriod.Of(query.Window, now, query.Period);
        if (query.Period is { } asked && asked != period)
            caller.Sink.Detail($"CloudWatch does not keep points {asked} s apart of that age; those of {period} s are read.");
        var window = SettledWindow.Of(query.Window, period, now, query.Settling);
        if (window.Length <= TimeSpan.Zero)
        {
            caller.Sink.Warn($"No period of {period} s has ended and settled in {query.Window}; give a longer window, a shorter -Period or -SettleMinute.");
            yield break;
        }

        var reader = new EndpointSeriesReader(caller);
        var batch = new List<MlEndpoint>();
        await foreach (var endpoint in choice.EachAsync(caller, clock, missing, cancellationToken).ConfigureAwait(false))
        {
            batch.Add(endpoint);
            if (batch.Count < Together)
                continue;
            await foreach (var series in GiveAsync().ConfigureAwait(false))
                yield return series;
        }

        await foreach (var series in GiveAsync().ConfigureAwait(false))
            yield return series;

        async IAsyncEnumerable<MlEndpointSeries> GiveAsync()
        {
            PlannedSeries[] plan = [.. batch.SelectMany(e => PlannedSeries.Of(e, query.StatisticsOf))];
            batch.Clear();
            foreach (var read in await reader.ReadAsync(plan, window, period, cancellationToken).ConfigureAwait(false))
            {
                if (query.ReportsGaps)
                    Report(read, caller);
                yield return read.Series;
            }
        }
    }

    private static void Report(ReadSeries read, AwsCaller caller)
    {
        var series = read.Series;
        if (!read.IsNormalized && series.Points.Count > 0)
            caller.Sink.Warn($"{series.MetricName} of {series.EndpointName} {series.VariantName} is {series.Note}.");
        var what = $"{series.MetricName} {series.Statistic} of the endpoint '{series.EndpointName}' in {caller.Connection}";
        if (read.Gap == ProblemId.MetricForbidden)
            caller.Sink.Report(Problem.Of(ProblemId.MetricForbidden, $"CloudWatch may not show {what}: {read.GapNote}.", series.EndpointName,
                "Allow cloudwatch:GetMetricData for the account that owns the metric, or leave the metric out with -MetricName."));
        else if (read.Gap is { } gap && !read.CallFailed)
            caller.Sink.Report(Problem.Of(gap, $"Not all points of {what} were given: {read.GapNote}.", series.EndpointName,
                "Run again in a few minutes, or ask for fewer points with -After, -Period or -MetricName."));
    }
}
