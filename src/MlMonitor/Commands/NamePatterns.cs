using System.Management.Automation;

namespace MlMonitor.Commands;

/// <summary>Names as users give them, parted into those in full and those with wildcards.</summary>
internal sealed class NamePatterns
{
    private readonly WildcardPattern[] _patterns;
    private readonly string? _longest;

    /// <param name="names">The names; null for all there are.</param>
    public NamePatterns(string[]? names)
    {
        names ??= ["*"];
        Exact = [.. names.Where(n => !WildcardPattern.ContainsWildcardCharacters(n)).Distinct(StringComparer.Ordinal)];
        var first = names.FirstOrDefault() ?? "";
        _longest = first.Split('*', '?', '[', ']').MaxBy(part => part.Length) is { Length: > 0 } part && !first.Contains('[', StringComparison.Ordinal) ? part : null;
        _patterns = [.. names.Where(WildcardPattern.ContainsWildcardCharacters).Select(n => new WildcardPattern(n, WildcardOptions.IgnoreCase))];
    }

    /// <summary>The names in full.</summary>
    public string[] Exact { get; }

    /// <summary>
    /// The longest part in which no wildcard stands, where there is one pattern and nothing else: AWS can leave out names
    /// without it. Null where there is none.
    /// </summary>
    public string? CommonPart => _patterns.Length == 1 && Exact.Length == 0 ? _longest : null;

    /// <summary>Matches a name against the wildcards; null where there are none.</summary>
    public Func<string, bool>? Matches => _patterns.Length == 0 ? null : name => _patterns.Any(p => p.IsMatch(name));
}
