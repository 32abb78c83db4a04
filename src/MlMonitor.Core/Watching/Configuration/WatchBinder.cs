namespace MlMonitor.Core.Watching.Configuration;

/// <summary>Makes a watch of what a file says of it.</summary>
internal static class WatchBinder
{
    /// <summary>Parameters of commands that are settings of a watch.</summary>
    private static readonly string[] OfTheWatch = ["Region", "ProfileName", "Tag"];

    public static Watch? Bind(ConfigSection section, IWatchCatalogue catalogue)
    {
        var (name, test) = (section.Text("Name", required: true), section.Text("Test", required: true));
        var kind = test is null ? null : WatchKind.Of(test);
        if (test is not null && kind is null)
            section.Wrong("Test", $"There is no test {test}.", WatchKind.All.FirstOrDefault(k => k.Command.Equals(test, StringComparison.OrdinalIgnoreCase)) is { } same
                ? $"Write {same.Name}." : NearestName.Suggest(test, [.. WatchKind.All.Select(k => k.Name)]));
        var watch = new Watch
        {
            Name = name ?? "",
            Kind = kind ?? WatchKind.All[0],
            Line = section.Line,
            // Asked for under every name, so that a watch whose test is unknown is not said to have unknown settings too.
            Names = [.. WatchKind.All.Select(k => k.NameKey).Distinct().Where(key => kind is null || key == kind.NameKey).SelectMany(section.Texts)],
            Tag = kind is null or { TakesTag: true } ? section.Map("Tag") : new Dictionary<string, string>(),
            Regions = RegionCheck.Look(section, "Region"),
            ProfileNames = section.Texts("ProfileName"),
            Every = section.Duration("Every", "Run") ?? kind?.Every ?? TimeSpan.Zero,
            For = section.Duration("For") ?? TimeSpan.Zero,
            Severity = Severities(section),
            Parameter = Parameters(section, kind, catalogue),
        };
        section.Close(wrong => kind is null ? null
            : WatchKind.All.Any(k => k.NameKey.Equals(wrong, StringComparison.OrdinalIgnoreCase)) ? $"Write {kind.NameKey}: {kind.Name} watches these."
            : wrong.Equals("Tag", StringComparison.OrdinalIgnoreCase) ? $"{kind.Name} cannot choose by tag: write {kind.NameKey}."
            : catalogue.Parameters(kind).FirstOrDefault(p => p.Equals(wrong, StringComparison.OrdinalIgnoreCase)) is { } parameter ? $"Write Parameter = @{{ {parameter} = ... }}."
            : null);
        return name is null || kind is null ? null : watch;
    }

    private static Dictionary<MlSeverity, MlSeverity> Severities(ConfigSection section)
    {
        var judged = new Dictionary<MlSeverity, MlSeverity>();
        if (section.Section("Severity", "Write what counts as what, such as @{ Warning = 'Critical' }.") is not { } table)
            return judged;
        foreach (var found in (MlSeverity[])[MlSeverity.Warning, MlSeverity.Critical, MlSeverity.NoData])
            if (table.Choice<MlSeverity>($"{found}") is { } counts)
                judged[found] = counts;
        table.Close(_ => $"What counts as another is one of {nameof(MlSeverity.Warning)}, {nameof(MlSeverity.Critical)}, {nameof(MlSeverity.NoData)}.");
        return judged;
    }

    private static Dictionary<string, object?> Parameters(ConfigSection section, WatchKind? kind, IWatchCatalogue catalogue)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, entry) in section.Entries("Parameter"))
        {
            var setting = $"Parameter.{name}";
            if (kind is null || entry.Value.IsRefused)
                continue;
            var known = catalogue.Parameters(kind);
            var value = entry.Value.ToObject();
            if (name.Equals(kind.NameParameter, StringComparison.OrdinalIgnoreCase) || name.Equals(kind.NameKey, StringComparison.OrdinalIgnoreCase))
                section.WrongAt(entry.Line, setting, $"What is watched is given by {kind.NameKey} of the watch.", $"Write {kind.NameKey} beside Test.");
            else if (OfTheWatch.FirstOrDefault(own => own.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } own)
                section.WrongAt(entry.Line, setting, $"A {own} of the command is no parameter -{own} for a watch: it is given by {own} of the watch.", $"Write {own} beside Test.");
            else if (known.FirstOrDefault(k => k.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } parameter)
                section.WrongAt(entry.Line, setting, $"{kind.Command} has no parameter -{name} for a watch.", NearestName.Suggest(name, known));
            else if (catalogue.WhyNot(kind, parameter, value) is var (reason, suggestion))
                section.WrongAt(entry.Value.Line, setting, reason, suggestion);
            else
                values[parameter] = value;
        }

        return values;
    }
}
