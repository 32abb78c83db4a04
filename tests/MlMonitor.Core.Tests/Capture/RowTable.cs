using System.Globalization;
using System.Text;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Capture;

/// <summary>Keeps every row as text, for tests that look at all of them.</summary>
internal sealed class RowTable : IRowReceiver
{
    private readonly Dictionary<string, string> _row = [];

    public List<string> Columns { get; } = [];

    public List<Dictionary<string, string>> Rows { get; } = [];

    public int Column(string name)
    {
        if (!Columns.Contains(name))
            Columns.Add(name);
        return Columns.IndexOf(name);
    }

    public void Cell(int column, ReadOnlySpan<byte> text, CellKind kind) =>
        _row[Columns[column]] = (kind switch { CellKind.Quoted => "'", CellKind.Missing => "?", CellKind.Boolean => "!", CellKind.Number => "#", _ => "" }) + Encoding.UTF8.GetString(text);

    public void EndRow()
    {
        Rows.Add(new(_row));
        _row.Clear();
    }

    /// <summary>A row as one text: its columns in the order in which they were seen.</summary>
    public string Line(int row) => string.Join(" ", Columns.Where(Rows[row].ContainsKey).Select(c => $"{c}={Rows[row][c]}"));

    public double Sum(string column) => Rows.Sum(r => double.Parse(r[column].TrimStart('#'), CultureInfo.InvariantCulture));
}
