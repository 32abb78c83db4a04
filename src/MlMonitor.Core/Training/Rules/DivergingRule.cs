using MlMonitor.Core.Training.Rules.Statistics;

namespace MlMonitor.Core.Training.Rules;

/// <summary>
/// A loss that left its best level and does not come back. Page's CUSUM of its height above the best level so far says that it left and
/// when; it must since be rising by the Mann-Kendall test, or stand there for a tenth of the run without falling. A bump that falls
/// back empties the sum, and what the run has already come back from is no news. A validation metric whose training metric is
/// there is left to <see cref="OverfittingRule"/>.
/// </summary>
internal sealed class DivergingRule : ITrainingRule
{
    /// <summary>The bound of the sum, in margins: five values in full above the best level.</summary>
    private const double Bound = 2.5;

    /// <summary>How much higher than any bump before, which it came back from.</summary>
    private const double AboveBumps = 1.25;

    public IEnumerable<MlTrainingFinding> Judge(TrainingRun run)
    {
        foreach (var curve in run.Curves)
        {
            if (CurvePair.TrainingOf(curve, run.Curves) is null && Judge(run, curve) is { } finding)
                yield return finding;
        }
    }

    private static MlTrainingFinding? Judge(TrainingRun run, Curve curve)
    {
        var thresholds = run.Thresholds;
        var margin = Math.Max(thresholds.MarginSigmas * curve.Noise, thresholds.DivergencePercent / 100 * curve.Fall);
        var heights = Heights(curve);
        var rise = heights[^1];
        if (rise <= margin || margin <= 0)
            return null;

        // The height of each value counts at most one margin: no outlier alone makes or breaks a rise.
        var cusum = Cusum.Upper([.. heights.Select(h => Math.Min(1, h / margin))], 0.5, Bound);
        var length = curve.Count - cusum.Onset;
        if (cusum.Peak < Bound || length < Curve.LevelWidth || rise <= AboveBumps * heights.Take(cusum.Onset).DefaultIfEmpty(0).Max())
            return null;

        var since = curve.Costs.Values.AsSpan(cusum.Onset);
        var rising = MannKendall.Of(since);
        var lasts = length >= Math.Max(thresholds.MinimumPoints, curve.Count / 10) && MannKendall.Of(since[(length / 2)..]).Falling > 0.05;
        if (rising.Rising >= thresholds.Significance && !lasts)
            return null;

        var name = curve.Series.MetricName;
        var best = curve.Level[^1] - rise;
        var lost = rise >= curve.Fall && curve.Fall > margin;
        var verb = curve.Series.Direction == MlMetricDirection.Maximize ? "fell" : "rose";
        var value = curve.ValueOf(curve.Level[^1]);
        return run.Found(
            MlTrainingCheck.Diverging,
            lost ? MlSeverity.Critical : MlSeverity.Warning,
            $"{name} {verb} from {TrainingRun.Say(curve.ValueOf(best))} to {TrainingRun.Say(value)}"
            + (lost ? ": all that was learnt is lost" : $", {TrainingRun.Say(rise / margin)} times the margin, and does not come back")) with
        {
            Value = value,
            Threshold = curve.ValueOf(best + margin),
            MetricName = name,
            Method = $"Page's CUSUM, Mann-Kendall p = {TrainingRun.Say(rising.Rising)}",
            PointCount = curve.Series.Points.Count,
            Window = curve.WindowFrom(cusum.Onset),
        };
    }

    /// <summary>How high the level is above the best so far, at each value.</summary>
    private static double[] Heights(Curve curve)
    {
        var heights = new double[curve.Count];
        var best = double.PositiveInfinity;
        for (var i = Curve.LevelWidth - 1; i < heights.Length; i++)
        {
            best = Math.Min(best, curve.Level[i]);
            heights[i] = curve.Level[i] - best;
        }
        return heights;
    }
}
