using System.Globalization;

namespace MlMonitor.Core.Quality;

/// <summary>Makes one name of what is written in several ways: 1, 1.0 and "1" are one class.</summary>
public static class ClassName
{
    /// <summary>The name of a class.</summary>
    /// <param name="text">As it is written; quotes and blanks around it do not count.</param>
    /// <returns>The name; null where it is missing or no number (NaN).</returns>
    public static string? Of(string? text)
    {
        if (text is null)
            return null;
        var name = text.AsSpan().Trim().Trim('"').Trim();
        if (name.IsEmpty || name.Equals("null", StringComparison.OrdinalIgnoreCase) || name.Equals("nan", StringComparison.OrdinalIgnoreCase))
            return null;
        // One digit is most of what there is.
        if (name.Length == 1)
            return name.Length == text.Length ? text : name.ToString();
        if (!double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return name.Equals("true", StringComparison.OrdinalIgnoreCase) ? "true" : name.Equals("false", StringComparison.OrdinalIgnoreCase) ? "false" : name.ToString();
        return double.IsFinite(number) ? (number == 0 ? 0 : number).ToString(CultureInfo.InvariantCulture) : name.ToString();
    }

    /// <summary>Orders classes: numbers by size, then texts.</summary>
    internal static IComparer<string> Order { get; } = Comparer<string>.Create((a, b) =>
        (Number(a), Number(b)) switch
        {
            ({ } x, { } y) => x.CompareTo(y),
            ({ }, null) => -1,
            (null, { }) => 1,
            _ => string.CompareOrdinal(a, b),
        });

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
