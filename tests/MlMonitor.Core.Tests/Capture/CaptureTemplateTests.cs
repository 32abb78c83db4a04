using System.Text;
using MlMonitor.Core.Capture;

namespace MlMonitor.Core.Tests.Capture;

/// <summary>Lines that look like one read before: they must read as they would by themselves.</summary>
public sealed class CaptureTemplateTests : CaptureTestBase
{
    private static readonly string[] Shapes =
    [
        Record("1,2,x", "0.25", id: "a1"),
        Record("4,5,y", null),
        Record("""{"a":1}""", """{"p":0.5}""", "application/json", "JSON"),
        Record(Convert.ToBase64String("1,2"u8), "1", "text/plain", "BASE64"),
        """{"eventMetadata":{"inferenceTime":"2026-11-22T10:05:01.5+01:00","inferenceId":"7","eventId":"e"},"captureData":{"endpointOutput":{"encoding":"CSV","data":"9"},"endpointInput":{"data":"1,2","encoding":"CSV"}}}""",
        """{"captureData":{"endpointInput":{"data":"1,2","encoding":"CSV"}},"eventMetadata":{"customAttributes":["a"],"eventId":"e"}}""",
        """{"captureData":{"endpointInput":{"data":"","encoding":"CSV"},"endpointOutput":{"data":"1","encoding":"CSV"}},"eventMetadata":{"inferenceTime":"{%s}"}}""",
    ];

    [Fact]
    public void Any_line_reads_the_same_after_any_other()
    {
        var random = new Random(20261127);
        using var warm = new CaptureEnvelopeReader();
        var shape = Shapes[0];
        for (var i = 0; i < 20_000; i++)
        {
            if (random.Next(20) == 0)
                shape = Shapes[random.Next(Shapes.Length)];
            var line = Encoding.UTF8.GetBytes(shape.Replace("1,2", $"{random.Next()},{random.Next(9)}", StringComparison.Ordinal));
            // Half of them are damaged in one byte or cut.
            if (random.Next(4) == 0)
                line[random.Next(line.Length)] = (byte)random.Next(256);
            else if (random.Next(3) == 0)
                line = line[..random.Next(1, line.Length)];
            using var fresh = new CaptureEnvelopeReader();

            Assert.Equal(Text(fresh, line), Text(warm, line));
        }
    }

    [Fact]
    public void A_record_is_read_without_an_object()
    {
        using var reader = new CaptureEnvelopeReader();
        byte[][] lines = [.. Enumerable.Range(0, 500).Select(i => Encoding.UTF8.GetBytes(Record($"{i},{i}", time: $"2026-11-22T10:05:{i % 60:00}Z", id: $"id{i}")))];
        var records = 0;
        ReadAll();
        var before = GC.GetAllocatedBytesForCurrentThread();
        ReadAll();
        var made = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(1000, records);
        Assert.InRange(made, 0, 400);

        void ReadAll()
        {
            foreach (var line in lines)
                if (reader.Read(line, out var record) is null && record.Input.IsPresent)
                    records++;
        }
    }

    private static string Text(CaptureEnvelopeReader reader, byte[] line) =>
        reader.Read(line, out var record) is { } reason ? reason : string.Join('|',
            Encoding.Latin1.GetString(record.Input.Data), record.Input.IsPresent, record.Input.Encoding, Encoding.Latin1.GetString(record.Input.ContentType),
            Encoding.Latin1.GetString(record.Output.Data), record.Output.IsPresent, record.Output.Encoding, Encoding.Latin1.GetString(record.Output.ContentType),
            Encoding.Latin1.GetString(record.EventId), Encoding.Latin1.GetString(record.InferenceId), Encoding.Latin1.GetString(record.CustomAttributes), record.Time);
}
