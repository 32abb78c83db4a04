namespace MlMonitor.Core.Tests.Training.Rules.Curves;

/// <summary>What lies on a curve, of deviation one.</summary>
internal static class Noise
{
    public static double[] White(this Dice dice, int count) => Fill(count, dice.Normal);

    /// <summary>Student's t with 2 to 4 degrees of freedom, by its middle as wide as a normal.</summary>
    public static double[] Heavy(this Dice dice, int count)
    {
        var freedom = dice.Whole(2, 4);
        return Fill(count, () => dice.Student(freedom) / 1.15);
    }

    /// <summary>Noise that lingers: an autoregression of order one.</summary>
    public static double[] Lingering(this Dice dice, int count, double correlation)
    {
        var value = dice.Normal();
        return Fill(count, () => value = (correlation * value) + (Math.Sqrt(1 - (correlation * correlation)) * dice.Normal()));
    }

    /// <summary>Any of them.</summary>
    public static double[] Any(this Dice dice, int count) => dice.Whole(0, 3) switch
    {
        0 => dice.Heavy(count),
        1 => dice.Lingering(count, dice.Between(0.2, 0.7)),
        _ => dice.White(count),
    };

    private static double[] Fill(int count, Func<double> next)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
            values[i] = next();
        return values;
    }
}
