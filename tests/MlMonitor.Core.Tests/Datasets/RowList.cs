using System.Text;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Datasets;

/// <summary>Keeps the rows it is given, each cell as <c>column=text:K</c>, K being the first letter of its kind.</summary>
internal sealed class RowList : IRowReceiver
{
    private readonly List<string> _row = [];

    public List<string> Columns { get; } = [];

    public List<string> Rows { get; } = [];

    public int Column(string name)
    {
        var at = Columns.IndexOf(name);
        if (at < 0)
            Columns.Add(name);
        return at < 0 ? Columns.Count - 1 : at;
    }

    public void Cell(int column, ReadOnlySpan<byte> text, CellKind kind) => _row.Add($"{Columns[column]}={Encoding.UTF8.GetString(text)}:{kind.ToString()[0]}");

    public void EndRow()
    {
        Rows.Add(string.Join(" ", _row));
        _row.Clear();
    }
}
