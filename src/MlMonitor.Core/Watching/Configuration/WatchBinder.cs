namespace MlMonitor.Core.Watching.Configuration;

/// <summary>Makes a watch of what a file says of it.</summary>
internal static class WatchBinder
{
    public static Watch? Bind(ConfigSection section, IWatchCatalogue catalogue)
    {
        var (name, test) = (section.Text("Name", required: true), section.Text("Test", required: true));
        var kind = test is null ? null : WatchKind.Of(test);
        if (test is not null && kind is null)
            section.Wrong("Test", $"There is no test {test}.", NearestName.Suggest(test, [.. WatchKind.All.Select(k => k.Name)]));
        var watch = new Watch
        {
            Name = name ?? "",
            Kind = kind ?? WatchKind.All[0],
            Line = section.Line,
            // Asked for under every name, so that a watch whose test is unknown is not said to have unknown settings too.
            Names = [.. WatchKind.All.Select(k => k.NameKey).Distinct().Where(key => kind is null || key == kind.NameKey).SelectMany(section.Texts)],
            Tag = kind is null or { TakesTag: true } ? section.Map("Tag") : new Dictionary<string, string>(),
            Regions = section.Texts("Region"),
            ProfileNames = section.Texts("ProfileName"),
            Every = section.Duration("Every", "Run") ?? kind?.Every ?? TimeSpan.Zero,
            For = section.Duration("For") ?? TimeSpan.Zero,
            Severity = Severities(section),
            Parameter = Parameters(section, kind, catalogue),
        };
        section.Close();
        return name is null || kind is null ? null : watch;
    }

    private static Dictionary<MlSeverity, MlSeverity> Severities(ConfigSection section)
    {
        var judged = new Dictionary<MlSeverity, MlSeverity>();
        if (section.Section("Severity") is not { } table)
            return judged;
        foreach (var found in (MlSeverity[])[MlSeverity.Warning, MlSeverity.Critical, MlSeverity.NoData])
            if (table.Choice<MlSeverity>($"{found}") is { } counts)
                judged[found] = counts;
        table.Close();
        return judged;
    }

    private static Dictionary<string, object?> Parameters(ConfigSection section, WatchKind? kind, IWatchCatalogue catalogue)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, entry) in section.Entries("Parameter"))
        {
            var setting = $"Parameter.{name}";
            if (kind is null)
                continue;
            var known = catalogue.Parameters(kind);
            var value = entry.Value.ToObject();
            if (name.Equals(kind.NameParameter, StringComparison.OrdinalIgnoreCase))
                section.WrongAt(entry.Line, setting, $"What is watched is given by {kind.NameKey} of the watch.", $"Write {kind.NameKey} beside Test.");
            else if (known.FirstOrDefault(k => k.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } parameter)
                section.WrongAt(entry.Line, setting, $"{kind.Command} has no parameter -{name} for a watch.", NearestName.Suggest(name, known));
            else if (catalogue.WhyNot(kind, parameter, value) is { } why)
                section.WrongAt(entry.Value.Line, setting, why, "");
            else
                values[parameter] = value;
        }

        return values;
    }
}
