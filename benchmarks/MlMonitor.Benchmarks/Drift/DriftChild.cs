using System.Diagnostics;
using System.Text.Json;
using MlMonitor.Core;
using MlMonitor.Core.Baselines;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Drift;
using MlMonitor.Core.ProfileStores;

namespace MlMonitor.Benchmarks.Drift;

/// <summary>One measurement of drift in a process of its own.</summary>
internal static class DriftChild
{
    private const int Workers = 2;
    private const int BlockBytes = 1 << 20;

    public static async Task<int> RunAsync(string what, string capture, string baseline)
    {
        var watch = Stopwatch.StartNew();
        var (rows, read, distances) = what == "json" ? Walk(capture) : await JudgeAsync(capture, baseline);
        var took = watch.Elapsed.TotalSeconds;
        SideBySide.Tell(rows, read ?? took, took, distances);
        return 0;
    }

    private static async Task<(long Rows, double? Read, Dictionary<string, double> Distances)> JudgeAsync(string capture, string path)
    {
        var watch = Stopwatch.StartNew();
        var (baseline, profile, _) = (await DriftRead.ReadAsync(
            new BaselineReader(null, Quiet.Instance),
            path,
            stop => CaptureHours.ReadAtOnceAsync(CaptureSource.OfPath(capture), null, new HourlyOptions(), Quiet.Instance, stop),
            CancellationToken.None))!.Value;
        var read = watch.Elapsed.TotalSeconds;
        Tell("read", watch);
        var findings = DriftTest.Judge(baseline, profile, DriftOptions.Default);
        Tell("judged", watch);
        await Console.Error.WriteLineAsync($"exact: {profile.Columns.All(c => c.IsExact)}, collections {GC.CollectionCount(0)} {GC.CollectionCount(1)} {GC.CollectionCount(2)}, allocated {GC.GetTotalAllocatedBytes() >> 20} MB");
        return (profile.RowCount, read, findings.Where(f => f.Check == MlDriftCheck.Drift && f.Value is not null).GroupBy(f => f.FeatureName).ToDictionary(g => g.Key, g => g.First().Value!.Value));
    }

    /// <summary>What parsing alone costs: every token of every record, and nothing made of it.</summary>
    private static (long Rows, double? Read, Dictionary<string, double> Distances) Walk(string folder)
    {
        var files = Directory.GetFiles(folder, "*.jsonl", SearchOption.AllDirectories);
        var records = 0L;
        Parallel.ForEach(files, new ParallelOptions { MaxDegreeOfParallelism = Workers }, () => (Buffer: new byte[BlockBytes], Count: 0L), (path, _, state) =>
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
            var held = 0;
            while (file.Read(state.Buffer, held, BlockBytes - held) is > 0 and var read)
            {
                held += read;
                var end = state.Buffer.AsSpan(0, held).LastIndexOf((byte)'\n') + 1;
                state.Count += WalkBlock(state.Buffer.AsSpan(0, end));
                state.Buffer.AsSpan(end, held - end).CopyTo(state.Buffer);
                held -= end;
            }

            return state;
        }, state => Interlocked.Add(ref records, state.Count));
        return (records, null, []);
    }

    private static long WalkBlock(ReadOnlySpan<byte> block)
    {
        var records = 0;
        while (!block.IsEmpty)
        {
            var end = block.IndexOf((byte)'\n') + 1;
            var reader = new Utf8JsonReader(block[..end]);
            while (reader.Read())
            {
            }

            records++;
            block = block[end..];
        }

        return records;
    }

    private static void Tell(string what, Stopwatch watch) => Console.Error.WriteLine($"{what,-10} {watch.Elapsed.TotalSeconds,8:0.00} s, working set {Environment.WorkingSet >> 20} MB");
}
