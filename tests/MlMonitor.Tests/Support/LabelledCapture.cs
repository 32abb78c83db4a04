using System.Text.Json.Nodes;

namespace MlMonitor.Tests.Support;

/// <summary>Writes captured requests with their labels, as Model Monitor merges them, and labels by themselves.</summary>
internal sealed class LabelledCapture
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlmonitor-labelled-").FullName;

    /// <summary>A file of requests, each with input and answer in CSV and a label; without one where that is null.</summary>
    public string Merged(IEnumerable<(string Input, string Output, string? Label)> rows, DateTimeOffset? first = null, TimeSpan step = default)
    {
        var path = Path.Combine(_folder, Guid.NewGuid().ToString("N") + ".jsonl");
        var at = first ?? new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
        File.WriteAllLines(path, rows.Select((row, i) => Record(row, $"id-{i}", at + i * step)));
        return path;
    }

    /// <summary>A file of labels.</summary>
    public string Labels(params (string Id, string Label)[] labels)
    {
        var path = Path.Combine(_folder, Guid.NewGuid().ToString("N") + ".jsonl");
        File.WriteAllLines(path, labels.Select(label => new JsonObject
        {
            ["groundTruthData"] = new JsonObject { ["data"] = label.Label, ["encoding"] = "CSV" },
            ["eventMetadata"] = new JsonObject { ["eventId"] = label.Id },
            ["eventVersion"] = "0",
        }.ToJsonString()));
        return path;
    }

    /// <summary>Some other file.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Record((string Input, string Output, string? Label) row, string id, DateTimeOffset time)
    {
        var record = new JsonObject
        {
            ["captureData"] = new JsonObject { ["endpointInput"] = Data(row.Input, "INPUT"), ["endpointOutput"] = Data(row.Output, "OUTPUT") },
            ["eventMetadata"] = new JsonObject { ["eventId"] = id, ["inferenceTime"] = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture) },
            ["eventVersion"] = "0",
        };
        if (row.Label is not null)
            record["groundTruthData"] = new JsonObject { ["data"] = row.Label, ["encoding"] = "CSV" };
        return record.ToJsonString();
    }

    private static JsonObject Data(string text, string mode) => new() { ["observedContentType"] = "text/csv", ["mode"] = mode, ["data"] = text, ["encoding"] = "CSV" };
}
