using System.Globalization;

namespace MlMonitor.Core.Quality;

/// <summary>Which labels are positive: some values, or all numbers above a threshold. Immutable.</summary>
public sealed class LabelRule
{
    private readonly HashSet<string>? _values;
    private readonly double _threshold;

    private LabelRule(HashSet<string>? values, double threshold, string text)
    {
        _values = values;
        _threshold = threshold;
        Text = text;
    }

    /// <summary>The rule in the words of analysis.json: the values with commas between, or the threshold.</summary>
    public string Text { get; }

    /// <summary>The threshold; null where values are positive.</summary>
    public double? Threshold => _values is null ? _threshold : null;

    /// <summary>Makes some values positive.</summary>
    /// <param name="values">The values; numbers may be written in any way.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static LabelRule Values(params IReadOnlyList<string> values)
    {
        string[] names = [.. values.Select(ClassName.Of).OfType<string>()];
        return names.Length > 0
            ? new LabelRule(new HashSet<string>(names, StringComparer.Ordinal), double.NaN, string.Join(",", names))
            : throw new ArgumentException("There must be a value that is positive.", nameof(values));
    }

    /// <summary>Makes numbers above a threshold positive: strictly above, as Clarify's interval (t, max].</summary>
    /// <param name="threshold">The threshold.</param>
    /// <returns>The rule.</returns>
    public static LabelRule Above(double threshold) => new(null, threshold, threshold.ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether a label is positive.</summary>
    /// <param name="label">The label as it is written.</param>
    /// <returns>Whether; null where it is missing, or no number where a threshold wants one.</returns>
    public bool? IsPositive(string? label)
    {
        if (_values is not null)
            return ClassName.Of(label) is { } name ? _values.Contains(name) : null;
        // Nearly all are numbers as they stand.
        if (double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out var plain))
            return double.IsNaN(plain) ? null : plain > _threshold;
        return ClassName.Of(label) is { } text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsNaN(number)
            ? number > _threshold
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => _values is null ? "above " + Text : Text;
}
