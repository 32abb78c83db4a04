using MlMonitor.Core.Resampling;

namespace MlMonitor.Core.Quality;

/// <summary>One metric of a model's quality. Immutable.</summary>
public sealed record QualityMetric
{
    /// <summary>The metric; names are Model Monitor's where it has one.</summary>
    public required string Name { get; init; }

    /// <summary>The value; null where there is none.</summary>
    public double? Value { get; init; }

    /// <summary>Where the value may truly be; null where not known.</summary>
    public Interval? Interval { get; init; }

    /// <summary>The values of the data drawn anew; empty where there are none.</summary>
    public IReadOnlyList<double> Replicates { get; init; } = [];

    /// <summary>Why there is no value, in words; empty where there is one.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The standard deviation of the draws, which is the standard error of the value; null where there are none.</summary>
    public double? StandardError
    {
        get
        {
            var finite = Replicates.Where(double.IsFinite).ToList();
            if (finite.Count < 2)
                return null;
            var mean = finite.Average();
            return Math.Sqrt(finite.Sum(r => (r - mean) * (r - mean)) / (finite.Count - 1));
        }
    }

    /// <summary>Makes a metric of a value and its draws.</summary>
    /// <param name="name">The metric.</param>
    /// <param name="value">The value; NaN for none.</param>
    /// <param name="replicates">The draws.</param>
    /// <param name="options">How sure the interval is.</param>
    /// <param name="reason">Why there is no value, where there is none.</param>
    /// <returns>The metric.</returns>
    internal static QualityMetric Of(string name, double value, IReadOnlyList<double> replicates, ResamplingOptions options, string reason = "") =>
        double.IsNaN(value)
            ? new QualityMetric { Name = name, Reason = reason.Length > 0 ? reason : "Nothing to divide by" }
            : new QualityMetric { Name = name, Value = value, Replicates = replicates, Interval = Resampling.Interval.Of([.. replicates], value, options.Confidence) };

    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name} {Value:0.####}");
}
