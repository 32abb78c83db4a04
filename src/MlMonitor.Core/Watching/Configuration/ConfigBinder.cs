using MlMonitor.Core.Alerting;
using MlMonitor.Core.Storage;

namespace MlMonitor.Core.Watching.Configuration;

/// <summary>Makes a configuration of what a file says, and says all that is wrong with it.</summary>
public static class ConfigBinder
{
    /// <summary>Makes one.</summary>
    /// <param name="root">What the file says.</param>
    /// <param name="catalogue">Knows the parameters of commands.</param>
    /// <param name="mistakes">Hears what is wrong. Where it has heard of something, the configuration is not to be used.</param>
    /// <param name="now">The present, for what is over.</param>
    /// <returns>The configuration, as far as it can be made.</returns>
    public static MonitorConfig Bind(ConfigNode root, IWatchCatalogue catalogue, ConfigMistakes mistakes, DateTimeOffset now)
    {
        if (root is not ConfigTable table)
        {
            mistakes.Wrong(root.Line, "file", $"This is {root.Kind} and not a table.", "Begin with @{ and end with }, in JSON { and }.");
            return new MonitorConfig();
        }

        var section = new ConfigSection(table, "", mistakes);
        section.Text("$schema");
        var heartbeat = section.Section("Heartbeat");
        var config = new MonitorConfig
        {
            Regions = RegionCheck.Look(section, "Region"),
            ProfileNames = section.Texts("ProfileName"),
            StatePath = StatePath(section),
            CallBudget = section.Count("CallBudget", 1),
            Watches = Watches(section, catalogue),
            Alerts = AlertPolicyBinder.Bind(section),
            HeartbeatTopicArn = heartbeat is null ? null : AlertPolicyBinder.Topic(heartbeat),
        };
        heartbeat?.Close();
        section.Close();
        if (!mistakes.Any)
            ConfigDoubts.Look(config, section, now);
        return config;
    }

    private static List<Watch> Watches(ConfigSection section, IWatchCatalogue catalogue)
    {
        var (sections, watches) = (section.Sections("Watch"), new List<Watch>());
        // What is there and no table has been told of.
        if (sections.Count == 0 && section.IsEmpty("Watch"))
            section.Wrong("Watch", "Nothing is watched.", "Add Watch = @( @{ Name = 'endpoints'; Test = 'EndpointHealth' } ).");
        foreach (var one in sections)
        {
            var watch = WatchBinder.Bind(one, catalogue);
            if (watch is not null && watches.Find(w => w.Name.Equals(watch.Name, StringComparison.OrdinalIgnoreCase)) is { } other)
                one.Wrong("Name", $"Two watches are called {watch.Name}; the other begins on line {other.Line}.", "Alerts and run times are kept by name: give it another.");
            else if (watch is not null)
                watches.Add(watch);
        }

        return watches;
    }

    private static string? StatePath(ConfigSection section)
    {
        var place = section.Text("StatePath");
        if (place is not null && (S3Location.IsMeantBy(place) || place.StartsWith("s3:", StringComparison.OrdinalIgnoreCase)) && (S3Location.TryParse(place, out var location) is not null || location!.Key.Length == 0))
            section.Wrong("StatePath", $"'{place}' is no address of an object in S3.", "Write one such as s3://bucket/mlmonitor.state.json.");
        return place;
    }
}
