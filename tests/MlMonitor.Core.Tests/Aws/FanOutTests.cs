using System.Runtime.CompilerServices;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Tests.Support;

namespace MlMonitor.Core.Tests.Aws;

public sealed class FanOutTests
{
    private static readonly AwsConnection[] Two = [TestAws.Connection(region: "eu-west-1"), TestAws.Connection(region: "us-east-1")];

    [Fact]
    public async Task Everything_of_every_connection_comes_in_the_order_of_its_connection()
    {
        var all = await FanOut.MergeAsync(Two, (c, _) => Items(c, 200), CancellationToken.None).ToListAsync();

        Assert.Equal(400, all.Count);
        foreach (var connection in Two)
            Assert.Equal(Enumerable.Range(0, 200).Select(n => $"{connection.Region} {n}"), all.Where(i => i.StartsWith(connection.Region, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Connections_are_read_side_by_side()
    {
        var met = new CountdownEvent(2);
        async IAsyncEnumerable<string> Meet(AwsConnection connection, [EnumeratorCancellation] CancellationToken token)
        {
            met.Signal();
            await Task.Run(() => met.Wait(TimeSpan.FromSeconds(30), token), token);
            yield return connection.Region;
        }

        var all = await FanOut.MergeAsync<AwsConnection, string>(Two, Meet, CancellationToken.None).ToListAsync();

        Assert.True(met.IsSet);
        Assert.Equal(2, all.Count);
    }

    [Fact]
    public async Task A_defect_in_one_is_thrown_after_the_others_gave_what_they_have()
    {
        var seen = new List<string>();
        var thrown = await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (var item in FanOut.MergeAsync(Two, (c, _) => c.Region == "eu-west-1" ? Broken() : Items(c, 100), CancellationToken.None))
                seen.Add(item);
        });

        Assert.Equal("broken", thrown.Message);
        Assert.Equal(100, seen.Count);
    }

    [Fact]
    public async Task A_consumer_that_stops_early_ends_the_reading()
    {
        var ended = new TaskCompletionSource();
        async IAsyncEnumerable<int> Endless(AwsConnection connection, [EnumeratorCancellation] CancellationToken token)
        {
            try
            {
                for (var n = 0; ; n++)
                {
                    await Task.Delay(1, token);
                    yield return n;
                }
            }
            finally
            {
                ended.TrySetResult();
            }
        }

        await foreach (var _ in FanOut.MergeAsync<AwsConnection, int>(Two, Endless, CancellationToken.None))
            break;

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task No_connection_gives_nothing() =>
        Assert.Empty(await FanOut.MergeAsync<AwsConnection, string>([], (c, _) => Items(c, 1), CancellationToken.None).ToListAsync());

    private static async IAsyncEnumerable<string> Items(AwsConnection connection, int count)
    {
        for (var n = 0; n < count; n++)
        {
            await Task.Yield();
            yield return $"{connection.Region} {n}";
        }
    }

    private static async IAsyncEnumerable<string> Broken()
    {
        await Task.Yield();
        throw new InvalidDataException("broken");
#pragma warning disable CS0162 // What makes it an iterator.
        yield break;
#pragma warning restore CS0162
    }
}
