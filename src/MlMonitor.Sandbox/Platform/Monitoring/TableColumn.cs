using System.Globalization;
using MlMonitor.Sandbox.Platform.Captures;

namespace MlMonitor.Sandbox.Platform.Monitoring;

/// <summary>The values of a column, the empty ones among them.</summary>
internal sealed class TableColumn
{
    private readonly Lazy<double[]> _sorted;

    public TableColumn(string name, ColumnKind kind, IReadOnlyList<string> values)
    {
        Name = name;
        Kind = kind;
        Values = values;
        Present = values.Where(value => value.Length > 0).ToList();
        Numbers = kind == ColumnKind.String ? [] : Present.Select(value => double.Parse(value, CultureInfo.InvariantCulture)).ToList();
        _sorted = new(() => [.. Numbers.Order()]);
    }

    public string Name { get; }

    public ColumnKind Kind { get; }

    public IReadOnlyList<string> Values { get; }

    /// <summary>Those that are not missing.</summary>
    public IReadOnlyList<string> Present { get; }

    /// <summary>The same as numbers, in the order of the rows; none where the column holds words.</summary>
    public IReadOnlyList<double> Numbers { get; }

    public double[] Sorted => _sorted.Value;

    public double Completeness => Values.Count == 0 ? 1 : (double)Present.Count / Values.Count;
}
