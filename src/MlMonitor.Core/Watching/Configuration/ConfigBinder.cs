using MlMonitor.Core.Alerting;

namespace MlMonitor.Core.Watching.Configuration;

/// <summary>Makes a configuration of what a file says, and says all that is wrong with it.</summary>
public static class ConfigBinder
{
    /// <summary>Makes one.</summary>
    /// <param name="root">What the file says.</param>
    /// <param name="catalogue">Knows the parameters of commands.</param>
    /// <param name="mistakes">Hears what is wrong. Where it has heard of something, the configuration is not to be used.</param>
    /// <returns>The configuration, as far as it can be made.</returns>
    public static MonitorConfig Bind(ConfigNode root, IWatchCatalogue catalogue, ConfigMistakes mistakes)
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
            Regions = section.Texts("Region"),
            ProfileNames = section.Texts("ProfileName"),
            StatePath = section.Text("StatePath"),
            CallBudget = section.Count("CallBudget", 1),
            Watches = [.. section.Sections("Watch").Select(watch => WatchBinder.Bind(watch, catalogue)).OfType<Watch>()],
            Alerts = AlertPolicyBinder.Bind(section),
            HeartbeatTopicArn = heartbeat is null ? null : AlertPolicyBinder.Topic(heartbeat),
        };
        heartbeat?.Close();
        section.Close();
        if (!section.Has("Watch"))
            section.Wrong("Watch", "Nothing is watched.", "Add Watch = @( @{ Name = 'endpoints'; Test = 'EndpointHealth' } ).");
        foreach (var same in config.Watches.GroupBy(w => w.Name, StringComparer.OrdinalIgnoreCase))
            foreach (var again in same.Skip(1))
                mistakes.Wrong(again.Line, "Watch", $"Two watches are called {again.Name}; the other begins on line {same.First().Line}.", "Alerts and run times are kept by name: give it another.");
        if (!mistakes.Any)
            ConfigDoubts.Look(config, section);
        return config;
    }
}
