using System.Text;
using MlMonitor.Core.Datasets;

namespace MlMonitor.Core.Attribution;

/// <summary>
/// A request that a model was sent, taken apart so that others like it can be made: rows of CSV, or of JSON in whichever of its forms.
/// </summary>
public sealed class ModelRequest
{
    private const string Csv = "text/csv";
    private readonly JsonForm? _json;

    private ModelRequest(string contentType, IReadOnlyList<ModelCell[]> rows, JsonForm? json)
    {
        ContentType = contentType;
        Rows = rows;
        _json = json;
    }

    /// <summary>The content type to send.</summary>
    public string ContentType { get; }

    /// <summary>The rows, all of one length.</summary>
    public IReadOnlyList<ModelCell[]> Rows { get; }

    /// <summary>The names of the features, in order; empty where they are told by their place.</summary>
    public IReadOnlyList<string> FeatureNames => _json?.Names ?? [];

    /// <summary>Whether a request can have more than one row.</summary>
    public bool TakesMany => _json is not { Container: JsonContainer.None };

    /// <summary>Takes a captured request apart.</summary>
    /// <param name="record">The request.</param>
    /// <param name="reason">Why it cannot be.</param>
    /// <returns>The parts; null where it cannot be.</returns>
    public static ModelRequest? Read(MlCaptureRecord record, out string reason)
    {
        var text = record.InputText?.TrimStart('\uFEFF').Trim();
        reason = "the request was not kept";
        if (string.IsNullOrEmpty(text))
            return null;
        var type = record.InputContentType ?? "";
        var isJson = type.Contains("json", StringComparison.OrdinalIgnoreCase) || (!type.Contains("csv", StringComparison.OrdinalIgnoreCase) && text[0] is '{' or '[');
        if (!isJson)
            return ReadCsv(text, type.Length > 0 ? type : Csv, out reason);
        var isLines = type.Contains("lines", StringComparison.OrdinalIgnoreCase) || type.Contains("jsonl", StringComparison.OrdinalIgnoreCase);
        return JsonForm.Read(text, isLines, out var rows, out reason) is { } form
            ? new ModelRequest(type.Length > 0 ? type : form.Container == JsonContainer.Lines ? "application/jsonlines" : "application/json", rows, form)
            : null;
    }

    /// <summary>Makes a request of the same form.</summary>
    /// <param name="rows">Its rows, each as long as those of this request.</param>
    /// <returns>The body.</returns>
    public byte[] Write(IReadOnlyList<ModelCell[]> rows)
    {
        if (_json is not null)
            return _json.Write(rows);
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            for (var f = 0; f < row.Length; f++)
            {
                if (f > 0)
                    text.Append(',');
                row[f].Write(text);
            }

            text.Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Whether another request is of the same form, so that both can be explained together.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>Whether it is.</returns>
    public bool IsLike(ModelRequest other) =>
        ContentType == other.ContentType && Rows[0].Length == other.Rows[0].Length && FeatureNames.SequenceEqual(other.FeatureNames, StringComparer.Ordinal)
        && _json?.Container == other._json?.Container;

    private static ModelRequest? ReadCsv(string text, string contentType, out string reason)
    {
        var bytes = Encoding.UTF8.GetBytes(text).AsSpan();
        var (row, rows) = (new CsvRow(), new List<ModelCell[]>());
        reason = "";
        byte[] scratch = [];
        while (!bytes.IsEmpty)
        {
            if (row.Find(bytes, isEnd: true) != CsvOutcome.Row)
            {
                reason = $"it is no CSV: {row.Reason}";
                return null;
            }

            var cells = new ModelCell[row.Count];
            for (var f = 0; f < cells.Length; f++)
                cells[f] = new ModelCell(Encoding.UTF8.GetString(row.Value(bytes, f, ref scratch, out _)));
            if (!row.IsBlank)
                rows.Add(cells);
            bytes = bytes[row.Length..];
        }

        if (rows.TrueForAll(other => other.Length == rows[0].Length))
            return new ModelRequest(contentType, rows, null);
        reason = "its rows are not of one length";
        return null;
    }
}
