using System.Globalization;

namespace MlMonitor.Sandbox.Platform.Captures;

/// <summary>What Model Monitor takes a column for.</summary>
internal enum ColumnKind
{
    Fractional,
    Integral,
    String,
}

/// <summary>
/// A column of a model's input: how its values are drawn before and after the world has changed. An empty value is missing.
/// </summary>
internal sealed record Column(string Name, ColumnKind Kind, Func<Dice, bool, string> Draw)
{
    /// <summary>A measured value: normal, cut off at 0; what has changed shifts the mean.</summary>
    public static Column Measure(string name, double mean, double deviation, int digits = 1, double shift = 0) => new(
        name, ColumnKind.Fractional,
        (dice, changed) => Text(Math.Max(0, mean + (changed ? shift : 0) + (deviation * dice.Normal())), digits));

    /// <summary>An amount with a long tail: log-normal.</summary>
    public static Column Amount(string name, double median, double spread) => new(
        name, ColumnKind.Fractional, (dice, _) => Text(median * Math.Exp(spread * dice.Normal()), 2));

    /// <summary>A whole number: normal, rounded, not below <paramref name="least"/>.</summary>
    public static Column Whole(string name, double mean, double deviation, int least = 0) => new(
        name, ColumnKind.Integral, (dice, _) => Text(Math.Max(least, Math.Round(mean + (deviation * dice.Normal()))), 0));

    /// <summary>A small count: Poisson.</summary>
    public static Column Count(string name, double rate, double? rateAfter = null) => new(
        name, ColumnKind.Integral, (dice, changed) => Text(dice.Poisson(changed ? rateAfter ?? rate : rate), 0));

    /// <summary>Yes or no as 1 or 0.</summary>
    public static Column Flag(string name, double share) => new(
        name, ColumnKind.Integral, (dice, _) => dice.Chance(share) ? "1" : "0");

    /// <summary>One of several whole numbers.</summary>
    public static Column Code(string name, params (string Value, double Weight)[] values) => OneOf(name, values) with { Kind = ColumnKind.Integral };

    /// <summary>One of several words.</summary>
    public static Column OneOf(string name, params (string Value, double Weight)[] values) => new(
        name, ColumnKind.String, (dice, _) => Pick(dice, values));

    /// <summary>The column with a share of its values missing.</summary>
    public Column Missing(double share, double shareAfter) => this with
    {
        Draw = (dice, changed) => dice.Chance(changed ? shareAfter : share) ? "" : Draw(dice, changed),
    };

    /// <summary>The column with a word that nobody knew before.</summary>
    public Column Unseen(string value, double shareAfter) => this with
    {
        Draw = (dice, changed) => changed && dice.Chance(shareAfter) ? value : Draw(dice, changed),
    };

    private static string Pick(Dice dice, (string Value, double Weight)[] values)
    {
        var left = dice.Share() * values.Sum(each => each.Weight);
        foreach (var (value, weight) in values)
        {
            left -= weight;
            if (left < 0)
                return value;
        }

        return values[^1].Value;
    }

    private static string Text(double value, int digits) => value.ToString("F" + digits, CultureInfo.InvariantCulture);
}
