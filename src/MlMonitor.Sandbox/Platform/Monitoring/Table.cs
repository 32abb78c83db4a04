using System.Globalization;
using System.Text;
using MlMonitor.Sandbox.Platform.Captures;

namespace MlMonitor.Sandbox.Platform.Monitoring;

/// <summary>Rows of requests as Model Monitor reads them: what is predicted is the first column.</summary>
internal sealed class Table
{
    public Table(string target, IReadOnlyList<Column> columns, IEnumerable<(int Target, IReadOnlyList<string> Values)> rows)
    {
        var all = rows.ToList();
        Count = all.Count;
        Columns =
        [
            new TableColumn(target, ColumnKind.Integral, all.Select(row => row.Target.ToString(CultureInfo.InvariantCulture)).ToList()),
            .. columns.Select((column, at) => new TableColumn(column.Name, column.Kind, all.Select(row => row.Values[at]).ToList())),
        ];
    }

    public int Count { get; }

    public IReadOnlyList<TableColumn> Columns { get; }

    public string Csv()
    {
        var text = new StringBuilder().AppendJoin(',', Columns.Select(column => column.Name)).Append('\n');
        for (var row = 0; row < Count; row++)
            text.AppendJoin(',', Columns.Select(column => column.Values[row])).Append('\n');
        return text.ToString();
    }
}
