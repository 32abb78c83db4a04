using MlMonitor.Core.Capture;

namespace MlMonitor.Core.Tests.Capture;

/// <summary>Real captures: of the tests of the SageMaker Python SDK, and of AWS's examples. Sums by Python's json.</summary>
public sealed class CaptureSampleTests : CaptureTestBase
{
    [Fact]
    public async Task Csv_whose_time_is_a_placeholder_is_read_whole()
    {
        var (summary, rows) = await ReadAsync(Sample("sdk-capture.jsonl"));

        Assert.Equal((44L, 44L, 0L, 0L), (summary.Records, summary.Rows, summary.BadRecords, summary.UnfinishedRecords));
        Assert.Equal(["_c0", "_c1", "_c2", "_c3", "_c4", "_c5", "_c6", "_c7"], rows.Columns);
        Assert.Equal(["_c0"], summary.OutputColumns);
        Assert.Equal(21.214652538296004, rows.Sum("_c0"), 1e-9);
        Assert.Equal(6320, rows.Columns.Skip(1).Sum(rows.Sum), 1e-9);
    }

    [Fact]
    public async Task Instances_that_are_numbers_are_rows_of_one_column()
    {
        var (summary, rows) = await ReadAsync(Sample("sdk-instances.jsonl"));

        Assert.Equal((2L, 6L), (summary.Records, summary.Rows));
        Assert.Equal(["_c0=#3.5 _c1=#1.0", "_c0=#4.0 _c1=#2.0", "_c0=#5.5 _c1=#5.0"], Enumerable.Range(0, 3).Select(rows.Line));
        Assert.Equal(Utc("2019-11-24T07:31:30Z"), summary.Last);
    }

    [Fact]
    public async Task One_record_of_many_rows_with_ground_truth_beside_it_is_read()
    {
        var (summary, rows) = await ReadAsync(Sample("adult-merged.jsonl"));

        Assert.Equal((1L, 334L, 0L), (summary.Records, summary.Rows, summary.BadRecords));
        Assert.Equal(["score", "predicted_label"], summary.OutputColumns);
        Assert.Equal(["score", "predicted_label", .. Enumerable.Range(2, 14).Select(i => $"_c{i}")], rows.Columns);
        Assert.Equal((59831939.0, 11979.0, 51.0), (rows.Sum("_c4"), rows.Sum("_c15"), rows.Sum("predicted_label")));
        Assert.Equal(78.2718440911267, rows.Sum("score"), 1e-9);
    }

    [Fact]
    public async Task A_jmespath_chooses_what_is_wanted()
    {
        var map = new ColumnMap { InputPath = "instances[*].features[0:2]", OutputPath = "predictions[*].predicted_label", OutputNames = ["label"], InputNames = ["age", "work"] };
        var (summary, rows) = await ReadAsync(Sample("adult-merged.jsonl"), map: map);

        Assert.Equal((334L, 0L), (summary.Rows, summary.BadRecords));
        Assert.Equal("label=#1 age=#28 work=#2", rows.Line(0));
    }
}
