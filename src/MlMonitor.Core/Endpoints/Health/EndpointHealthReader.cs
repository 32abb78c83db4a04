using System.Runtime.CompilerServices;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Endpoints.Alarms;
using MlMonitor.Core.Endpoints.Metrics;
using MlMonitor.Core.Metrics;

namespace MlMonitor.Core.Endpoints.Health;

/// <summary>
/// Reads what endpoints are judged by through one connection, many at a time: one window for all, the same window a week ago, and days
/// only of those without a request. Ten queries a variant for the first, two for the second, one for the third: 200 endpoints take
/// six calls.
/// </summary>
internal sealed class EndpointHealthReader(AwsCaller caller, TimeProvider clock)
{
    /// <summary>With ten queries each these fill four calls.</summary>
    public const int Together = 200;

    private const int Period = 300;
    private const int Day = 86_400;

    /// <summary>The fewest points a window is to have.</summary>
    private const int FewestPoints = 6;

    /// <summary>How many days back the last request is looked for: past a quarter nobody asks for how long it has been idle.</summary>
    private const int DaysBack = 90;

    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private readonly EndpointSeriesReader _series = new(caller);
    private EndpointAlarms? _alarms;

    /// <summary>Gives the evidence of the endpoints, in their order.</summary>
    public async IAsyncEnumerable<EndpointEvidence> ReadAsync(
        EndpointChoice choice, EndpointHealthQuery query, Action<string, Problem> missing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new List<MlEndpoint>();
        await foreach (var endpoint in choice.EachAsync(caller, clock, missing, cancellationToken).ConfigureAwait(false))
        {
            batch.Add(endpoint);
            if (batch.Count < Together)
                continue;
            foreach (var evidence in await JudgeableAsync(batch, choice, query, cancellationToken).ConfigureAwait(false))
                yield return evidence;
            batch.Clear();
        }

        foreach (var evidence in await JudgeableAsync(batch, choice, query, cancellationToken).ConfigureAwait(false))
            yield return evidence;
    }

    private async Task<IReadOnlyList<EndpointEvidence>> JudgeableAsync(
        List<MlEndpoint> endpoints, EndpointChoice choice, EndpointHealthQuery query, CancellationToken cancellationToken)
    {
        if (endpoints.Count == 0)
            return [];
        var now = clock.GetUtcNow();
        var limits = query.Thresholds;
        var period = limits.Window.TotalSeconds >= FewestPoints * Period ? Period : 60;
        var window = SettledWindow.Last(limits.Window, period, now, limits.Settling);
        var serving = endpoints.Where(EndpointUnderTest.IsServing).ToList();
        caller.Sink.Progress($"Reading metrics of endpoints in {caller.Connection}", 0, endpoints.Count);

        var current = await ReadAsync(serving.SelectMany(query.Now), window, period, cancellationToken).ConfigureAwait(false);
        var before = await ReadAsync(serving.SelectMany(query.LastWeek), new MlWindow(window.After - Week, window.Before - Week), period, cancellationToken).ConfigureAwait(false);
        var unasked = serving.Where(e => e.Created is not { } made || now - made >= TimeSpan.FromDays(limits.IdleDays)).Where(e => IsUnasked(current[e.EndpointName])).ToList();
        var days = MetricPeriod.Align(new MlWindow(now.AddDays(-Math.Max(limits.IdleDays + 1, DaysBack)), now), Day);
        var daily = await ReadAsync(unasked.SelectMany(query.Daily), days, Day, cancellationToken).ConfigureAwait(false);
        if (query.Wants(MlEndpointCheck.Alarm))
            _alarms ??= await EndpointAlarms.ReadFiringAsync(caller, cancellationToken).ConfigureAwait(false);

        var given = new List<EndpointEvidence>();
        foreach (var endpoint in endpoints)
        {
            var (name, read) = (endpoint.EndpointName, current[endpoint.EndpointName].ToArray());
            if (read.Length > 0 && read.All(r => r.Series.Points.Count == 0 && r.Gap is null) && choice.Read.Contains(endpoint)
                && await IsGoneAsync(name, cancellationToken).ConfigureAwait(false))
                continue;
            given.Add(new EndpointEvidence
            {
                Endpoint = endpoint,
                Series = [.. Whole(read)],
                LastWeek = [.. Whole(before[name])],
                Daily = daily.Contains(name) ? [.. Whole(daily[name])] : null,
                Alarms = [.. (_alarms?.Of(endpoint) ?? []).Where(a => a.IsFiring)],
                Gaps = [.. EndpointGaps.Of(read, before[name], daily[name], query.Wants(MlEndpointCheck.Alarm) ? _alarms?.Failure : null)],
                Unnormalized = read.Where(r => !r.IsNormalized).Select(r => r.Series.MetricName).ToHashSet(StringComparer.Ordinal),
                Window = window,
                Now = now,
            });
        }

        return given;
    }

    private async Task<ILookup<string, ReadSeries>> ReadAsync(IEnumerable<PlannedSeries> plan, MlWindow window, int period, CancellationToken cancellationToken) =>
        (await _series.ReadAsync([.. plan], window, period, cancellationToken).ConfigureAwait(false)).ToLookup(r => r.Series.EndpointName, StringComparer.Ordinal);

    /// <summary>What CloudWatch held back a part of is no ground to judge by.</summary>
    private static IEnumerable<MlEndpointSeries> Whole(IEnumerable<ReadSeries> read) => read.Where(r => r.Gap is null).Select(r => r.Series);

    private static bool IsUnasked(IEnumerable<ReadSeries> read)
    {
        var requests = read.Where(r => r.Series.MetricName == "Invocations").ToArray();
        return requests.Length > 0 && requests.All(r => r.Gap is null && !(r.Series.Sum > 0));
    }

    /// <summary>Whether an endpoint that was read a while ago is there no more. Only one without any metric is asked for.</summary>
    private async Task<bool> IsGoneAsync(string name, CancellationToken cancellationToken)
    {
        var isGone = false;
        await caller.TryAsync("SageMaker", "sagemaker:DescribeEndpoint", name,
            t => caller.Clients.SageMaker(caller.Connection).DescribeEndpointAsync(new DescribeEndpointRequest { EndpointName = name }, t),
            cancellationToken,
            (_, _) =>
            {
                isGone = true;
                caller.Sink.Detail($"The endpoint {name} is gone meanwhile.");
            }).ConfigureAwait(false);
        return isGone;
    }
}
