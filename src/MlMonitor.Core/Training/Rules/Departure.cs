using MlMonitor.Core.Training.Rules.Statistics;

namespace MlMonitor.Core.Training.Rules;

/// <summary>
/// How a curve left its best level and does not come back. Either its last values climb past all that was before by more than the
/// curve ever came down; or Page's CUSUM of its height above the best level so far says that it left and when, and since then it rises
/// by the Mann-Kendall test, or stands there for a tenth of the run. A bump that falls back empties the sum, and what the run has
/// already come back from is no news.
/// </summary>
/// <param name="Best">Where it was best.</param>
/// <param name="Onset">Where it left.</param>
/// <param name="Rise">How high it stands above its best level, less being better.</param>
/// <param name="Margin">How high it may.</param>
/// <param name="Chance">The chance of such a rise where there is none, by the Mann-Kendall test.</param>
internal sealed record Departure(int Best, int Onset, double Rise, double Margin, double Chance)
{
    /// <summary>The bound of the sum, in margins: five values in full above the best level.</summary>
    private const double Bound = 2.5;

    /// <summary>How much higher than any bump before, which it came back from.</summary>
    private const double AboveBumps = 1.25;

    /// <summary>The part of its height by which a loss that comes back has come down again since half way.</summary>
    private const double Return = 0.2;

    /// <summary>So many values, each larger than the last, are an explosion: two are a spike.</summary>
    private const int Climb = 3;

    /// <summary>Looks for a departure.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="percent">How far above its best it may stand, in percent of how far it came down.</param>
    /// <param name="thresholds">The rest of what it is held against.</param>
    public static Departure? Of(Curve curve, double percent, TrainingThresholds thresholds)
    {
        var margin = Math.Max(thresholds.MarginSigmas * curve.Noise, percent / 100 * curve.Fall);
        if (margin <= 0)
            return null;
        return Explosion(curve, margin) ?? Left(curve, margin, thresholds);
    }

    private static Departure? Explosion(Curve curve, double margin)
    {
        var values = curve.Costs.Values;
        var highest = values.AsSpan(..^Climb).ToArray().Max();
        for (var (i, last) = (values.Length - Climb, highest + margin); i < values.Length; last = values[i++])
        {
            if (values[i] <= last)
                return null;
        }
        if (values[^1] <= highest + margin + curve.Fall)
            return null;
        return new Departure(curve.Best, values.Length - Climb, values[^1] - curve.Level[curve.Best], margin, MannKendall.Of(values.AsSpan(^(Climb + 1)..)).Rising);
    }

    private static Departure? Left(Curve curve, double margin, TrainingThresholds thresholds)
    {
        var (best, heights) = Heights(curve);
        // The height of each value counts at most one margin: no outlier alone makes or breaks a rise.
        var cusum = Cusum.Upper([.. heights.Select(h => Math.Min(1, h / margin))], 0.5, Bound);
        var (rise, length) = (heights[^1], curve.Count - cusum.Onset);
        if (rise <= margin || cusum.Peak < Bound || length < Curve.LevelWidth || rise <= AboveBumps * heights.Take(cusum.Onset).DefaultIfEmpty(0).Max())
            return null;

        var chance = MannKendall.Of(curve.Costs.Values.AsSpan(cusum.Onset)).Rising;
        var lasts = length >= Math.Max(thresholds.MinimumPoints, curve.Count / 10) && !ComesBack(curve.Costs.Slice((cusum.Onset + (length / 2))..), rise);
        return chance < thresholds.Significance || lasts ? new Departure(best, cusum.Onset, rise, margin, chance) : null;
    }

    private static bool ComesBack(Samples samples, double rise) =>
        -TheilSen.Of(samples).Slope * (samples.Places[^1] - samples.Places[0]) > Return * rise && MannKendall.Of(samples.Values).Falling < 0.05;

    /// <summary>
    /// Where the level was best, and how high it is above the best so far at each value. The best level is a median of more values than
    /// the level, as many low ones follow each other by chance in a long run.
    /// </summary>
    private static (int Best, double[] Heights) Heights(Curve curve)
    {
        var wide = Robust.RunningMedian(curve.Costs.Values, Math.Max(Curve.LevelWidth, curve.Count / 12));
        var best = Curve.LevelWidth - 1;
        var heights = new double[curve.Count];
        for (var i = best; i < heights.Length; i++)
        {
            best = wide[i] < wide[best] ? i : best;
            heights[i] = curve.Level[i] - wide[best];
        }
        return (best, heights);
    }
}
