using System.Globalization;

namespace MlMonitor.Core.Watching.Configuration;

/// <summary>Reads the settings of one table, and says what of it is wrong, what it does not know, and what stands there twice.</summary>
internal sealed class ConfigSection
{
    private readonly Dictionary<string, ConfigEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConfigMistakes _mistakes;

    public ConfigSection(ConfigTable table, string path, ConfigMistakes mistakes)
    {
        (Line, Path, _mistakes) = (table.Line, path, mistakes);
        foreach (var entry in table.Entries)
            if (!_entries.TryAdd(entry.Name, entry))
                mistakes.Wrong(entry.Line, At(entry.Name), $"{entry.Name} stands here and on line {_entries[entry.Name].Line}.", "Remove one of them.");
    }

    public int Line { get; }

    public string Path { get; }

    public string At(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    public int LineOf(string name) => _entries.TryGetValue(name, out var entry) ? entry.Value.Line : Line;

    public bool Has(string name) => _entries.ContainsKey(name);

    /// <summary>Whether nothing is there: no such name, or a list of nothing.</summary>
    public bool IsEmpty(string name) => !_entries.TryGetValue(name, out var entry) || entry.Value is ConfigList { Items.Count: 0 };

    public string? Text(string name, bool required = false) => Value(name, required) is not { } node ? null
        : node is ConfigValue { Value: string { Length: > 0 } text } ? text
        : Wrong<string>(name, node, "a text", "Put it in quotes.");

    public IReadOnlyList<string> Texts(string name) => Each(name, (node, _) =>
        node is ConfigValue { Value: string { Length: > 0 } text } ? text : Wrong<string>(name, node, "a text or a list of texts", "Put each in quotes."));

    public IReadOnlyList<T> Choices<T>(string name, params string[] names)
        where T : struct, Enum => [.. Each(name, (node, _) => Choice<T>(name, node, names) is { } found ? (object)found : null).Cast<T>()];

    public T? Choice<T>(string name)
        where T : struct, Enum => Value(name, false) is { } node ? Choice<T>(name, node, []) : null;

    public TimeSpan? Duration(string name, string alsoTaken = "") => Value(name, false) is not { } node ? null
        : node is ConfigValue { Value: string text } && ConfigDuration.Parse(text) is { } span ? span
        : node is ConfigValue { Value: string word } && alsoTaken.Length > 0 && word.Equals(alsoTaken, StringComparison.OrdinalIgnoreCase) ? TimeSpan.Zero
        : WrongValue<TimeSpan>(name, node, "a span of time", ConfigDuration.Suggest((node as ConfigValue)?.Value) ?? ConfigDuration.Form + (alsoTaken.Length > 0 ? $" {alsoTaken} means every run." : ""));

    public int? Count(string name, int least) => Value(name, false) is not { } node ? null
        : node is ConfigValue { Value: int number } && number >= least ? number
        : WrongValue<int>(name, node, $"a whole number from {least} on", "");

    public bool? Flag(string name) => Value(name, false) is not { } node ? null
        : node is ConfigValue { Value: bool flag } ? flag
        : WrongValue<bool>(name, node, "a Boolean", "Write $true or $false, in JSON true or false.");

    public DateTimeOffset? Time(string name) => Value(name, true) is not { } node ? null
        : node is ConfigValue { Value: string text } && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? Zoned(name, text, time)
        : WrongValue<DateTimeOffset>(name, node, "a time", "Write one such as 2026-11-28T22:00:00Z.");

    public TimeOnly? Hour(string name) => Value(name, true) is not { } node ? null
        : node is ConfigValue { Value: string text } && TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : WrongValue<TimeOnly>(name, node, "a time of day", ConfigDuration.SuggestHour((node as ConfigValue)?.Value) ?? "Write one such as 22:00.");

    public ConfigSection? Section(string name, string suggestion = "Write @{ ... }, in JSON { ... }.") => Value(name, false) is not { } node ? null
        : node is ConfigTable table ? new ConfigSection(table, At(name), _mistakes)
        : Wrong<ConfigSection>(name, node, "a table", suggestion);

    public IReadOnlyList<ConfigSection> Sections(string name)
    {
        return Each(name, (node, index) => node is ConfigTable table ? new ConfigSection(table, $"{At(name)}[{index}]", _mistakes)
            : Wrong<ConfigSection>(name, node, "a table or a list of tables", "Write @( @{ ... } ), in JSON [ { ... } ]."));
    }

    public IReadOnlyDictionary<string, ConfigEntry> Entries(string name)
    {
        if (Section(name) is not { } section)
            return new Dictionary<string, ConfigEntry>();
        return section._entries;
    }

    public IReadOnlyDictionary<string, string> Map(string name) => Entries(name)
        .Where(e => e.Value.Value is not ConfigRefused).ToDictionary(e => e.Key, e => e.Value.Value is ConfigValue { Value: { } value } ? Convert.ToString(value, CultureInfo.InvariantCulture)! : Wrong<string>($"{name}.{e.Key}", e.Value.Value, "a text", "") ?? "", StringComparer.Ordinal);

    public void Wrong(string name, string reason, string suggestion = "") => _mistakes.Wrong(LineOf(name), At(name), reason, suggestion);

    public void WrongAt(int line, string name, string reason, string suggestion) => _mistakes.Wrong(line, At(name), reason, suggestion);

    public void DoubtAt(int line, string name, string reason, string suggestion) => _mistakes.Doubt(line, At(name), reason, suggestion);

    public void Doubt(string name, string reason, string suggestion = "") => _mistakes.Doubt(LineOf(name), At(name), reason, suggestion);

    /// <summary>Says what nobody asked for: it does nothing, and was meant to do something.</summary>
    /// <param name="instead">What to write instead of a name that is right elsewhere; null where it says nothing.</param>
    public void Close(Func<string, string?>? instead = null)
    {
        foreach (var entry in _entries.Values.Where(e => !_known.Contains(e.Name)))
            _mistakes.Wrong(entry.Line, At(entry.Name), $"There is no setting {entry.Name} here.", instead?.Invoke(entry.Name) ?? NearestName.Suggest(entry.Name, _known));
    }

    // On the machine of whoever wrote it, it may have been meant otherwise.
    private DateTimeOffset Zoned(string name, string text, DateTimeOffset time)
    {
        var kind = DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind).Kind;
        if (kind == DateTimeKind.Unspecified)
            Doubt(name, $"'{text}' names no zone, and is taken as UTC.", $"Write {time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, or the same with an offset such as +01:00.");
        return time;
    }

    private T? Choice<T>(string name, ConfigNode node, string[] names)
        where T : struct, Enum
    {
        if (names.Length == 0)
            names = Enum.GetNames<T>();
        if (node is ConfigValue { Value: string text } && names.FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } found)
            return Enum.Parse<T>(found);
        var given = node is ConfigValue { Value: { } value } ? $"{value}" : node.Kind;
        _mistakes.Wrong(node.Line, At(name), $"'{given}' is none of the values of {name}.", NearestName.Suggest(given, names));
        return null;
    }

    private ConfigNode? Value(string name, bool required)
    {
        _known.Add(name);
        if (_entries.TryGetValue(name, out var entry))
            return entry.Value is ConfigRefused ? null : entry.Value;
        if (required)
            _mistakes.Wrong(Line, At(name), $"{name} is missing.", $"Add {name} to this table.");
        return null;
    }

    private List<T> Each<T>(string name, Func<ConfigNode, int, T?> read)
        where T : class => [.. (Value(name, false) switch { null => [], ConfigList list => list.Items, { } one => [one] })
            .Select((node, index) => node is ConfigRefused ? null : read(node, index)).OfType<T>()];

    private T? Wrong<T>(string name, ConfigNode node, string wanted, string suggestion)
        where T : class
    {
        _mistakes.Wrong(node.Line, At(name), Unfit(node, wanted), suggestion);
        return null;
    }

    private T? WrongValue<T>(string name, ConfigNode node, string wanted, string suggestion)
        where T : struct
    {
        _mistakes.Wrong(node.Line, At(name), Unfit(node, wanted), suggestion);
        return null;
    }

    private static string Unfit(ConfigNode node, string wanted) => node is ConfigValue { Value: { } value } ? $"'{value}' is not {wanted}." : $"This is {node.Kind} and not {wanted}.";
}
