using Microsoft.Extensions.Time.Testing;

namespace MlMonitor.Core.Tests.Support;

/// <summary>A clock that only waiting moves: it stands still while work is done, and goes to the end of the wait that ends first.</summary>
internal sealed class WaitingClock(DateTimeOffset now) : FakeTimeProvider(now)
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<DateTimeOffset, DateTimeOffset> _ends = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // The timer first: a clock that has gone to the end of a wait without one would leave it waiting.
        lock (_gate)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime > TimeSpan.Zero)
                _ends.Enqueue(GetUtcNow() + dueTime, GetUtcNow() + dueTime);
            return timer;
        }
    }

    /// <summary>Ends the waits that end first; does nothing where nobody waits.</summary>
    public void MoveOn()
    {
        DateTimeOffset end;
        lock (_gate)
        {
            if (!_ends.TryDequeue(out end, out _) || end <= GetUtcNow())
                return;
        }

        SetUtcNow(end);
    }
}
