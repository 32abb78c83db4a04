namespace MlMonitor.Core.Watching.Configuration;

/// <summary>Finds what somebody meant who mistyped a name.</summary>
public static class NearestName
{
    /// <summary>"Write X." or "Write one of: X, Y."</summary>
    /// <param name="given">The name as it was typed.</param>
    /// <param name="known">The names there are.</param>
    /// <returns>The suggestion.</returns>
    public static string Suggest(string given, IReadOnlyCollection<string> known) =>
        Of(given, known) is { } nearest ? $"Write {nearest}." : $"Write one of: {string.Join(", ", known.Order(StringComparer.Ordinal))}.";

    /// <summary>The nearest of the names that are there; null where none is near.</summary>
    /// <param name="given">The name as it was typed.</param>
    /// <param name="known">The names there are.</param>
    /// <returns>The name.</returns>
    public static string? Of(string given, IEnumerable<string> known)
    {
        // A third of the letters may be wrong: more, and it is another word.
        var (name, distance) = known.Select(k => (Name: k, Distance: Distance(given.ToUpperInvariant(), k.ToUpperInvariant())))
            .OrderBy(k => k.Distance).ThenBy(k => k.Name, StringComparer.Ordinal).FirstOrDefault((Name: null!, Distance: int.MaxValue));
        return distance <= Math.Max(1, given.Length / 3) ? name : null;
    }

    /// <summary>
    /// The number of letters to insert, delete, replace, or swap with their neighbour: the distance of Damerau and Levenshtein in its
    /// restricted form, in which no letter is touched twice.
    /// </summary>
    internal static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }

        return d[a.Length, b.Length];
    }
}
