using System.Text;
using MlMonitor.Core.Labels;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Labels;

/// <summary>Keeps every labelled row as text: its time, its values in the order they came, and its label.</summary>
internal sealed class LabelTable : ILabelledReceiver
{
    private readonly List<string> _columns = [];
    private readonly List<string> _cells = [];
    private DateTimeOffset? _time;
    private string? _label;

    public List<(DateTimeOffset? Time, string Cells, string? Label)> Rows { get; } = [];

    public int Column(string name)
    {
        _columns.Add(name);
        return _columns.Count - 1;
    }

    public void BeginRecord(DateTimeOffset? time) => _time = time;

    public void Cell(int column, ReadOnlySpan<byte> text, CellKind kind) => _cells.Add($"{_columns[column]}={Encoding.UTF8.GetString(text)}");

    public void Label(ReadOnlySpan<byte> text, CellKind kind) => _label = kind == CellKind.Missing ? "missing" : Encoding.UTF8.GetString(text);

    public void EndRow()
    {
        Rows.Add((_time, string.Join(' ', _cells), _label));
        _cells.Clear();
        _label = null;
    }
}
