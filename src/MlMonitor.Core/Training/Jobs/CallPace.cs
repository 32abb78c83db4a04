namespace MlMonitor.Core.Training.Jobs;

/// <summary>
/// Keeps calls apart. SageMaker answers two list calls a second for each account and does not raise that
/// (https://github.com/aws-solutions/deepracer-on-aws/issues/87).
/// </summary>
internal sealed class CallPace(TimeSpan between, TimeProvider clock)
{
    private readonly SemaphoreSlim _turn = new(1);
    private long? _last;

    public static TimeSpan ListCalls { get; } = TimeSpan.FromMilliseconds(500);

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_last is { } last && between - clock.GetElapsedTime(last) is var rest && rest > TimeSpan.Zero)
                await Task.Delay(rest, clock, cancellationToken).ConfigureAwait(false);
            _last = clock.GetTimestamp();
        }
        finally
        {
            _turn.Release();
        }
    }
}
