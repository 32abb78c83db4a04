using MathNet.Numerics.LinearAlgebra;

namespace MlMonitor.Core.Distances;

/// <summary>
/// The distribution of the one-sample Kolmogorov-Smirnov statistic D of n values, two-sided: what <c>scipy.stats.kstwo.sf</c> computes.
/// Which formula is the right one where: Simard and L'Ecuyer, "Computing the Two-Sided Kolmogorov-Smirnov Distribution", Journal of
/// Statistical Software 39 (2011), 11.
/// </summary>
internal static class KolmogorovDistribution
{
    /// <summary>P(D ≥ d).</summary>
    /// <param name="n">How many values, 1 or more.</param>
    /// <param name="d">The distance, 0 to 1.</param>
    /// <returns>The chance, 0 to 1.</returns>
    public static double Survival(long n, double d)
    {
        var t = n * d;
        if (d >= 1)
            return 0;
        if (t <= 0.5)
            return 1;
        // Where both sides cannot be d away at once, and where that hardly ever happens, it is twice the one-sided chance.
        var square = t * d;
        if (d >= 0.5 || square > (n <= 140 ? 4 : 2.2))
            return square >= 370 && n > 140 ? 0 : Math.Clamp(2 * SmirnovDistribution.Survival(n, d), 0, 1);
        if (t <= 1)
            return Math.Clamp(1 - Narrow(n, t), 0, 1);
        var z = d * Math.Sqrt(n);
        // The matrix is exact; for n > 140 it is needed only where the series is not good to ten digits of 1.
        var exact = n <= 140 || (n * Math.Pow(d, 1.5) <= 1.4 && z > 0.3);
        return Math.Clamp(1 - (exact ? Matrix((int)n, t) : Series(n, z)), 0, 1);
    }

    // n! / nⁿ (2t − 1)ⁿ: Ruben and Gambino, "The Exact Distribution of Kolmogorov's Statistic D(n) for n ≤ 10", 1982.
    private static double Narrow(long n, double t) => Math.Exp(LogFactorialShare(n) + (n * (Math.Log((2 * t) - 1) - 1)));

    // The middle element of n! / nⁿ Hⁿ, H as in Marsaglia, Tsang and Wang, "Evaluating Kolmogorov's Distribution", Journal of
    // Statistical Software 8 (2003), 18; after Durbin (1968). H / e in place of H keeps the powers within a double's range.
    private static double Matrix(int n, double t)
    {
        var k = (int)Math.Ceiling(t);
        var h = k - t;
        var size = (2 * k) - 1;
        var factorials = new double[size + 2];
        factorials[0] = 1;
        for (var i = 1; i < factorials.Length; i++)
            factorials[i] = factorials[i - 1] * i;
        var matrix = Matrix<double>.Build.Dense(size, size, (row, column) =>
        {
            var reach = row - column + 1;
            if (reach < 0)
                return 0;
            var value = 1.0;
            if (column == 0)
                value -= Math.Pow(h, row + 1);
            if (row == size - 1)
                value -= Math.Pow(h, size - column);
            if (row == size - 1 && column == 0 && h > 0.5)
                value += Math.Pow((2 * h) - 1, size);
            return value / factorials[reach] / Math.E;
        });
        return matrix.Power(n)[k - 1, k - 1] * Math.Exp(LogFactorialShare(n));
    }

    // Pelz and Good, "Approximating the Lower Tail-Areas of the Kolmogorov-Smirnov One-Sample Statistic", Journal of the Royal
    // Statistical Society B 38 (1976), 152–156: K0(z) + K1(z) / √n + K2(z) / n + K3(z) / n√n.
    private static double Series(long n, double z)
    {
        double z2 = z * z, z4 = z2 * z2, z6 = z4 * z2, z8 = z4 * z4;
        double k0 = 0, k1 = 0, k2 = 0, k3 = 0, k2Even = 0, k3Even = 0;
        for (var k = (int)Math.Ceiling(16 * z / Math.PI); k > 0; k--)
        {
            var odd = Math.Pow(((2 * k) - 1) * Math.PI / 2, 2);
            var weight = Math.Exp(-odd / (2 * z2));
            k0 += weight;
            k1 += weight * (odd - z2);
            k2 += weight * ((6 * z6) + (2 * z4) + (((2 * z4) - (5 * z2)) * odd) + ((1 - (2 * z2)) * odd * odd));
            k3 += weight * ((-30 * z6) - (90 * z8) + (((135 * z4) - (96 * z6)) * odd) + (((212 * z4) - (60 * z2)) * odd * odd)
                + ((5 - (30 * z2)) * odd * odd * odd));
            var even = Math.Pow(k * Math.PI, 2);
            weight = Math.Exp(-even / (2 * z2));
            k2Even += weight * even;
            k3Even += weight * even * ((3 * z2) - even);
        }
        double root = Math.Sqrt(n), z3 = z2 * z;
        return Math.Sqrt(2 * Math.PI) * ((k0 / z)
            + (k1 / (6 * z4 * root))
            + (((k2 / (72 * z6 * z)) - (k2Even / (36 * z3))) / n)
            + (((k3 / (6480 * z8 * z2)) + (k3Even / (216 * z6))) / (n * root)));
    }

    // ln(n! eⁿ / nⁿ).
    private static double LogFactorialShare(long n) => (0.5 * Math.Log(2 * Math.PI * n)) + Stirling.Remainder(n);
}
