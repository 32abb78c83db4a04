using System.Collections.Concurrent;

namespace MlMonitor.Core.Aws;

/// <summary>Counts the requests that went to AWS, retries included, and how many of them were throttled.</summary>
/// <param name="whole">Counts what this counts too, such as that of a run for the commands in it; null for none.</param>
public sealed class AwsCallMeter(AwsCallMeter? whole = null)
{
    private static readonly AsyncLocal<AwsCallMeter?> Ambient = new();
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private int _total;
    private int _throttled;
    private int _billedMetrics;

    /// <summary>
    /// The meter of the work at hand. It flows with the work and not with the client, since one client serves several
    /// commands of a pipeline at once.
    /// </summary>
    public static AwsCallMeter? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>How many requests may be sent; null for any number.</summary>
    public int? Budget { get; init; }

    /// <summary>Whether the budget, of this or of what it is part of, is used up.</summary>
    public bool IsSpent => Total >= Budget || whole?.IsSpent == true;

    /// <summary>How many requests were sent in all.</summary>
    public int Total => Volatile.Read(ref _total);

    /// <summary>How many of them AWS throttled.</summary>
    public int Throttled => _throttled;

    /// <summary>How many metrics CloudWatch was asked for that it bills: https://aws.amazon.com/cloudwatch/pricing, "Metrics requested using GetMetricData".</summary>
    public int BilledMetrics => _billedMetrics;

    /// <summary>How many requests went to each service.</summary>
    public IReadOnlyDictionary<string, int> ByService => _calls;

    /// <summary>Counts a request that is about to be sent.</summary>
    /// <param name="service">The service.</param>
    /// <returns>Whether it may be sent; where the budget is used up it is not counted.</returns>
    internal bool TryCountCall(string service)
    {
        if (Interlocked.Increment(ref _total) > Budget || whole?.TryCountCall(service) == false)
        {
            Interlocked.Decrement(ref _total);
            return false;
        }

        _calls.AddOrUpdate(service, 1, (_, n) => n + 1);
        return true;
    }

    internal void CountThrottle()
    {
        Interlocked.Increment(ref _throttled);
        whole?.CountThrottle();
    }

    internal void CountBilled(int metrics)
    {
        Interlocked.Add(ref _billedMetrics, metrics);
        whole?.CountBilled(metrics);
    }

    /// <summary>The count in one line, such as <c>7 AWS calls (CodePipeline 6, STS 1), 1 throttled</c>.</summary>
    /// <returns>The line.</returns>
    public override string ToString()
    {
        var services = string.Join(", ", _calls.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.Value}"));
        return $"{Total} AWS call{(Total == 1 ? "" : "s")}{(services.Length == 0 ? "" : $" ({services})")}, {Throttled} throttled";
    }
}
