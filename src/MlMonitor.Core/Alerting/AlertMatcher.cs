using System.Text.RegularExpressions;

namespace MlMonitor.Core.Alerting;

/// <summary>Chooses alerts. What is not given does not choose; texts may have the wildcards * and ?, and case does not matter.</summary>
public sealed record AlertMatcher
{
    /// <summary>The key.</summary>
    public string? Key { get; init; }

    /// <summary>The service or check that speaks.</summary>
    public string? Source { get; init; }

    /// <summary>The name of the thing.</summary>
    public string? Resource { get; init; }

    /// <summary>The watch that found it.</summary>
    public string? Watch { get; init; }

    /// <summary>The severities; empty for any.</summary>
    public IReadOnlyList<MlSeverity> Severity { get; init; } = [];

    /// <summary>The tags it must have, each with its value.</summary>
    public IReadOnlyDictionary<string, string> Tag { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it chooses an alert.</summary>
    /// <param name="alert">The alert.</param>
    /// <returns>Whether it does.</returns>
    public bool Matches(AlertRecord alert) =>
        (Severity.Count == 0 || Severity.Contains(alert.Severity))
        && Like(Key, alert.Key) && Like(Source, alert.Source) && Like(Resource, alert.Resource) && Like(Watch, alert.Watch)
        && Tag.All(tag => alert.Tags.TryGetValue(tag.Key, out var value) && Like(tag.Value, value));

    /// <summary>Names of resources hold brackets, so these are no wildcards here.</summary>
    private static bool Like(string? pattern, string? text) => pattern is null || (text is not null && Regex.IsMatch(text,
        "^" + Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal) + @"\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking));
}
