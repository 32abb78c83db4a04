namespace MlMonitor.Sandbox.Protocol;

/// <summary>
/// A token bucket a key that fills at so many a second and holds no more than that. It goes by the machine's clock: callers
/// wait by it.
/// </summary>
internal sealed class RateLimit(int perSecond)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (double Tokens, long At)> _buckets = [];

    /// <summary>Takes a token; false when there is none.</summary>
    public bool Take(string key)
    {
        lock (_gate)
        {
            var now = TimeProvider.System.GetTimestamp();
            var (tokens, at) = _buckets.GetValueOrDefault(key, (perSecond, now));
            tokens = Math.Min(perSecond, tokens + (TimeProvider.System.GetElapsedTime(at, now).TotalSeconds * perSecond));
            var taken = tokens >= 1;
            _buckets[key] = (taken ? tokens - 1 : tokens, now);
            return taken;
        }
    }
}
