using System.Globalization;
using System.Text.RegularExpressions;

namespace MlMonitor.Core.Endpoints.Monitoring;

/// <summary>
/// The numbers in the sentence of a violation. Model Monitor's sentences changed over time and some are written nowhere, so none is
/// expected: the first number is the value and the second what it was held against, unless a word says which was observed.
/// </summary>
internal static partial class ViolationText
{
    /// <summary>The numbers of a sentence.</summary>
    /// <param name="description">The sentence.</param>
    /// <param name="name">The feature or metric it is about, whose name may have numbers in it; null for none.</param>
    public static (double? Value, double? Threshold, string Unit) Read(string description, string? name)
    {
        var text = string.IsNullOrEmpty(name) ? description : description.Replace(name, " ", StringComparison.Ordinal);
        var numbers = Number().Matches(text).ToList();
        if (numbers.Count == 0)
            return (null, null, "");
        var observed = text.IndexOf("Observed", StringComparison.OrdinalIgnoreCase);
        var value = observed < 0 ? numbers[0] : numbers.Find(n => n.Index > observed) ?? numbers[0];
        var threshold = numbers.Find(n => n != value);
        var unit = text.AsSpan(value.Index + value.Length).StartsWith("%") ? "%" : "";
        return (Parse(value.Value), threshold is null ? null : Parse(threshold.Value), unit);
    }

    /// <summary>A number as Java and Python write it, infinities and NaN among them; null for anything else.</summary>
    public static double? Parse(string? text) => text?.TrimStart('+') switch
    {
        "Infinity" or "inf" => double.PositiveInfinity,
        "-Infinity" or "-inf" => double.NegativeInfinity,
        { } t when double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    [GeneratedRegex("""(?<![\w.])[-+]?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|Infinity|NaN)(?!\w)""", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
