namespace MlMonitor.Core.Aws;

/// <summary>
/// Keeps calls apart. SageMaker answers two list calls a second for each account and does not raise that
/// (https://github.com/aws-solutions/deepracer-on-aws/issues/87).
/// </summary>
internal sealed class CallPace(TimeSpan between, TimeProvider clock)
{
    private readonly object _gate = new();
    private long? _last;

    public static TimeSpan ListCalls { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits for the next turn. Turns are given out at once, so callers that wait side by side are kept apart too.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_gate)
        {
            wait = _last is { } last ? between - clock.GetElapsedTime(last) : TimeSpan.Zero;
            if (wait < TimeSpan.Zero)
                wait = TimeSpan.Zero;
            _last = clock.GetTimestamp() + (long)(wait.TotalSeconds * clock.TimestampFrequency);
        }

        return wait == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(wait, clock, cancellationToken);
    }
}
