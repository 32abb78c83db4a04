namespace MlMonitor.Core.Drift;

/// <summary>A limit that a distance must exceed for an alarm, with the range it makes sense in.</summary>
public sealed record DriftThreshold
{
    private DriftThreshold(MlDriftMethod method, double value) => (Method, Value) = (method, value);

    /// <summary>The measure it is a limit of.</summary>
    public MlDriftMethod Method { get; }

    /// <summary>The limit.</summary>
    public double Value { get; }

    /// <summary>
    /// Whether the limit is told in standard deviations of the baseline though the measure is in the column's own unit: the usual one of
    /// <see cref="MlDriftMethod.Wasserstein"/>, since no number fits the units of all columns.
    /// </summary>
    public bool IsInDeviations { get; private init; }

    /// <summary>
    /// The usual limit. 0.08 for the Kolmogorov-Smirnov distance and L-infinity: a normal column whose deviation grows by half moves its
    /// distribution function by 0.097, a mean that moves by 0.3 deviations by 0.119; Model Monitor's 0.1 would pass the former every
    /// other time. 0.2 deviations for Wasserstein: a normal column whose mean moved so far has moved by 2 Φ(0.1) − 1 = 0.08 too. 0.2 for
    /// chi-squared, half-way between Cohen's small effect and medium one. 0.1 for the others, as in Evidently and Model Monitor.
    /// </summary>
    /// <param name="method">The measure.</param>
    /// <returns>The limit.</returns>
    public static DriftThreshold Usual(MlDriftMethod method) => method switch
    {
        MlDriftMethod.KolmogorovSmirnov or MlDriftMethod.LInfinity => new(method, 0.08),
        MlDriftMethod.Wasserstein => new(method, 0.2) { IsInDeviations = true },
        MlDriftMethod.NormedWasserstein or MlDriftMethod.ChiSquared => new(method, 0.2),
        _ => new(method, 0.1),
    };

    /// <summary>A limit of one's own.</summary>
    /// <param name="method">The measure.</param>
    /// <param name="value">The limit, 0 or more and below <see cref="Most"/>.</param>
    /// <returns>The limit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The measure never exceeds it, so that nothing would ever be found.</exception>
    public static DriftThreshold Of(MlDriftMethod method, double value) =>
        value >= 0 && value < Most(method)
            ? new(method, value)
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"A threshold of {method} is 0 or more and below {Most(method)}.");

    /// <summary>The largest value the measure can have.</summary>
    /// <param name="method">The measure.</param>
    /// <returns>1 for most, √ln 2 for Jensen-Shannon, infinity where there is none.</returns>
    public static double Most(MlDriftMethod method) => method switch
    {
        MlDriftMethod.JensenShannon => Math.Sqrt(Math.Log(2)),
        MlDriftMethod.Wasserstein or MlDriftMethod.NormedWasserstein or MlDriftMethod.PopulationStabilityIndex or MlDriftMethod.ChiSquared => double.PositiveInfinity,
        _ => 1,
    };

    /// <summary>Whether the measure is for numbers only.</summary>
    /// <param name="method">The measure.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsForNumbersOnly(MlDriftMethod method) => method <= MlDriftMethod.NormedWasserstein;
}
