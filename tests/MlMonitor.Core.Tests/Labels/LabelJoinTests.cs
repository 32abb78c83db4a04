using System.Text.Json;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Labels;
using MlMonitor.Core.Storage;
using MlMonitor.Core.Tests.Capture;
using MlMonitor.Core.Tests.Support;
using MlMonitor.Sandbox;

namespace MlMonitor.Core.Tests.Labels;

/// <summary>Labels that are found, late, told twice, of many rows, and of nobody.</summary>
public sealed class LabelJoinTests : CaptureTestBase
{
    [Fact]
    public async Task A_request_is_known_by_its_inference_id_and_else_by_its_event_id()
    {
        Put("c/one.jsonl", Asked("1,2", "0", "event-1", "mine"), Asked("3,4", "1", "event-2"), Asked("5,6", "1", "event-3"), Asked("7,8", "0", "event-4", "yours"));
        Put("l/one.jsonl", Label("mine", "1"), Label("event-2", "0"), Label("event-4", "1"), Label("nobody", "1"));

        var (rows, coverage) = await JoinAsync();

        Assert.Equal(
            [("_c0=0 _c1=1 _c2=2", "1"), ("_c0=1 _c1=3 _c2=4", "0"), ("_c0=0 _c1=7 _c2=8", "1")],
            rows.Select(r => (r.Cells, r.Label)));
        Assert.Equal((4, 3, 4, 1), (coverage.PredictionCount, coverage.LabelledCount, coverage.LabelCount, coverage.UnmatchedLabelCount));
        Assert.Equal(0.75, coverage.Coverage);
        Assert.Equal("3 of 4 labelled (75 %), median delay 2 h", coverage with { MedianDelay = TimeSpan.FromHours(2) } is var told ? told.ToString() : "");
    }

    [Fact]
    public async Task Requests_without_a_label_are_passed_on_where_that_is_asked_for()
    {
        Put("c/one.jsonl", Asked("1", "0", "a"), Asked("2", "1", "b"));
        Put("l/one.jsonl", Label("a", "1"));

        var (rows, coverage) = await JoinAsync(new LabelJoinOptions { IncludeUnlabelled = true });

        Assert.Equal(["1", null], rows.Select(r => r.Label));
        Assert.Equal(1, coverage.LabelledCount);
    }

    [Theory]
    [InlineData("2026/11/22/10", "2026/11/22/11", "1")]
    [InlineData("2026/11/22/11", "2026/11/22/10", "0")]
    public async Task Of_two_that_differ_what_was_collected_last_counts_and_one_told_again_changes_nothing(string first, string second, string expected)
    {
        Put("c/one.jsonl", Asked("1", "0", "a"));
        Put($"l/{first}/x.jsonl", Label("a", "0"), Label("a", "0"));
        Put($"l/{second}/y.jsonl", Label("a", "1"));

        var (rows, coverage) = await JoinAsync();

        Assert.Equal(expected, Assert.Single(rows).Label);
        Assert.Equal((1, 1, 1), (coverage.LabelCount, coverage.RepeatedLabelCount, coverage.ContradictedLabelCount));
    }

    [Fact]
    public async Task A_request_of_many_rows_has_a_label_for_each_and_another_number_is_no_label()
    {
        Put("c/one.jsonl", Asked("1\n2\n3", "0\n1\n0", "csv"), Asked("4\n5", "1\n1", "json"), Asked("6\n7", "0\n0", "short"));
        Put("l/one.jsonl",
            Label("csv", "1\n0\n1"), Label("json", """{"instances":[{"label":0},{"label":1}]}""", "JSON"), Label("short", "1"));

        var (rows, coverage) = await JoinAsync();

        Assert.Equal([("_c0=0 _c1=1", "1"), ("_c0=1 _c1=2", "0"), ("_c0=0 _c1=3", "1"), ("_c0=1 _c1=4", "0"), ("_c0=1 _c1=5", "1")], rows.Select(r => (r.Cells, r.Label)));
        Assert.Equal((2, 1), (coverage.LabelledCount, coverage.MismatchedCount));
    }

    [Fact]
    public async Task What_is_no_label_is_counted_and_which_of_many_values_is_the_label_is_not_guessed()
    {
        Put("c/one.jsonl", Asked("1", "0", "a"), Asked("2", "0", "b"));
        Put("l/one.jsonl",
            "no", """{"groundTruthData":{"data":"1","encoding":"CSV"},"eventMetadata":{}}""", Asked("1", "0", "a"), Label("a", "1,0"),
            Label("b", """{"label":1,"weight":3}""", "JSON"));

        var (_, coverage) = await JoinAsync();
        var (chosen, _) = await JoinAsync(path: "label");

        Assert.Equal((0, 5), (coverage.LabelledCount, coverage.BadLabelCount));
        Assert.Equal("1", Assert.Single(chosen).Label);
    }

    [Fact]
    public async Task Records_that_Model_Monitor_merged_have_their_labels_with_them()
    {
        var rows = new LabelTable();
        var (read, coverage) = await LabelJoin.ReadAsync(
            CaptureSource.OfPath(Sample("adult-merged.jsonl")), null, ColumnMap.None, new LabelBook(), () => rows, new(), Sink, One, CancellationToken.None);

        // By Python's json.
        Assert.Equal((1L, 334L, 334), (read.Records, read.Rows, rows.Rows.Count));
        Assert.Equal(AdultPositives, rows.Rows.Count(r => r.Label == "1"));
        Assert.Equal(AdultHits, rows.Rows.Count(r => r.Cells.Contains($"predicted_label={r.Label} ", StringComparison.Ordinal)));
        Assert.Equal((1, 0), (coverage.LabelledCount, coverage.LabelCount));
    }

    [Fact]
    public async Task Labels_of_the_sandbox_come_six_to_twelve_hours_late_and_one_in_twenty_never()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions());
        var connection = TestAws.Connection(sandbox);
        CaptureSource In(string bucket, string key) => CaptureSource.OfS3(new S3Location(bucket, key), connection);
        var now = DateTimeOffset.UtcNow;
        var window = new MlWindow(now.AddHours(-72), now.AddHours(-24));
        var (labels, _) = await LabelReader.ReadAsync(In("ml-labels-123456789012", "churn-predictor/"), new MlWindow(window.After, now), null, Sink, null, CancellationToken.None);
        var tables = new System.Collections.Concurrent.ConcurrentBag<LabelTable>();

        var (read, coverage) = await LabelJoin.ReadAsync(
            In("ml-capture-123456789012", "datacapture/churn-predictor/"), window, ColumnMap.None, labels, Make, new(), Sink, null, CancellationToken.None);

        Assert.InRange(read.Records, 19_100, 19_300);
        Assert.InRange(coverage.Coverage!.Value, 0.94, 0.96);
        Assert.InRange(coverage.MedianDelay!.Value.TotalHours, 7, 11);
        Assert.InRange(coverage.P90Delay!.Value.TotalHours, 10, 12.5);
        Assert.True(coverage.UnmatchedLabelCount > 0);
        Assert.True(coverage.RepeatedLabelCount > 0);
        // 61 % of those who leave are found since five days (sandbox README).
        var rows = tables.SelectMany(t => t.Rows).ToList();
        var left = rows.Where(r => r.Label == "1").ToList();
        Assert.InRange((double)left.Count(r => r.Cells.StartsWith("_c0=1 ", StringComparison.Ordinal)) / left.Count, 0.58, 0.64);

        LabelTable Make()
        {
            var table = new LabelTable();
            tables.Add(table);
            return table;
        }
    }

    private const int AdultPositives = 242;
    private const int AdultHits = 109;

    private static CaptureOptions One => new() { Workers = 1 };

    private static string Label(string id, string data, string encoding = "CSV") =>
        JsonSerializer.Serialize(new { groundTruthData = new { data, encoding }, eventMetadata = new { eventId = id }, eventVersion = "0" });

    private static string Asked(string input, string output, string id, string? inferenceId = null)
    {
        var record = Record(input, output, id: id);
        return inferenceId is null ? record : record.Replace("\"eventId\"", $"\"inferenceId\":\"{inferenceId}\",\"eventId\"", StringComparison.Ordinal);
    }

    private async Task<(List<(DateTimeOffset? Time, string Cells, string? Label)> Rows, MlLabelCoverage Coverage)> JoinAsync(LabelJoinOptions? join = null, string? path = null)
    {
        var (labels, read) = await LabelReader.ReadAsync(CaptureSource.OfPath(Path.Combine(Folder, "l")), null, path, Sink, One, CancellationToken.None);
        Assert.Null(read.Problem);
        var rows = new LabelTable();
        var (_, coverage) = await LabelJoin.ReadAsync(
            CaptureSource.OfPath(Path.Combine(Folder, "c")), null, ColumnMap.None, labels, () => rows, join ?? new(), Sink, One, CancellationToken.None);
        return (rows.Rows, coverage);
    }
}
