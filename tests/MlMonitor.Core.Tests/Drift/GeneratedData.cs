using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Drift;

/// <summary>
/// Data sets of 20 columns of mixed kinds, 15 of numbers and 5 of texts, most with 1 % missing; and the ways one column may drift. With a
/// seed the same always.
/// </summary>
internal sealed class GeneratedData(int seed)
{
    /// <summary>The ways one column may drift, each on the columns it makes sense for.</summary>
    public static readonly string[] Drifts = ["mean +0.3 sd", "scale x 1.5", "missing 1 -> 9 %", "category mix", "unseen value 2 %"];

    private const int Unseen = -1;
    private readonly Random _random = new(seed);

    // Draws a number; its deviation; what scaling by 1.5 does to it, which of flags and constants makes no sense.
    private static readonly (Func<Random, double> Draw, double Deviation, Func<double, double>? Scale, bool IsDiscrete)[] Numbers =
    [
        (Normal, 1, x => 1.5 * x, false),
        (r => 1e6 + (50 * Normal(r)), 50, x => 1e6 + (1.5 * (x - 1e6)), false),
        // √((e − 1) e)
        (r => Math.Exp(Normal(r)), 2.161, x => 1.5 * x, false),
        (r => -Math.Log(1 - r.NextDouble()), 1, x => 1.5 * x, false),
        (r => r.NextDouble(), 0.2887, x => 0.5 + (1.5 * (x - 0.5)), false),
        (r => Poisson(r, 3), 1.732, null, true),
        (r => Math.Round(40 + (6.3 * Normal(r))), 6.3, x => Math.Round(40 + (1.5 * (x - 40))), false),
        (r => Flag(r, 0.3), 0.4583, null, true),
        (r => Flag(r, 0.03), 0.1706, null, true),
        (_ => 7, 0, null, true),
        // Student's t of 3 degrees of freedom: deviation √3.
        (r => Normal(r) / Math.Sqrt((Square(r) + Square(r) + Square(r)) / 3), 1.732, x => 1.5 * x, false),
        // Cauchy's has no deviation.
        (r => Math.Tan(Math.PI * (r.NextDouble() - 0.5)), 0, null, false),
        // Two of three are nothing: deviation √(⅓ · 2 − ⅑).
        (r => r.Next(3) == 0 ? -Math.Log(1 - r.NextDouble()) : 0, 0.7454, x => 1.5 * x, false),
        (r => r.Next(18, 90), 20.8, x => Math.Round(54 + (1.5 * (x - 54))), false),
        (r => Math.Round(Normal(r), 1), 1, x => 1.5 * x, false),
    ];

    private static readonly double[][] Texts =
        [[0.4, 0.25, 0.2, 0.1, 0.05], [0.9, 0.1], Zipf(30), [.. Enumerable.Repeat(1.0 / 100, 100)], [.. Enumerable.Repeat(1.0 / 5000, 5000)]];

    private static readonly string[] Names = [.. Enumerable.Range(0, 5001).Select(i => $"v{i:0000}")];

    public static DatasetProfile Of(IReadOnlyList<ColumnProfile> columns) => new() { RowCount = columns[0].Count, Columns = columns };

    public List<ColumnProfile> Columns(int rows) =>
        [.. Numbers.Select((_, i) => Number(i, rows)), .. Texts.Select((mix, i) => Text(i, rows, mix))];

    /// <summary>A column as it is where one thing has changed; which column it is goes through all that it makes sense for.</summary>
    public (int Column, ColumnProfile Profile) Drifted(string drift, int rows, int turn)
    {
        switch (drift)
        {
            case "mean +0.3 sd":
                // A flag's mean is its share; the mean of a sum of events is their rate.
                var at = Pick(i => Numbers[i].Deviation > 0, turn);
                var shift = 0.3 * Numbers[at].Deviation;
                return (at, Number(at, rows, draw: at switch
                {
                    5 => r => Poisson(r, 3 + shift),
                    7 => r => Flag(r, 0.3 + shift),
                    8 => r => Flag(r, 0.03 + shift),
                    6 or 13 => r => Math.Round(Numbers[at].Draw(r) + shift),
                    _ => r => Numbers[at].Draw(r) + shift,
                }));
            case "scale x 1.5":
                var wide = Pick(i => Numbers[i].Scale is not null, turn);
                return (wide, Number(wide, rows, draw: r => Numbers[wide].Scale!(Numbers[wide].Draw(r))));
            case "missing 1 -> 9 %":
                var holes = turn % (Numbers.Length + Texts.Length);
                return holes < Numbers.Length ? (holes, Number(holes, rows, missing: 0.09)) : (holes, Text(holes - Numbers.Length, rows, Texts[holes - Numbers.Length], 0.09));
            case "category mix":
                // 15 of 100 go to another text: from the first to the second, or where there are many, from each of the one half to one of the other.
                var mixed = turn % 4;
                var mix = Texts[mixed].ToArray();
                for (var i = 0; i < mix.Length - 1; i += 2)
                {
                    if (mixed < 3 && i > 0)
                        break;
                    var moved = mixed < 3 ? 0.15 : 0.3 * mix[i];
                    (mix[i], mix[i + 1]) = (mix[i] - moved, mix[i + 1] + moved);
                }

                return (Numbers.Length + mixed, Text(mixed, rows, mix));
            default:
                var column = turn % 8;
                return column < 4
                    ? (Numbers.Length + column, Text(column, rows, [.. Texts[column].Select(share => 0.98 * share)], rest: 0.02))
                    : Discrete(Pick(i => Numbers[i].IsDiscrete, column), rows);
        }
    }

    private (int, ColumnProfile) Discrete(int at, int rows) => (at, Number(at, rows, draw: r => r.NextDouble() < 0.02 ? Unseen : Numbers[at].Draw(r)));

    private static int Pick(Func<int, bool> suits, int turn)
    {
        int[] all = [.. Enumerable.Range(0, Numbers.Length).Where(suits)];
        return all[turn % all.Length];
    }

    private ColumnProfile Number(int column, int rows, double missing = 0.01, Func<Random, double>? draw = null)
    {
        var values = new double[rows];
        draw ??= Numbers[column].Draw;
        for (var i = 0; i < rows; i++)
            values[i] = draw(_random);
        return ColumnMaker.Numbers($"n{column}", values, Lost(rows, missing));
    }

    private ColumnProfile Text(int column, int rows, double[] mix, double missing = 0.01, double rest = 0)
    {
        var sums = new double[mix.Length];
        for (var i = 0; i < mix.Length; i++)
            sums[i] = mix[i] + (i == 0 ? 0 : sums[i - 1]);
        var counts = new int[mix.Length + 1];
        for (var left = rows - Lost(rows, missing); left > 0; left--)
        {
            var at = Array.BinarySearch(sums, _random.NextDouble() * (sums[^1] + rest));
            counts[Math.Min(at < 0 ? ~at : at, rest > 0 ? mix.Length : mix.Length - 1)]++;
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

    private static double[] Zipf(int count)
    {
        var sum = Enumerable.Range(1, count).Sum(i => 1.0 / i);
        return [.. Enumerable.Range(1, count).Select(i => 1.0 / i / sum)];
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Square(Random random) => Normal(random) is var x ? x * x : 0;

    private static double Flag(Random random, double share) => random.NextDouble() < share ? 1 : 0;

    private static double Poisson(Random random, double mean)
    {
        var (count, product, limit) = (0, random.NextDouble(), Math.Exp(-mean));
        for (; product > limit; count++)
            product *= random.NextDouble();
        return count;
    }
}
