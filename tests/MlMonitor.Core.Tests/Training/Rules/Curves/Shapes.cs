namespace MlMonitor.Core.Tests.Training.Rules.Curves;

/// <summary>How a loss comes down: from 1 at the beginning of the run (0) towards 0 at its end (1), before scale, floor and noise.</summary>
internal static class Shapes
{
    /// <summary>Any curve that still gains in the last half: an exponential, a power law, two exponentials, or a bow.</summary>
    public static Func<double, double> Falling(this Dice dice)
    {
        switch (dice.Whole(0, 3))
        {
            case 0:
                var rate = dice.Between(1.5, 5);
                return t => Math.Exp(-rate * t);
            case 1:
                var (power, early) = (dice.Between(0.3, 0.8), dice.LogBetween(5, 50));
                return t => Math.Pow(1 + (early * t), -power);
            case 2:
                var (fast, slow, share) = (dice.Between(8, 30), dice.Between(0.7, 3), dice.Between(0.3, 0.7));
                return t => (share * Math.Exp(-fast * t)) + ((1 - share) * Math.Exp(-slow * t));
            default:
                var (middle, width) = (dice.Between(0.2, 0.5), dice.Between(0.08, 0.2));
                return t => 1 / (1 + Math.Exp((t - middle) / width));
        }
    }

    /// <summary>An exponential that may have come to its end long ago.</summary>
    public static Func<double, double> Converged(this Dice dice)
    {
        var rate = dice.LogBetween(8, 40);
        return t => Math.Exp(-rate * t);
    }

    /// <summary>The shape at each of so many points, on a floor, with noise: <c>floor + shape + size · noise</c>.</summary>
    public static double[] Draw(int count, Func<double, double> shape, double floor, double size, double[] noise)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
            values[i] = floor + shape(At(i, count)) + (size * noise[i]);
        return values;
    }

    /// <summary>The place in the run of a point, 0 to 1.</summary>
    public static double At(int index, int count) => (double)index / Math.Max(1, count - 1);

    public static double[] Scaled(this double[] values, double factor) => [.. values.Select(v => v * factor)];
}
