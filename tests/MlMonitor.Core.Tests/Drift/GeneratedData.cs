using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Drift;

/// <summary>Data sets of 25 columns, 20 of numbers of all kinds and 5 of categories, with 1 % missing; and the ways one column may drift.</summary>
internal sealed class GeneratedData(int seed)
{
    private static readonly string[] Names = ["a", "b", "c", "d", "e", "new"];
    private static readonly double[] Mix = [0.4, 0.25, 0.2, 0.1, 0.05, 0];

    private readonly Random _random = new(seed);

    public static DatasetProfile Of(IReadOnlyList<ColumnProfile> columns) => new() { RowCount = columns[0].Count, Columns = columns };

    public List<ColumnProfile> Columns(int rows) =>
        [.. Enumerable.Range(0, 20).Select(i => Numbers(i, rows)), .. Enumerable.Range(20, 5).Select(i => Categories(i, rows, Mix))];

    /// <summary>A column as it is where one thing has changed.</summary>
    public (int Column, ColumnProfile Profile) Drifted(string drift, int rows) => drift switch
    {
        "mean +0.3 sd" => (0, Numbers(0, rows, shift: 0.3)),
        "scale x 1.5" => (0, Numbers(0, rows, scale: 1.5)),
        "missing 1 -> 9 %" => (0, Numbers(0, rows, missing: 0.09)),
        "category mix" => (20, Categories(20, rows, [0.25, 0.40, 0.2, 0.1, 0.05, 0])),
        "unseen value 2 %" => (20, Categories(20, rows, [0.38, 0.25, 0.2, 0.1, 0.05, 0.02])),
        _ => throw new ArgumentException(drift),
    };

    private ColumnProfile Numbers(int column, int rows, double shift = 0, double scale = 1, double missing = 0.01)
    {
        var values = new double[rows];
        for (var i = 0; i < rows; i++)
            values[i] = (Draw(column) * scale) + shift;
        return ColumnMaker.Numbers($"n{column}", values, Lost(rows, missing));
    }

    private ColumnProfile Categories(int column, int rows, double[] mix)
    {
        var counts = new int[mix.Length];
        for (var left = rows - Lost(rows, 0.01); left > 0; left--)
        {
            var (at, rest) = (0, _random.NextDouble() - mix[0]);
            while (rest >= 0 && at < mix.Length - 1)
                rest -= mix[++at];
            counts[at]++;
        }

        return ColumnMaker.Texts($"c{column}", Names, counts, rows);
    }

    private int Lost(int rows, double share)
    {
        var lost = 0;
        for (var i = 0; i < rows; i++)
            lost += _random.NextDouble() < share ? 1 : 0;
        return lost;
    }

    private double Draw(int column) => (column % 10) switch
    {
        < 5 => Normal(),
        5 => Math.Exp(Normal()),
        6 => -Math.Log(1 - _random.NextDouble()),
        7 => _random.NextDouble(),
        8 => _random.NextDouble() < 0.3 ? 1 : 0,
        _ => Poisson(3),
    };

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    private int Poisson(double mean)
    {
        var (count, product, limit) = (0, _random.NextDouble(), Math.Exp(-mean));
        for (; product > limit; count++)
            product *= _random.NextDouble();
        return count;
    }
}
