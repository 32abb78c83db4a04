using Microsoft.Extensions.Time.Testing;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Tests.Aws;

/// <summary>Calls that are kept apart.</summary>
public sealed class CallPaceTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero));
    private readonly CallPace _pace;

    public CallPaceTests() => _pace = new CallPace(TimeSpan.FromMilliseconds(500), _clock);

    [Fact]
    public void Calls_side_by_side_go_out_half_a_second_apart()
    {
        var turns = Enumerable.Range(0, 4).Select(_ => _pace.WaitAsync(CancellationToken.None)).ToList();

        Assert.Equal(1, Out());
        for (var step = 1; step < turns.Count; step++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(499));
            Assert.Equal(step, Out());
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal(step + 1, Out());
        }

        int Out() => turns.Count(turn => turn.IsCompletedSuccessfully);
    }

    [Fact]
    public void After_a_pause_the_next_call_goes_out_at_once_and_what_was_not_used_is_not_saved_up()
    {
        Assert.True(_pace.WaitAsync(CancellationToken.None).IsCompletedSuccessfully);
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.True(_pace.WaitAsync(CancellationToken.None).IsCompletedSuccessfully);
        Assert.False(_pace.WaitAsync(CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task A_wait_ends_when_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        await _pace.WaitAsync(stop.Token);
        var wait = _pace.WaitAsync(stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }
}
