using System.Globalization;
using System.Text;
using System.Text.Json;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Tests.Support;

namespace MlMonitor.Core.Tests.Capture;

/// <summary>A folder for captures, which goes with the test.</summary>
public abstract class CaptureTestBase : IDisposable
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("capture").FullName;

    internal RecordingSink Sink { get; } = new();

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string Put(string name, byte[] content)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    protected string Put(string name, params string[] lines) => Put(name, Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))));

    protected static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "Capture", "samples", name);

    protected static DateTimeOffset Utc(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);

    /// <summary>A record as SageMaker writes it.</summary>
    protected static string Record(string input, string? output = "0.5", string type = "text/csv", string encoding = "CSV", string time = "2026-11-22T10:05:00Z", string id = "e") =>
        JsonSerializer.Serialize(new
        {
            captureData = output is null
                ? (object)new { endpointInput = new { observedContentType = type, mode = "INPUT", data = input, encoding } }
                : new { endpointInput = new { observedContentType = type, mode = "INPUT", data = input, encoding }, endpointOutput = new { observedContentType = type, mode = "OUTPUT", data = output, encoding } },
            eventMetadata = new { eventId = id, inferenceTime = time },
            eventVersion = "0",
        });

    internal async Task<(CaptureSummary Summary, RowTable Rows)> ReadAsync(string path, MlWindow? window = null, ColumnMap? map = null, CaptureOptions? options = null)
    {
        var rows = new RowTable();
        var summary = await CaptureReader.ReadAsync(
            CaptureSource.OfPath(path), window, map ?? ColumnMap.None, () => rows, Sink, (options ?? new()) with { Workers = 1 }, CancellationToken.None);
        return (summary, rows);
    }
}
