using MlMonitor.Core.Alerting;

namespace MlMonitor.Core.Watching.Configuration;

/// <summary>Finds rules that can never do anything, and times that do not fit each other.</summary>
internal static class ConfigDoubts
{
    public static void Look(MonitorConfig config, ConfigSection section)
    {
        var (policy, routes) = (config.Alerts, section.Sections("Route"));
        if (policy.Routes.Count == 0)
            section.Doubt("Route", "No route leads to a topic: nobody is told.", "Add Route = @( @{ TopicArn = '...' } ).");
        for (var i = 0; i < policy.Routes.Count; i++)
        {
            var (route, at) = (policy.Routes[i], routes[i]);
            var earlier = policy.Routes.Take(i).ToList().FindIndex(r => !r.Continue && Covers(r.Matcher, route.Matcher));
            if (earlier >= 0)
                at.DoubtAt(at.Line, "Severity", $"This route takes nothing: that on line {routes[earlier].Line} takes all of it before.", "Put it above the other, or write Continue = $true there.");
            Watched(route.Matcher, at, config, "route");
        }

        var quiet = section.Sections("QuietHours");
        for (var i = 0; i < policy.QuietHours.Count; i++)
            Watched(policy.QuietHours[i].Matcher, quiet[i], config, "rule");
        var maintenance = section.Sections("Maintenance");
        for (var i = 0; i < policy.Maintenance.Count; i++)
            Watched(policy.Maintenance[i].Matcher, maintenance[i], config, "window");
        foreach (var (watch, at) in config.Watches.Zip(section.Sections("Watch")))
            Times(watch, at, policy);
    }

    private static void Times(Watch watch, ConfigSection at, AlertPolicy policy)
    {
        if (watch.For > TimeSpan.Zero && watch.For < watch.Every)
            at.Doubt("For", $"For {watch.For} is shorter than the {watch.Every} between two looks: it is over at the second look, whatever it says.", "Leave For out, or make it longer than Every.");
        if (at.Has("Every") && policy.RepeatInterval < watch.Every)
            at.Doubt("Every", $"It looks every {watch.Every}, and topics are told again every {policy.RepeatInterval}: they are told of what nobody has looked at since.", "Look more often, or make RepeatInterval longer.");
        // What a job did is seen for as long as it is in the window of the command, a day.
        if (watch.Kind.Name == "Job" && watch.For >= TimeSpan.FromDays(1) && !watch.Parameter.ContainsKey("After"))
            at.Doubt("For", $"For {watch.For} is longer than the day that jobs are looked back for: it never fires.", "Make For shorter.");
        if (watch.Gives.All(s => s == MlSeverity.Ok))
            at.Doubt("Severity", "Whatever it finds counts as Ok: it never fires.", "Leave one of the severities as it is.");
    }

    private static void Watched(AlertMatcher matcher, ConfigSection at, MonitorConfig config, string what)
    {
        var watches = config.Watches.Where(w => matcher.Watch is not { } name || Like(name, w.Name)).ToList();
        if (watches.Count == 0)
            at.Doubt("Watch", $"This {what} takes nothing: no watch is called {matcher.Watch}.", NearestName.Suggest(matcher.Watch!, [.. config.Watches.Select(w => w.Name)]));
        else if (matcher.Severity.Count > 0 && !watches.SelectMany(w => w.Gives).Intersect(matcher.Severity).Any())
            at.Doubt("Severity", $"This {what} takes nothing: no watch of it gives {string.Join(" or ", matcher.Severity)}.", "Change its Severity, or that of the watch.");
        else if (matcher.Tag.Count > 0 && !watches.Exists(w => matcher.Tag.All(t => w.Tag.TryGetValue(t.Key, out var value) && Like(t.Value, value))))
            at.Doubt("Tag", $"This {what} takes nothing: no watch has the tag {string.Join(", ", matcher.Tag.Select(t => $"{t.Key}={t.Value}"))}.", "Alerts carry the tags that their watch chooses by: add Tag to one.");
    }

    /// <summary>Whether the first takes all that the second takes. Where it is not sure it says no.</summary>
    private static bool Covers(AlertMatcher first, AlertMatcher second) =>
        Covers(first.Key, second.Key) && Covers(first.Source, second.Source) && Covers(first.Resource, second.Resource) && Covers(first.Watch, second.Watch)
        && (first.Severity.Count == 0 || (second.Severity.Count > 0 && second.Severity.All(first.Severity.Contains)))
        && first.Tag.All(tag => second.Tag.TryGetValue(tag.Key, out var value) && Covers(tag.Value, value));

    private static bool Covers(string? first, string? second) =>
        first is null or "*" || (second is not null && (first.Equals(second, StringComparison.OrdinalIgnoreCase) || (!second.Contains('*', StringComparison.Ordinal) && Like(first, second))));

    private static bool Like(string pattern, string text) =>
        new AlertMatcher { Key = pattern }.Matches(new AlertRecord { Key = text, Watch = "", Phase = MlAlertPhase.Firing, Severity = MlSeverity.Warning, Reason = "", Since = default, FirstSeenAt = default, LastSeenAt = default });
}
