using System.Diagnostics;
using MlMonitor.Core.Bias;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Labels;
using MlMonitor.Core.Quality;

namespace MlMonitor.Benchmarks.Model;

/// <summary>One measurement of quality and bias in a process of its own: each joins requests and labels for itself, as the two cmdlets do.</summary>
internal static class ModelChild
{
    public static async Task<int> RunAsync(string capture, string labels)
    {
        var watch = Stopwatch.StartNew();
        var requests = new CapturedRequests
        {
            Source = CaptureSource.OfPath(capture),
            Labels = CaptureSource.OfPath(labels),
            Map = ColumnMap.None with { Header = ModelData.Names },
        };
        var query = new PredictionQuery { Probability = "score" };
        var (quality, read) = await CapturedQuality.TestAsync(requests, new QualityQuery { Prediction = query }, Quiet.Instance, CancellationToken.None);
        var first = watch.Elapsed.TotalSeconds;
        Tell("quality", watch);
        var (bias, _) = await CapturedBias.TestAsync(requests, new BiasQuery { Prediction = query, Facets = [FacetRule.Of("sex", "F")] }, Quiet.Instance, CancellationToken.None);
        Tell("bias", watch);
        if (quality is [{ Labels: { } joined }, ..])
            await Console.Error.WriteLineAsync($"{joined.LabelledCount} of {joined.PredictionCount} have a label; {joined.LabelCount} labels, {joined.UnmatchedLabelCount} of others, {joined.RepeatedLabelCount} again, {joined.ContradictedLabelCount} corrected; median delay {joined.MedianDelay}");
        var values = quality.Select(f => (f.MetricName, f.Value)).Concat(bias.Select(f => (f.MetricName, f.Value)))
            .Where(f => f.Value is not null).ToDictionary(f => f.MetricName, f => f.Value!.Value);
        SideBySide.Tell(read!.Records, first, watch.Elapsed.TotalSeconds, values);
        return 0;
    }

    private static void Tell(string what, Stopwatch watch)
    {
        using var process = Process.GetCurrentProcess();
        Console.Error.WriteLine($"{what,-10} {watch.Elapsed.TotalSeconds,8:0.00} s, peak {process.PeakWorkingSet64 >> 20} MB, heap {GC.GetTotalMemory(false) >> 20} MB, allocated {GC.GetTotalAllocatedBytes() >> 20} MB");
    }
}
