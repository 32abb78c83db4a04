namespace MlMonitor.Core.Drift;

/// <summary>How a window is held against a baseline.</summary>
public sealed record DriftOptions
{
    /// <summary>The options where nothing was asked for.</summary>
    public static DriftOptions Default { get; } = new();

    /// <summary>
    /// The measure for numbers. By default the Kolmogorov-Smirnov distance, since it needs no bins; where the baseline has few distinct
    /// numbers, the L-infinity distance is looked at too, since the numbers may be codes without an order.
    /// </summary>
    public DriftThreshold? Numbers { get; init; }

    /// <summary>The measure for texts; by default L-infinity, which names the category that moved.</summary>
    public DriftThreshold Categories { get; init; } = DriftThreshold.Usual(MlDriftMethod.LInfinity);

    /// <summary>
    /// α: the largest adjusted p-value that is an alarm, 0 to 1. An alarm needs it and the distance: p alone alarms at many rows for
    /// nothing, a distance alone at few rows by chance.
    /// </summary>
    public double Significance { get; init; } = 0.05;

    /// <summary>Fewer values than this on either side are not judged.</summary>
    public long MinimumSample { get; init; } = 100;

    /// <summary>
    /// The chance, 0 to 1, with which a drift as large as the threshold must be found, or "no drift" is not said: 0.8 is the convention
    /// (Cohen, "Statistical Power Analysis for the Behavioral Sciences", 1988).
    /// </summary>
    public double Power { get; init; } = 0.8;

    /// <summary>By how much the share of missing values may change, 0 to 1.</summary>
    public double MissingThreshold { get; init; } = 0.05;

    /// <summary>What share of values may be texts that the baseline does not have, 0 to 1; also of values of another type.</summary>
    public double UnseenThreshold { get; init; } = 0.01;

    /// <summary>Which columns are judged; null for all.</summary>
    public Func<string, bool>? Includes { get; init; }

    /// <summary>Thresholds of single columns, by name.</summary>
    public IReadOnlyDictionary<string, FeatureOverride> Overrides { get; init; } = new Dictionary<string, FeatureOverride>(StringComparer.Ordinal);

    /// <summary>Whose verdicts are wanted.</summary>
    public MlDriftCompatibility Compatibility { get; init; }

    internal bool Judges(string name) => Includes is null || Includes(name);

    internal DriftOptions For(string name) => !Overrides.TryGetValue(name, out var own) ? this : this with
    {
        Numbers = own.Distance is { } d ? DriftThreshold.Of((Numbers ?? DriftThreshold.Usual(MlDriftMethod.KolmogorovSmirnov)).Method, d) : Numbers,
        Categories = own.Distance is { } c ? DriftThreshold.Of(Categories.Method, c) : Categories,
        MissingThreshold = own.Missing ?? MissingThreshold,
        UnseenThreshold = own.Unseen ?? UnseenThreshold,
    };
}

/// <summary>Thresholds of one column.</summary>
/// <param name="Distance">The distance that is drift; null for that of all columns.</param>
/// <param name="Missing">By how much the share of missing values may change, 0 to 1; null for that of all columns.</param>
/// <param name="Unseen">What share may be unseen or of another type, 0 to 1; null for that of all columns.</param>
public sealed record FeatureOverride(double? Distance = null, double? Missing = null, double? Unseen = null);
