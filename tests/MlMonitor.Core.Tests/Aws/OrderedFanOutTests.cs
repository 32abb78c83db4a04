using System.Runtime.CompilerServices;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Tests.Support;

namespace MlMonitor.Core.Tests.Aws;

public sealed class OrderedFanOutTests
{
    [Fact]
    public async Task Results_come_in_the_order_of_the_things_whichever_is_done_first()
    {
        var gates = Enumerable.Range(0, 4).Select(_ => new TaskCompletionSource()).ToArray();
        var results = OrderedFanOut.SelectAsync(Numbers(4), 4, async (n, _) =>
        {
            await gates[n].Task;
            return n;
        }, CancellationToken.None).ToListAsync();
        foreach (var n in (int[])[3, 1, 2, 0])
            gates[n].SetResult();

        Assert.Equal([0, 1, 2, 3], await results.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task No_more_calls_are_under_way_than_allowed_and_no_fewer_than_could_be(int width)
    {
        var (now, most) = (0, 0);
        var results = await OrderedFanOut.SelectAsync(Numbers(20), width, async (n, token) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            await Task.Delay(20, token);
            Interlocked.Decrement(ref now);
            return n;
        }, CancellationToken.None).ToListAsync();

        Assert.Equal(Enumerable.Range(0, 20), results);
        Assert.Equal(width, most);
    }

    [Fact]
    public async Task The_first_result_comes_before_the_last_call_is_made()
    {
        var made = 0;
        await foreach (var first in OrderedFanOut.SelectAsync(Numbers(1000), 2, (n, _) =>
        {
            made++;
            return Task.FromResult(n);
        }, CancellationToken.None))
        {
            Assert.Equal(0, first);
            break;
        }

        Assert.InRange(made, 1, 3);
    }

    [Fact]
    public async Task A_result_that_is_there_does_not_wait_for_a_list_that_is_slow_to_go_on()
    {
        async IAsyncEnumerable<int> OneThenNothing([EnumeratorCancellation] CancellationToken token = default)
        {
            yield return 0;
            await Task.Delay(Timeout.Infinite, token);
        }

        await using var results = OrderedFanOut.SelectAsync(OneThenNothing(), 5, async (n, _) =>
        {
            await Task.Yield();
            return n;
        }, CancellationToken.None).GetAsyncEnumerator();

        Assert.True(await results.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(0, results.Current);
    }

    [Fact]
    public async Task A_consumer_that_stops_early_ends_the_calls_under_way()
    {
        var (begun, ended) = (0, 0);
        var firstMayEnd = new TaskCompletionSource();
        await foreach (var _ in OrderedFanOut.SelectAsync(Numbers(10), 4, async (n, token) =>
        {
            if (Interlocked.Increment(ref begun) == 4)
                firstMayEnd.SetResult();
            if (n == 0)
            {
                await firstMayEnd.Task;
                return n;
            }

            await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Interlocked.Increment(ref ended);
            return n;
        }, CancellationToken.None))
        {
            break;
        }

        Assert.Equal(begun - 1, ended);
    }

    [Fact]
    public async Task A_call_that_throws_ends_the_walk_with_its_exception_and_the_others_with_it()
    {
        var (begun, cancelled) = (new TaskCompletionSource(), new TaskCompletionSource());
        var walk = OrderedFanOut.SelectAsync(Numbers(2), 2, async (n, token) =>
        {
            if (n == 0)
            {
                await begun.Task;
                throw new InvalidDataException("broken");
            }

            begun.SetResult();
            await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancelled.SetResult();
            return n;
        }, CancellationToken.None).ToListAsync();

        var thrown = await Assert.ThrowsAsync<InvalidDataException>(() => walk.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal("broken", thrown.Message);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Cancellation_ends_the_walk_and_reaches_the_calls()
    {
        using var stop = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var walk = OrderedFanOut.SelectAsync(Numbers(5), 2, async (n, token) =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
            return n;
        }, stop.Token).ToListAsync();
        await begun.Task;
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => walk.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private static async IAsyncEnumerable<int> Numbers(int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var n = 0; n < count; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return n;
        }
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
            Interlocked.CompareExchange(ref most, value, seen);
    }
}
