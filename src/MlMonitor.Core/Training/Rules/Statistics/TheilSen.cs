using MathNet.Numerics.Distributions;

namespace MlMonitor.Core.Training.Rules.Statistics;

/// <summary>
/// The slope of a straight line through values: the median of the slopes of all pairs, which up to 29 % of outliers do not carry off.
/// Theil, "A rank-invariant method of linear and polynomial regression analysis", Indagationes Math. 12 (1950), 85–91; the interval is
/// that of Sen, "Estimates of the Regression Coefficient Based on Kendall's Tau", JASA 63 (1968), 1379–1389, as scipy.stats.theilslopes has it.
/// </summary>
/// <param name="Slope">The slope, a unit of place; not a number for fewer than two places.</param>
/// <param name="Low">The lower end of its interval.</param>
/// <param name="High">The upper end.</param>
internal readonly record struct TheilSen(double Slope, double Low, double High)
{
    /// <summary>Fits values. All pairs are taken, so long series are to be thinned first (<see cref="Samples.Thinned"/>).</summary>
    /// <param name="samples">The values.</param>
    /// <param name="confidence">How sure the interval is, 0 to 1.</param>
    /// <param name="lingers">Whether one value's noise may say something of the next one's: the interval is then wider by the root of the <see cref="Inflation"/>.</param>
    public static TheilSen Of(Samples samples, double confidence = 0.95, bool lingers = false)
    {
        var (x, y, n) = (samples.Places, samples.Values, samples.Count);
        if (n < 2)
            return new TheilSen(double.NaN, double.NaN, double.NaN);
        var slopes = new double[n * (n - 1) / 2];
        var k = 0;
        for (var i = 0; i < n; i++)
        {
            for (var j = i + 1; j < n; j++)
                slopes[k++] = (y[j] - y[i]) / (x[j] - x[i]);
        }
        Array.Sort(slopes);

        var slope = Robust.MedianOfSorted(slopes);
        var inflation = lingers ? new TheilSen(slope, slope, slope).Inflation(samples) : 1;
        var deviation = Math.Sqrt(MannKendall.Variance(y) * inflation);
        var reach = Normal.InvCDF(0, 1, (1 + confidence) / 2) * deviation;
        var high = Math.Min((int)Math.Round((slopes.Length + reach) / 2), slopes.Length - 1);
        var low = Math.Max((int)Math.Round((slopes.Length - reach) / 2) - 1, 0);
        return new TheilSen(slope, slopes[low], slopes[high]);
    }

    /// <summary>What the line leaves of each value, around a median of zero.</summary>
    public double[] Residuals(Samples samples)
    {
        var residuals = new double[samples.Count];
        for (var i = 0; i < residuals.Length; i++)
            residuals[i] = samples.Values[i] - (double.IsNaN(Slope) ? 0 : Slope * samples.Places[i]);
        var median = Robust.Median(residuals);
        for (var i = 0; i < residuals.Length; i++)
            residuals[i] -= median;
        return residuals;
    }

    /// <summary>
    /// How much larger the variance of a trend is where noise lingers: (1+ρ)/(1−ρ) with the correlation ρ of neighbouring residuals, at
    /// least one (Bayley and Hammersley, "The 'Effective' Number of Independent Observations in an Autocorrelated Time Series",
    /// Suppl. J. Royal Stat. Soc. 8 (1946), 184–197).
    /// </summary>
    public double Inflation(Samples samples)
    {
        var residuals = Residuals(samples);
        var (squares, products) = (0d, 0d);
        for (var i = 0; i < residuals.Length; i++)
        {
            squares += residuals[i] * residuals[i];
            products += i == 0 ? 0 : residuals[i] * residuals[i - 1];
        }
        var correlation = squares > 0 ? Math.Clamp(products / squares, 0, 0.99) : 0;
        return (1 + correlation) / (1 - correlation);
    }
}
