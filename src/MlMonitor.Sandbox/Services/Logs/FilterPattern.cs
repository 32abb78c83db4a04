using System.Text.RegularExpressions;

namespace MlMonitor.Sandbox.Services.Logs;

/// <summary>The simple kind of filter pattern: terms and quoted phrases that all have to be there, -terms that must not, ?terms of which one.</summary>
internal sealed partial class FilterPattern
{
    private readonly List<string> _all = [];
    private readonly List<string> _none = [];
    private readonly List<string> _any = [];

    public FilterPattern(string pattern)
    {
        foreach (Match match in Term().Matches(pattern))
        {
            var text = match.Groups["phrase"].Success ? match.Groups["phrase"].Value : match.Groups["word"].Value;
            var list = match.Groups["sign"].Value switch { "-" => _none, "?" => _any, _ => _all };
            list.Add(text);
        }
    }

    public bool Matches(string message) =>
        _all.TrueForAll(term => message.Contains(term, StringComparison.Ordinal))
        && !_none.Exists(term => message.Contains(term, StringComparison.Ordinal))
        && (_any.Count == 0 || _any.Exists(term => message.Contains(term, StringComparison.Ordinal)));

    [GeneratedRegex("""(?<sign>[-?]?)(?:"(?<phrase>[^"]*)"|(?<word>[^\s"]+))""")]
    private static partial Regex Term();
}
