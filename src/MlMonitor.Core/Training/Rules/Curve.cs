using MlMonitor.Core.Training.Rules.Statistics;

namespace MlMonitor.Core.Training.Rules;

/// <summary>
/// The shape of one metric, turned so that less is better whatever its direction, and thinned to at most <see cref="MostPoints"/>
/// bucket medians.
/// </summary>
internal sealed class Curve
{
    /// <summary>As many as pairs of them are quickly gone through: 19,900.</summary>
    public const int MostPoints = 200;

    /// <summary>How many values one level is the median of: a spike of two is not seen.</summary>
    public const int LevelWidth = 5;

    private readonly double _sign;

    private Curve(MlTrainingSeries series, Samples costs)
    {
        Series = series;
        _sign = series.Direction == MlMetricDirection.Maximize ? -1 : 1;
        Costs = costs;
        Name = MetricName.Parse(series.MetricName);
        Level = Robust.RunningMedian(costs.Values, LevelWidth);
        Noise = NoiseOf(costs);
        Best = Array.IndexOf(Level, Level.Skip(Math.Min(LevelWidth, Count) - 1).Min());
    }

    public MlTrainingSeries Series { get; }

    public MetricName Name { get; }

    /// <summary>The values, less is better.</summary>
    public Samples Costs { get; }

    /// <summary>The running median of the last <see cref="LevelWidth"/> values.</summary>
    public double[] Level { get; }

    /// <summary>The robust standard deviation around the curve.</summary>
    public double Noise { get; }

    /// <summary>Where the level was best.</summary>
    public int Best { get; }

    public int Count => Costs.Count;

    /// <summary>How far the level came down, from its highest to its best.</summary>
    public double Fall => Level.AsSpan(0, Best + 1).ToArray().Max() - Level[Best];

    /// <summary>The shape of a series; null where its direction is not known or it has too few finite points.</summary>
    public static Curve? Of(MlTrainingSeries series, int minimumPoints)
    {
        if (series.Direction == MlMetricDirection.Unknown)
            return null;
        var sign = series.Direction == MlMetricDirection.Maximize ? -1 : 1;
        var samples = Samples.Of([.. series.Points.Select(p => sign * p.Value)]);
        return samples.Count < Math.Max(minimumPoints, LevelWidth) ? null : new Curve(series, samples.Thinned(MostPoints));
    }

    /// <summary>A cost as the metric's own value.</summary>
    public double ValueOf(double cost) => _sign * cost;

    /// <summary>The time from one value to the last; null where the points have none.</summary>
    public MlWindow? WindowFrom(int index) =>
        PointAt(index).Time is { } after && Series.Points[^1].Time is { } before ? new MlWindow(after, before) : null;

    /// <summary>The point of the series that is next to a value.</summary>
    public MlTrainingMetric PointAt(int index) => Series.Points[(int)Costs.Places[index]];

    /// <summary>
    /// The scale of what a slow curve leaves: the larger of the noise between neighbours and of the median, over up to eight pieces, of
    /// the scale around a straight line through the piece. The second also sees noise that lingers, such as that of a smoothed loss or
    /// of a cyclical learning rate; steep or rising pieces are outvoted by the others.
    /// </summary>
    private static double NoiseOf(Samples costs)
    {
        var pieces = Math.Clamp(costs.Count / 5, 1, 8);
        var scales = new double[pieces];
        for (var i = 0; i < pieces; i++)
        {
            var piece = costs.Slice((i * costs.Count / pieces)..((i + 1) * costs.Count / pieces));
            scales[i] = Robust.Scale(TheilSen.Of(piece).Residuals(piece));
        }
        return Math.Max(Robust.Noise(costs.Values), Robust.Median(scales));
    }
}
