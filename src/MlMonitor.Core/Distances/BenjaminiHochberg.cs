namespace MlMonitor.Core.Distances;

/// <summary>
/// P-values of many tests, adjusted so that a limit α on them holds the share of false alarms among all alarms to α:
/// adjusted(i) = min over j ≥ i of p(j) k / j, the p-values in rising order and k their number. As
/// <c>scipy.stats.false_discovery_control</c> and statsmodels' <c>fdr_bh</c>. Benjamini and Hochberg, "Controlling the False Discovery
/// Rate", Journal of the Royal Statistical Society B 57 (1995), 289–300.
/// </summary>
public static class BenjaminiHochberg
{
    /// <summary>Adjusts p-values.</summary>
    /// <param name="pValues">The p-values, 0 to 1; null where a test gave none, which then counts for none.</param>
    /// <returns>The adjusted ones in the same order, null where there was none.</returns>
    public static double?[] Adjust(IReadOnlyList<double?> pValues)
    {
        var falling = Enumerable.Range(0, pValues.Count)
            .Where(i => pValues[i] is { } p && !double.IsNaN(p))
            .OrderByDescending(i => pValues[i])
            .ToArray();
        var adjusted = new double?[pValues.Count];
        var smallest = 1.0;
        for (var i = 0; i < falling.Length; i++)
        {
            double count = falling.Length, rank = falling.Length - i;
            smallest = Math.Min(smallest, pValues[falling[i]]!.Value * (count / rank));
            adjusted[falling[i]] = smallest;
        }
        return adjusted;
    }
}
