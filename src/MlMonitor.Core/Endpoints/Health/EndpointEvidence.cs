using MlMonitor.Core.Endpoints.Alarms;

namespace MlMonitor.Core.Endpoints.Health;

/// <summary>All that is known of an endpoint when it is judged. Nothing here is read from AWS: whoever asks has read it.</summary>
public sealed record EndpointEvidence
{
    /// <summary>The endpoint.</summary>
    public required MlEndpoint Endpoint { get; init; }

    /// <summary>Its metrics over the window, one of each: counts as sums, latency as p90, the use of cores and GPUs on average, that of memory and disk at most.</summary>
    public IReadOnlyList<MlEndpointSeries> Series { get; init; } = [];

    /// <summary>Requests and latency over the same hours a week ago.</summary>
    public IReadOnlyList<MlEndpointSeries> LastWeek { get; init; } = [];

    /// <summary>Requests by day, back as far as was looked; null where that was not asked.</summary>
    public IReadOnlyList<MlEndpointSeries>? Daily { get; init; }

    /// <summary>The alarms in ALARM that name it.</summary>
    public IReadOnlyList<EndpointAlarm> Alarms { get; init; } = [];

    /// <summary>What could not be read. Each is a result of its own: what was not seen is never taken for health.</summary>
    public IReadOnlyList<EndpointGap> Gaps { get; init; } = [];

    /// <summary>The metrics whose percent are of one core or card, because the instance type is not known: they are not judged.</summary>
    public IReadOnlySet<string> Unnormalized { get; init; } = new HashSet<string>();

    /// <summary>The window of <see cref="Series"/>.</summary>
    public required MlWindow Window { get; init; }

    /// <summary>The time it is judged at (UTC).</summary>
    public required DateTimeOffset Now { get; init; }
}

/// <summary>Something that could not be read.</summary>
/// <param name="Check">The check that lacks it: <see cref="MlEndpointCheck.Metric"/>, or <see cref="MlEndpointCheck.Alarm"/>.</param>
/// <param name="Reason">What could not be read and why.</param>
/// <param name="MetricName">The metric, where it is one; null otherwise.</param>
/// <param name="VariantName">The variant, where it is of one; null otherwise.</param>
public sealed record EndpointGap(MlEndpointCheck Check, string Reason, string? MetricName = null, string? VariantName = null);
