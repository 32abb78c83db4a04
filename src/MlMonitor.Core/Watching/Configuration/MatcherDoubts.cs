using MlMonitor.Core.Alerting;

namespace MlMonitor.Core.Watching.Configuration;

/// <summary>Finds matchers of routes, quiet hours and windows that no alert of the watches can ever meet.</summary>
internal static class MatcherDoubts
{
    private static readonly MlSeverity[] All = [MlSeverity.Warning, MlSeverity.Critical, MlSeverity.NoData];

    public static void Look(AlertMatcher matcher, ConfigSection at, MonitorConfig config, string what)
    {
        var watches = config.Watches.Where(w => matcher.Watch is not { } name || Like(name, w.Name)).ToList();
        // What could not be checked has a source of its own.
        var sources = watches.SelectMany(w => w.Kind.Sources).Append("Watch").Distinct(StringComparer.Ordinal).ToList();
        if (watches.Count == 0)
            at.Doubt("Watch", $"This {what} takes nothing: no watch is called {matcher.Watch}.", NearestName.Suggest(matcher.Watch!, [.. config.Watches.Select(w => w.Name)]));
        else if (matcher.Source is { } source && !sources.Exists(s => Like(source, s)))
            at.Doubt("Source", $"This {what} takes nothing: no watch of it gives alerts of {source}.", NearestName.Suggest(source, sources));
        else if (matcher.Severity.Count > 0 && !watches.SelectMany(w => w.Gives).Intersect(matcher.Severity).Any())
            at.Doubt("Severity", $"This {what} takes nothing: no watch of it gives {string.Join(" or ", matcher.Severity)}.", "Change its Severity, or that of the watch.");
        else if (matcher.Tag.Count > 0 && !watches.Exists(w => matcher.Tag.All(t => w.Tag.TryGetValue(t.Key, out var value) && Like(t.Value, value))))
            at.Doubt("Tag", $"This {what} takes nothing: no watch has the tag {string.Join(", ", matcher.Tag.Select(t => $"{t.Key}={t.Value}"))}.", "Alerts carry the tags that their watch chooses by: add Tag to one.");
    }

    public static IReadOnlyList<MlSeverity> SeveritiesOf(AlertMatcher matcher) => matcher.Severity.Count > 0 ? matcher.Severity : All;

    /// <summary>Whether the first takes all that the second takes. Where it is not sure it says no.</summary>
    public static bool Covers(AlertMatcher first, AlertMatcher second) =>
        Covers(first.Key, second.Key) && Covers(first.Source, second.Source) && Covers(first.Resource, second.Resource) && Covers(first.Watch, second.Watch)
        && (first.Severity.Count == 0 || (second.Severity.Count > 0 && second.Severity.All(first.Severity.Contains)))
        && first.Tag.All(tag => second.Tag.TryGetValue(tag.Key, out var value) && Covers(tag.Value, value));

    private static bool Covers(string? first, string? second) =>
        first is null or "*" || (second is not null && (first.Equals(second, StringComparison.OrdinalIgnoreCase) || (!second.AsSpan().ContainsAny('*', '?') && Like(first, second))));

    private static bool Like(string pattern, string text) =>
        new AlertMatcher { Key = pattern }.Matches(new AlertRecord { Key = text, Watch = "", Phase = MlAlertPhase.Firing, Severity = MlSeverity.Warning, Reason = "", Since = default, FirstSeenAt = default, LastSeenAt = default });
}
