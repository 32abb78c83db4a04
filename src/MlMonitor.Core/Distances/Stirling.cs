namespace MlMonitor.Core.Distances;

/// <summary>What is left of a factorial beside Stirling's formula: the part that carries no large numbers.</summary>
internal static class Stirling
{
    /// <summary>ln n! − [(n + ½) ln n − n + ½ ln 2π], good to the last digits: Abramowitz and Stegun, 6.1.41.</summary>
    /// <param name="n">1 or more.</param>
    public static double Remainder(double n)
    {
        if (n < 16)
        {
            var factorial = 1.0;
            for (var i = 2; i <= n; i++)
                factorial *= i;
            return Math.Log(factorial) - ((n + 0.5) * Math.Log(n)) + n - (0.5 * Math.Log(2 * Math.PI));
        }
        var s = 1 / (n * n);
        return ((1.0 / 12) - (((1.0 / 360) - (((1.0 / 1260) - (((1.0 / 1680) - (s / 1188)) * s)) * s)) * s)) / n;
    }

    /// <summary>ln(1 + x) − x without cancellation: ln(1 + x) = 2 (r + r³/3 + r⁵/5 + …), r = x / (2 + x). Abramowitz and Stegun, 4.1.27.</summary>
    /// <param name="x">Above -1.</param>
    public static double LogOnePlusLess(double x)
    {
        if (x is < -0.5 or > 1)
            return Math.Log(1 + x) - x;
        var r = x / (2 + x);
        var square = r * r;
        var (power, sum) = (r * square, 0.0);
        for (var k = 3; ; k += 2)
        {
            var next = sum + (power / k);
            if (next.Equals(sum))
                return (2 * sum) - (r * x);
            (sum, power) = (next, power * square);
        }
    }
}
