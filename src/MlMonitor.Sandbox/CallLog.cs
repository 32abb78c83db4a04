namespace MlMonitor.Sandbox;

/// <summary>The calls of one operation in one region.</summary>
/// <param name="Service">The service, e.g. codepipeline.</param>
/// <param name="Operation">The operation, e.g. ListPipelines.</param>
/// <param name="Region">The region of the signature.</param>
/// <param name="Count">How many requests came, retries included.</param>
/// <param name="Statuses">How many were answered with each HTTP status; 0 stands for no answer.</param>
/// <param name="MaxAttempt">The highest attempt that a client said it was at.</param>
public sealed record CallCount(
    string Service,
    string Operation,
    string Region,
    int Count,
    IReadOnlyDictionary<int, int> Statuses,
    int MaxAttempt);

internal sealed class CallLog
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Service, string Operation, string Region), CallCount> _counts = [];

    public IReadOnlyList<CallCount> Counts
    {
        get
        {
            lock (_gate)
            {
                return _counts
                    .OrderBy(pair => pair.Key)
                    .Select(pair => pair.Value)
                    .ToList();
            }
        }
    }

    public void Add(string service, string operation, string region, int status, int attempt)
    {
        lock (_gate)
        {
            var key = (service, operation, region);
            var before = _counts.GetValueOrDefault(key, new CallCount(service, operation, region, 0, new SortedDictionary<int, int>(), 0));
            var statuses = new SortedDictionary<int, int>(before.Statuses.ToDictionary());
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            _counts[key] = before with
            {
                Count = before.Count + 1,
                Statuses = statuses,
                MaxAttempt = Math.Max(before.MaxAttempt, attempt),
            };
        }
    }

    public void Clear()
    {
        lock (_gate)
            _counts.Clear();
    }
}
