using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using MlMonitor.Core.Capture;
using MlMonitor.Core.ProfileStores;

namespace MlMonitor.Core.Tests.Capture;

/// <summary>Ctrl+C in the middle of a gigabyte.</summary>
public sealed class CaptureStopTests : CaptureTestBase
{
    private const int Megabytes = 1024;

    [Fact]
    public async Task Profiling_a_gigabyte_ends_within_a_second_of_being_stopped_and_tells_how_far_it_was()
    {
        var path = Path.Combine(Folder, "large.jsonl.gz");
        await WriteAsync(path);
        using var stop = new CancellationTokenSource();
        var sink = new StoppingSink(stop);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CaptureHours.ReadAtOnceAsync(CaptureSource.OfPath(path), null, new HourlyOptions(), sink, stop.Token));

        Assert.InRange(sink.SinceStop.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.InRange(sink.Done, 1, new FileInfo(path).Length >> 20);
    }

    /// <summary>Packed, so that a gigabyte is soon written: random digits of which no byte can be spared would take longer than the reading.</summary>
    private static async Task WriteAsync(string path)
    {
        var random = new Random(1);
        var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 4000).Select(_ => Record($"{random.NextDouble()},{random.Next()}") + "\n")));
        await using var file = File.Create(path);
        await using var packed = new GZipStream(file, CompressionLevel.Fastest);
        for (var written = 0L; written < (long)Megabytes << 20; written += block.Length)
            await packed.WriteAsync(block);
    }

    /// <summary>Stops once something has been read.</summary>
    private sealed class StoppingSink(CancellationTokenSource stop) : IMonitorSink
    {
        public Stopwatch SinceStop { get; } = new();

        public int Done { get; private set; }

        public void Report(Problem problem) => Assert.Fail(problem.Message);

        public void Warn(string message) => Assert.Fail(message);

        public void Detail(string message)
        {
        }

        public void Trace(string message)
        {
        }

        public void Progress(string activity, int done, int? total)
        {
            Done = Math.Max(Done, done);
            if (done < 10 || SinceStop.IsRunning)
                return;
            SinceStop.Start();
            stop.Cancel();
        }
    }
}
