using System.Management.Automation;
using System.Text;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Comma-separated values as in RFC 4180; every field is quoted when written, as PowerShell does.</summary>
internal static class CsvText
{
    public static string Row(IEnumerable<string?> fields) =>
        string.Join(',', fields.Select(field => field is null ? "" : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));

    public static string?[] Header(PSObject item) => [.. item.Properties.Select(property => property.Name)];

    public static string Row(PSObject item, IEnumerable<string?> header) =>
        Row(header.Select(name => item.Properties[name]?.Value is { } value ? PSObject.AsPSObject(value).ToString() : null));

    /// <summary>The rows of a text with a header, as objects.</summary>
    public static IEnumerable<PSObject> Read(string text)
    {
        List<string>? header = null;
        foreach (List<string> fields in Rows(text))
        {
            if (header is null)
            {
                header = fields;
                continue;
            }

            var item = new PSObject();
            for (int i = 0; i < header.Count; i++)
            {
                item.Properties.Add(new PSNoteProperty(header[i], i < fields.Count ? fields[i] : null));
            }

            yield return item;
        }
    }

    private static IEnumerable<List<string>> Rows(string text)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') field.Append(text[i++]);
            else if (c == '"') quoted = !quoted;
            else if (quoted) field.Append(c);
            else if (c == ',') EndField();
            else if (c == '\n' && EndRow() is { } row) yield return row;
            else if (c is not ('\r' or '\n')) field.Append(c);
        }

        if (EndRow() is { } last) yield return last;

        void EndField()
        {
            fields.Add(field.ToString());
            field.Clear();
        }

        List<string>? EndRow()
        {
            // A blank line is no row.
            if (fields.Count == 0 && field.Length == 0) return null;
            EndField();
            List<string> row = fields;
            fields = [];
            return row;
        }
    }
}
