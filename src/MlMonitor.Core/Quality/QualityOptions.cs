using MlMonitor.Core.Resampling;

namespace MlMonitor.Core.Quality;

/// <summary>How a model's answers are held against the truth.</summary>
public sealed record QualityOptions
{
    /// <summary>What is usual.</summary>
    public static QualityOptions Usual { get; } = new();

    /// <summary>From which score on a prediction is positive: strictly above, as Model Monitor's <c>probability_threshold_attribute</c>.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>How intervals are found.</summary>
    public ResamplingOptions Resampling { get; init; } = ResamplingOptions.Usual;

    /// <summary>Of how few labelled predictions nothing is said.</summary>
    public int MinimumSample { get; init; } = 30;

    /// <summary>Whose verdicts are wanted.</summary>
    public MlDriftCompatibility Compatibility { get; init; }
}
