using System.Text;
using MlMonitor.Core.Capture;

namespace MlMonitor.Core.Tests.Capture;

/// <summary>Every form of payload, into rows.</summary>
public sealed class CapturePayloadTests : CaptureTestBase
{
    [Theory]
    [InlineData("1,2", "0.5", "_c0=0.5 _c1=1 _c2=2")]
    [InlineData("1,2\n", "0.5\n", "_c0=0.5 _c1=1 _c2=2")]
    [InlineData("1,2\r\n\r\n3,4\r\n", "0\n1", "_c0=0 _c1=1 _c2=2|_c0=1 _c1=3 _c2=4")]
    [InlineData("1,2\n3,4\n5,6", "0.1,0.2,0.3", "_c0=0.1 _c1=1 _c2=2|_c0=0.2 _c1=3 _c2=4|_c0=0.3 _c1=5 _c2=6")]
    [InlineData("a,\"b, c\"", "1", "_c0=1 _c1=a _c2='b, c")]
    [InlineData("\"say \"\"hi\"\"\",\"two\nlines\"", "1", "_c0=1 _c1='say \"hi\" _c2='two\nlines")]
    [InlineData(",x,", "1", "_c0=1 _c1=? _c2=x _c3=?")]
    [InlineData("\"\",naïve 雪", "1", "_c0=1 _c1=' _c2=naïve 雪")]
    [InlineData("1,NaN,-inf, 2", "1", "_c0=1 _c1=1 _c2=NaN _c3=-inf _c4= 2")]
    public async Task Csv(string input, string output, string expected)
    {
        Put("a.jsonl", Record(input, output));
        var (summary, rows) = await ReadAsync(Folder);

        Assert.Equal((1L, 0L), (summary.Records, summary.BadRecords));
        Assert.Equal(expected, string.Join('|', rows.Rows.Select((_, i) => rows.Line(i))));
    }

    [Theory]
    [InlineData("""{"a":1,"b":"x","c":null,"d":true}""", """{"p":0.5}""", "p=#0.5 a=#1 b='x c=? d=!true")]
    [InlineData("""{"a":{"b":1,"c":[2,{"d":3}]}}""", """{"p":1}""", "p=#1 a.b=#1 a.c.0=#2 a.c.1.d=#3")]
    [InlineData("""{"features":[1,"x"]}""", """{"score":1,"label":0}""", "score=#1 label=#0 _c2=#1 _c3='x")]
    [InlineData("""{"features":[1,2],"more":3}""", "[0.5]", "_c0=#0.5 features.0=#1 features.1=#2 more=#3")]
    [InlineData("""{"features":[1,[2]]}""", "0.5", "_c0=#0.5 features.0=#1 features.1.0=#2")]
    [InlineData("[1,2]", "[3]", "_c0=#3 _c1=#1 _c2=#2")]
    [InlineData("[[1,2],[3,4]]", "[5,6]", "_c0=#5 _c1=#1 _c2=#2|_c0=#6 _c1=#3 _c2=#4")]
    [InlineData("""[{"a":1},{"a":2}]""", """{"predictions":[{"p":5},{"p":6}],"model":"m"}""", "p=#5 a=#1|p=#6 a=#2")]
    [InlineData("""{"signature":"s","instances":[{"features":[1,2]},{"features":[3,4]}]}""", """{"predictions":[[5],[6]]}""", "_c0=#5 _c1=#1 _c2=#2|_c0=#6 _c1=#3 _c2=#4")]
    [InlineData("{\"a\":1}\n{\"a\":2}\n", "{\"p\":3}\n\n{\"p\":4}", "p=#3 a=#1|p=#4 a=#2")]
    [InlineData("""{"a":"q\"\u00e9\n","a\u002eb":-1.5e3}""", """{"p":1}""", "p=#1 a='q\"é\n a.b=#-1.5e3")]
    [InlineData("""{"score":7}""", """{"score":0.5}""", "output.score=#0.5 score=#7")]
    public async Task Json(string input, string output, string expected)
    {
        Put("a.jsonl", Record(input, output, "application/json", "JSON"));
        var (summary, rows) = await ReadAsync(Folder);

        Assert.Equal((1L, ""), (summary.Records, string.Join(';', summary.FirstBad)));
        Assert.Equal(expected, string.Join('|', rows.Rows.Select((_, i) => rows.Line(i))));
    }

    [Theory]
    [InlineData("1,2", "text/plain", "_c0=1 _c1=2")]
    [InlineData("""{"a":1}""", "application/x-unknown", "a=#1")]
    [InlineData("[7]", "application/json; charset=utf-8", "_c0=#7")]
    public async Task Base64_is_decoded_and_told_by_its_content_type(string text, string type, string expected)
    {
        Put("a.jsonl", Record(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)), null, type, "BASE64"));
        var (_, rows) = await ReadAsync(Folder);

        Assert.Equal(expected, rows.Line(0));
    }

    [Fact]
    public async Task Names_come_from_a_header_outputs_first()
    {
        Put("a.jsonl", Record("1,2", "0"), Record("3,4", null));
        var (summary, rows) = await ReadAsync(Folder, map: ColumnMap.OfHeader(["churn", "minutes", "calls"]));

        Assert.Equal(["churn=0 minutes=1 calls=2", "minutes=3 calls=4"], [rows.Line(0), rows.Line(1)]);
        Assert.Equal(["churn"], summary.OutputColumns);
    }

    [Theory]
    [InlineData("minutes,calls", "_c0=0 minutes=1 calls=2")]
    [InlineData("churn,minutes,calls", "churn=0 minutes=1 calls=2")]
    public async Task Names_of_a_header_are_the_inputs_or_outputs_and_inputs(string header, string expected)
    {
        Put("a.jsonl", Record("1,2", "0"), Record("3,4", "1"));
        var (summary, rows) = await ReadAsync(Folder, map: new ColumnMap { Header = header.Split(',') });

        Assert.Equal((2L, 0L), (summary.Records, summary.BadRecords));
        Assert.Equal(expected, rows.Line(0));
    }

    [Fact]
    public async Task A_header_of_another_number_of_names_fits_no_record_and_says_so()
    {
        Put("a.jsonl", Record("1,2", "0"));
        var (summary, _) = await ReadAsync(Folder, map: new ColumnMap { Header = ["a", "b", "c", "d"] });

        Assert.Equal("it has 2 inputs and 1 outputs, which 4 names do not fit", Assert.Single(summary.FirstBad).Reason);
    }

    [Fact]
    public void What_is_no_jmespath_is_told_before_anything_is_read()
    {
        Assert.Equal(ProblemId.InvalidRequest, new ColumnMap { InputPath = "a[" }.Check()?.Id);
        Assert.Null(new ColumnMap { InputPath = "instances[*].features", OutputPath = "predictions[*].score" }.Check());
    }

    [Fact]
    public async Task Members_come_in_any_order_and_unknown_ones_are_passed_over()
    {
        Put("a.jsonl", """{"x":{"y":[1]},"eventVersion":"0","eventMetadata":{"customAttributes":["a"],"inferenceId":"7","inferenceTime":"2026-11-22T11:05:00+01:00"},"captureData":{"batchTransformOutput":{"encoding":"CSV","data":"9"},"z":null,"endpointInput":{"data":"1,2","encoding":"CSV"}}}""");
        var records = await RecordsAsync();

        Assert.Equal(("7", "[\"a\"]", Utc("2026-11-22T10:05:00Z"), 1L), (records[0].InferenceId, records[0].CustomAttributes, records[0].Time, records[0].Line));
        Assert.Equal((9L, 1L, 2L), (records[0].Output[0]["_c0"], records[0].Input[0]["_c1"], records[0].Input[0]["_c2"]));
    }

    private async Task<List<MlCaptureRecord>> RecordsAsync()
    {
        var records = new List<MlCaptureRecord>();
        await foreach (var record in CaptureReader.RecordsAsync(CaptureSource.OfPath(Folder), null, ColumnMap.None, Sink, _ => { }, null, CancellationToken.None))
            records.Add(record);
        return records;
    }
}
