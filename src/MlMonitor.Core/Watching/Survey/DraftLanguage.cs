using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MlMonitor.Core.Watching.Survey;

/// <summary>How a language writes tables, lists and texts.</summary>
public abstract partial class DraftLanguage
{
    /// <summary>PowerShell's data language.</summary>
    public static DraftLanguage Psd1 { get; } = new DataLanguage();

    /// <summary>JSON, with comments.</summary>
    public static DraftLanguage Json { get; } = new JsonLanguage();

    internal abstract string TableOpen { get; }

    internal abstract string ListOpen { get; }

    internal abstract string ListClose { get; }

    /// <summary>What stands between settings, and between rows, that are on lines of their own.</summary>
    internal abstract string Separator { get; }

    internal abstract string Comment { get; }

    /// <summary>A name and what follows it before the value.</summary>
    internal abstract string Name(string name);

    internal abstract string Row(DraftRow row);

    internal string Value(object? value) => value switch
    {
        DraftRow row => Row(row),
        IReadOnlyList<string> list => List(list),
        _ => Text($"{value}"),
    };

    private protected abstract string Text(string text);

    private protected abstract string List(IReadOnlyList<string> list);

    private sealed partial class DataLanguage : DraftLanguage
    {
        internal override string TableOpen => "@{";

        internal override string ListOpen => "@(";

        internal override string ListClose => ")";

        internal override string Separator => "";

        internal override string Comment => "# ";

        internal override string Name(string name) => $"{(Bare().IsMatch(name) ? name : Text(name))} = ";

        internal override string Row(DraftRow row) => $"@{{ {string.Join("; ", row.Settings.Select(s => Name(s.Name) + Value(s.Value)))} }}";

        // PowerShell takes four more characters for single quotes, and each of them ends a text.
        private protected override string Text(string text) => $"'{Quote().Replace(text, "$0$0")}'";

        private protected override string List(IReadOnlyList<string> list) => list.Count == 1 ? Text(list[0]) : string.Join(", ", list.Select(Text));

        [GeneratedRegex("['\u2018\u2019\u201A\u201B]")]
        private static partial Regex Quote();

        [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*\\z")]
        private static partial Regex Bare();
    }

    private sealed class JsonLanguage : DraftLanguage
    {
        private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

        internal override string TableOpen => "{";

        internal override string ListOpen => "[";

        internal override string ListClose => "]";

        internal override string Separator => ",";

        internal override string Comment => "// ";

        internal override string Name(string name) => $"{Text(name)}: ";

        internal override string Row(DraftRow row) => $"{{ {string.Join(", ", row.Settings.Select(s => Name(s.Name) + Value(s.Value)))} }}";

        private protected override string Text(string text) => JsonSerializer.Serialize(text, Readable);

        private protected override string List(IReadOnlyList<string> list) => list.Count == 1 ? Text(list[0]) : $"[{string.Join(", ", list.Select(Text))}]";
    }
}
