namespace MlMonitor.Core.Drift;

/// <summary>How a window is held against a baseline.</summary>
public sealed record DriftOptions
{
    /// <summary>The options where nothing was asked for.</summary>
    public static DriftOptions Default { get; } = new();

    /// <summary>
    /// The measure for numbers; null for the usual ones. Those are the Kolmogorov-Smirnov distance, since it needs no bins; the
    /// L-infinity distance where the baseline has few distinct numbers, since these may be codes without an order; and the normed
    /// Wasserstein distance for what few values do.
    /// </summary>
    public DriftThreshold? Numbers { get; init; }

    /// <summary>
    /// The measure for texts; null for the usual ones: L-infinity, which names the text that moved, and the chi-squared effect where many
    /// moved a little each.
    /// </summary>
    public DriftThreshold? Categories { get; init; }

    /// <summary>
    /// α: the largest adjusted p-value that is an alarm, 0 to 1. An alarm needs it and the distance: p alone alarms at many rows for
    /// nothing, a distance alone at few rows by chance. 0.01 by default: of endpoints without drift that are tested every day, one alarms
    /// a quarter at most.
    /// </summary>
    public double Significance { get; init; } = 0.01;

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

    /// <summary>Whether distributions are compared at all.</summary>
    public bool ComparesDistributions { get; init; } = true;

    /// <summary>Whose verdicts are wanted.</summary>
    public MlDriftCompatibility Compatibility { get; init; }

    internal bool Judges(string name) => Includes is null || Includes(name);

    internal DriftOptions For(string name) => !Overrides.TryGetValue(name, out var own) ? this : this with
    {
        Numbers = own.Numbers ?? Own(Numbers, MlDriftMethod.KolmogorovSmirnov, own.Distance),
        Categories = own.Categories ?? Own(Categories, MlDriftMethod.LInfinity, own.Distance),
        MissingThreshold = own.Missing ?? MissingThreshold,
        UnseenThreshold = own.Unseen ?? UnseenThreshold,
        ComparesDistributions = own.IsCompared ?? ComparesDistributions,
    };

    private static DriftThreshold? Own(DriftThreshold? general, MlDriftMethod usual, double? distance) =>
        distance is { } d && d < DriftThreshold.Most(general?.Method ?? usual) ? DriftThreshold.Of(general?.Method ?? usual, d) : general;
}

/// <summary>How one column is judged where it is not as all are. A null says nothing.</summary>
/// <param name="Distance">The distance that is drift, of the measure that holds for the column.</param>
/// <param name="Missing">By how much the share of missing values may change, 0 to 1.</param>
/// <param name="Unseen">What share may be unseen or of another type, 0 to 1.</param>
public sealed record FeatureOverride(double? Distance = null, double? Missing = null, double? Unseen = null)
{
    /// <summary>The measure and the threshold, where the column is one of numbers.</summary>
    public DriftThreshold? Numbers { get; init; }

    /// <summary>The measure and the threshold, where the column is one of texts.</summary>
    public DriftThreshold? Categories { get; init; }

    /// <summary>Whether its distributions are compared.</summary>
    public bool? IsCompared { get; init; }

    /// <summary>This override, and where it says nothing, another.</summary>
    /// <param name="general">The other.</param>
    /// <returns>Both.</returns>
    public FeatureOverride Or(FeatureOverride? general) => general is null ? this : new(Distance ?? general.Distance, Missing ?? general.Missing, Unseen ?? general.Unseen)
    {
        Numbers = Numbers ?? (Distance is null ? general.Numbers : null),
        Categories = Categories ?? (Distance is null ? general.Categories : null),
        IsCompared = IsCompared ?? general.IsCompared,
    };
}
