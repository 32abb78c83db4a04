using MlMonitor.Core.Capture;
using MlMonitor.Core.Labels;
using MlMonitor.Core.Quality;

namespace MlMonitor.Core.Tests.Capture;

/// <summary>What Kernel SHAP asks an endpoint is captured too, and is nobody's request.</summary>
public sealed class CaptureExplanationCallTests : CaptureTestBase
{
    private static readonly string Own = Record("9", "0").Replace("\"eventId\":\"e\"", "\"eventId\":\"e\",\"inferenceId\":\"mlmonitor-explanation-1\"", StringComparison.Ordinal);

    [Fact]
    public async Task Calls_that_explain_are_left_out_and_counted()
    {
        var path = Put("c/one.jsonl", Record("1", "0"), Own, Record("2", "1"), Own);

        var (read, _) = await ReadAsync(path);
        var (all, _) = await ReadAsync(path, options: new CaptureOptions { IncludeExplanationCalls = true });

        Assert.Equal((2, 2, 0), (read.Records, read.ExplanationCalls, read.BadRecords));
        Assert.StartsWith("2 captured requests were left out", Assert.Single(read.LeftOut), StringComparison.Ordinal);
        Assert.Equal((4, 0), (all.Records, all.ExplanationCalls));
        Assert.Empty(all.LeftOut);
    }

    [Fact]
    public async Task Quality_does_not_count_them()
    {
        Put("c/one.jsonl", [.. Enumerable.Range(0, 60).Select(i => Record("1", $"{i % 2}", id: $"r{i}")), Own]);
        Put("l/one.jsonl", [.. Enumerable.Range(0, 60).Select(i => Label($"r{i}", $"{i % 2}")), Label("mlmonitor-explanation-1", "1")]);

        var (findings, read) = await CapturedQuality.TestAsync(Requests(), new QualityQuery(), Sink, CancellationToken.None);

        Assert.Equal(1, read!.ExplanationCalls);
        Assert.Equal((60, 1.0), (findings[0].Count, findings.Single(f => f.MetricName == "accuracy").Value));
    }

    private CapturedRequests Requests() => new() { Source = CaptureSource.OfPath(Path.Combine(Folder, "c")), Labels = CaptureSource.OfPath(Path.Combine(Folder, "l")) };

    private static string Label(string id, string label) =>
        $$"""{"groundTruthData":{"data":"{{label}}","encoding":"CSV"},"eventMetadata":{"eventId":"{{id}}"},"eventVersion":"0"}""";
}
