namespace MlMonitor.Core.Watching.Configuration;

/// <summary>Collects what is wrong with a configuration: all of it, since nobody wants to hear of one mistake at a time.</summary>
/// <param name="path">The file.</param>
public sealed class ConfigMistakes(string path)
{
    private readonly List<MlConfigMistake> _all = [];

    /// <summary>All that was said, in the order of the lines.</summary>
    public IReadOnlyList<MlConfigMistake> All => [.. _all.OrderBy(m => m.Line)];

    /// <summary>Whether the configuration cannot be used.</summary>
    public bool Any => _all.Exists(m => m.Severity == MlSeverity.Critical);

    /// <summary>Says what is wrong.</summary>
    /// <param name="line">The line.</param>
    /// <param name="setting">Where in the file.</param>
    /// <param name="reason">What.</param>
    /// <param name="suggestion">What to write instead.</param>
    public void Wrong(int line, string setting, string reason, string suggestion = "") => Add(line, setting, MlSeverity.Critical, reason, suggestion);

    /// <summary>Says what does not do what was meant.</summary>
    /// <param name="line">The line.</param>
    /// <param name="setting">Where in the file.</param>
    /// <param name="reason">What.</param>
    /// <param name="suggestion">What to write instead.</param>
    public void Doubt(int line, string setting, string reason, string suggestion = "") => Add(line, setting, MlSeverity.Warning, reason, suggestion);

    private void Add(int line, string setting, MlSeverity severity, string reason, string suggestion) =>
        _all.Add(new MlConfigMistake { Path = path, Line = line, Setting = setting, Severity = severity, Reason = reason, Suggestion = suggestion });
}
