using MlMonitor.Core.Aws;
using MlMonitor.Core.Metrics;

namespace MlMonitor.Core.Endpoints.Metrics;

/// <summary>Reads planned series of many endpoints through one connection: they share calls, and what several need is asked for once.</summary>
internal sealed class EndpointSeriesReader(AwsCaller caller)
{
    private readonly MetricDataReader _metrics = new(caller);

    /// <summary>Reads the series over a window.</summary>
    /// <param name="plan">The series.</param>
    /// <param name="window">The window, both ends at multiples of the period.</param>
    /// <param name="period">Seconds between two points.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One for each planned, in their order.</returns>
    public async Task<IReadOnlyList<ReadSeries>> ReadAsync(IReadOnlyList<PlannedSeries> plan, MlWindow window, int period, CancellationToken cancellationToken)
    {
        if (plan.Count == 0)
            return [];
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var queries = new List<MetricQuery>();
        foreach (var query in plan.SelectMany(p => p.Queries))
            if (places.TryAdd(query.Key, queries.Count))
                queries.Add(query);

        var (calls, billed) = (_metrics.Calls, _metrics.Billed);
        var names = plan.Select(p => p.Endpoint.EndpointName).Distinct(StringComparer.Ordinal).ToList();
        object target = names.Count == 1 ? names[0] : caller.Connection.ToString();
        var answers = await _metrics.ReadAsync(queries, window, period, target, cancellationToken).ConfigureAwait(false);
        caller.Sink.Detail($"CloudWatch was asked for {_metrics.Billed - billed} billed metrics of {names.Count} endpoints in {_metrics.Calls - calls} batches, {window}, a point each {period} s, in {caller.Connection}.");
        return [.. plan.Select(p => p.Build([.. p.Queries.Select(q => answers[places[q.Key]])], window, period))];
    }
}
