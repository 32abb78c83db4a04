using System.Management.Automation;

namespace MlMonitor.Commands;

/// <summary>Names as users give them, parted into those in full and those with wildcards.</summary>
internal sealed class NamePatterns
{
    private readonly WildcardPattern[] _patterns;

    /// <param name="names">The names; null for all there are.</param>
    public NamePatterns(string[]? names)
    {
        names ??= ["*"];
        Exact = [.. names.Where(n => !WildcardPattern.ContainsWildcardCharacters(n)).Distinct(StringComparer.Ordinal)];
        _patterns = [.. names.Where(WildcardPattern.ContainsWildcardCharacters).Select(n => new WildcardPattern(n, WildcardOptions.IgnoreCase))];
    }

    /// <summary>The names in full.</summary>
    public string[] Exact { get; }

    /// <summary>Matches a name against the wildcards; null where there are none.</summary>
    public Func<string, bool>? Matches => _patterns.Length == 0 ? null : name => _patterns.Any(p => p.IsMatch(name));
}
