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

/// <summary>The values of a column, the empty ones among them.</summary>
internal sealed record TableColumn(string Name, ColumnKind Kind, IReadOnlyList<string> Values)
{
    public IEnumerable<string> Present => Values.Where(value => value.Length > 0);

    public IReadOnlyList<double> Numbers { get; } = Kind == ColumnKind.String
        ? []
        : Values.Where(value => value.Length > 0).Select(value => double.Parse(value, CultureInfo.InvariantCulture)).ToList();

    public double Completeness => Values.Count == 0 ? 1 : (double)Present.Count() / Values.Count;
}
