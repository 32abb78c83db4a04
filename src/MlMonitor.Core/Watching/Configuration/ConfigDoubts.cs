using MlMonitor.Core.Alerting;

namespace MlMonitor.Core.Watching.Configuration;

/// <summary>Finds rules that can never do anything, and times that do not fit each other.</summary>
internal static class ConfigDoubts
{
    public static void Look(MonitorConfig config, ConfigSection section, DateTimeOffset now)
    {
        Routes(config, section);
        var quiet = section.Sections("QuietHours");
        for (var i = 0; i < config.Alerts.QuietHours.Count; i++)
        {
            Hours(config.Alerts.QuietHours[i], quiet[i]);
            MatcherDoubts.Look(config.Alerts.QuietHours[i].Matcher, quiet[i], config, "rule");
        }

        var maintenance = section.Sections("Maintenance");
        for (var i = 0; i < config.Alerts.Maintenance.Count; i++)
        {
            var (window, at) = (config.Alerts.Maintenance[i], maintenance[i]);
            if (window.Ends <= now)
                at.Doubt("Ends", $"The window {window.Name} is over: it does nothing any more.", "Remove it.");
            MatcherDoubts.Look(window.Matcher, at, config, "window");
        }

        foreach (var (watch, at) in config.Watches.Zip(section.Sections("Watch")))
            WatchDoubts.Look(watch, at, config.Alerts);
        if (config.Alerts.RepeatInterval == TimeSpan.Zero)
            section.Doubt("RepeatInterval", "Topics are told again at every run.", "Write a span such as 4h.");
    }

    private static void Routes(MonitorConfig config, ConfigSection section)
    {
        var (all, at) = (config.Alerts.Routes, section.Sections("Route"));
        if (all.Count == 0)
            section.Doubt("Route", "No route leads to a topic: nobody is told.", "Add Route = @( @{ TopicArn = '...' } ).");
        for (var i = 0; i < all.Count; i++)
        {
            var matcher = all[i].Matcher;
            // What earlier ones take of this one's, each by its severities; together they may take all.
            var earlier = Enumerable.Range(0, i).Where(e => !all[e].Continue && MatcherDoubts.Covers(all[e].Matcher with { Severity = [] }, matcher)).ToList();
            var taken = earlier.SelectMany(e => MatcherDoubts.SeveritiesOf(all[e].Matcher)).ToHashSet();
            if (earlier.Count > 0 && MatcherDoubts.SeveritiesOf(matcher).All(taken.Contains))
                at[i].DoubtAt(at[i].Line, "Severity", $"This route takes nothing: {(earlier.Count == 1 ? "that" : "those")} on line {string.Join(" and ", earlier.Select(e => at[e].Line))} take{(earlier.Count == 1 ? "s" : "")} all of it before.",
                    "Put it above the other, or write Continue = $true there.");
            MatcherDoubts.Look(matcher, at[i], config, "route");
        }
    }

    private static void Hours(QuietHours hours, ConfigSection at)
    {
        var length = hours.To > hours.From ? hours.To - hours.From : TimeSpan.FromDays(1) - (hours.From - hours.To);
        var everyDay = hours.Days.Distinct().Count() is 0 or 7;
        if (everyDay && length >= TimeSpan.FromDays(1) - TimeSpan.FromMinutes(1))
            at.Doubt("To", $"The quiet hours {hours.Name} are the whole of every day: what they hold is never told.", "Write other hours, or the days on which they begin.");
    }
}
