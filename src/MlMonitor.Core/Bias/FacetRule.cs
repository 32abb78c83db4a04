using System.Globalization;
using MlMonitor.Core.Quality;

namespace MlMonitor.Core.Bias;

/// <summary>What makes the group: an attribute and some of its values, or all numbers above a threshold, or each of its values in turn. Immutable.</summary>
public sealed record FacetRule
{
    private FacetRule(string name) => Name = name;

    /// <summary>The attribute, such as <c>Sex</c>.</summary>
    public string Name { get; }

    /// <summary>The values that make the group together; empty where a threshold does, or each value in turn.</summary>
    public IReadOnlyList<string> Values { get; private init; } = [];

    /// <summary>Above which number a row is of the group; null where values make it.</summary>
    public double? Threshold { get; private init; }

    /// <summary>Makes a group of some values.</summary>
    /// <param name="name">The attribute.</param>
    /// <param name="values">The values; none for each value against all others in turn.</param>
    /// <returns>The rule.</returns>
    public static FacetRule Of(string name, params IReadOnlyList<string> values) =>
        new(name) { Values = [.. values.Select(ClassName.Of).OfType<string>().Distinct(StringComparer.Ordinal)] };

    /// <summary>Makes a group of all numbers above a threshold: strictly above, as Clarify.</summary>
    /// <param name="name">The attribute.</param>
    /// <param name="threshold">The threshold.</param>
    /// <returns>The rule.</returns>
    public static FacetRule Above(string name, double threshold) => new(name) { Threshold = threshold };

    /// <summary>Reads a group in the words of analysis.json: <c>F</c>, <c>1, 2</c>, or <c>(0.5, 0.99]</c>, which is all above 0.5.</summary>
    /// <param name="name">The attribute.</param>
    /// <param name="group">The group; empty for each value in turn.</param>
    /// <returns>The rule.</returns>
    public static FacetRule Parse(string name, string group) =>
        group.StartsWith('(') && double.TryParse(group.AsSpan(1, Math.Max(0, group.IndexOf(',', StringComparison.Ordinal) - 1)), NumberStyles.Float, CultureInfo.InvariantCulture, out var threshold)
            ? Above(name, threshold)
            : Of(name, [.. group.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]);

    /// <summary>How a value is counted: by its name, or by the side of the threshold it is on.</summary>
    /// <param name="text">The value as it is written.</param>
    /// <param name="number">The number; NaN where none is wanted.</param>
    /// <returns>The key; null where the value is missing, or no number where one is wanted.</returns>
    internal string? Key(string? text, out double number)
    {
        number = double.NaN;
        var name = ClassName.Of(text);
        if (name is null || Threshold is not { } threshold)
            return name;
        return double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && !double.IsNaN(number)
            ? number > threshold ? Above1 : Below0
            : null;
    }

    /// <summary>The key of the rows above the threshold.</summary>
    internal const string Above1 = "above";

    /// <summary>The key of the rows that are not.</summary>
    internal const string Below0 = "below";

    /// <inheritdoc/>
    public override string ToString() => Threshold is { } t ? string.Create(CultureInfo.InvariantCulture, $"{Name} above {t}")
        : Values.Count > 0 ? $"{Name} {string.Join(", ", Values)}" : Name;
}
