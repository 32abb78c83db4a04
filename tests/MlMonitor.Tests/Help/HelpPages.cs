using System.Text.RegularExpressions;
using MlMonitor.Tests.Hosting;

namespace MlMonitor.Tests.Help;

/// <summary>The Markdown that help is made of, read for what the tests hold it to.</summary>
internal static partial class HelpPages
{
    public static string Root { get; } = Path.GetDirectoryName(Repository.Find("MlMonitor.sln"))!;

    public static string Folder { get; } = Path.Combine(Root, "docs", "en-US");

    /// <summary>The pages of cmdlets, by name.</summary>
    public static IReadOnlyList<string> Cmdlets { get; } =
        [.. Directory.EnumerateFiles(Folder, "*-Ml*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    public static string Text(string page) => File.ReadAllText(Path.Combine(Folder, page + ".md"));

    /// <summary>The error ids of a page's table.</summary>
    public static IReadOnlyList<string> ErrorIds(string page) =>
        [.. ErrorRow().Matches(Section(Text(page), "ERRORS")).Select(m => m.Groups["id"].Value).Where(id => id != "Id")];

    /// <summary>Every block of PowerShell of every page, with the heading it stands under.</summary>
    public static IEnumerable<(string Page, string Heading, string Code)> Examples() =>
        from file in Directory.EnumerateFiles(Folder, "*.md").Order(StringComparer.Ordinal)
        let text = File.ReadAllText(file).ReplaceLineEndings("\n")
        from Match block in PowerShellBlock().Matches(text)
        select (Path.GetFileNameWithoutExtension(file), Heading().Matches(text[..block.Index]).Last().Groups["text"].Value, block.Groups["code"].Value);

    private static string Section(string text, string title)
    {
        var from = text.IndexOf($"## {title}\n", StringComparison.Ordinal);
        var to = from < 0 ? -1 : text.IndexOf("\n## ", from, StringComparison.Ordinal);
        return from < 0 ? "" : to < 0 ? text[from..] : text[from..to];
    }

    [GeneratedRegex(@"^\| (?<id>[A-Z]\w+) \|", RegexOptions.Multiline)]
    private static partial Regex ErrorRow();

    [GeneratedRegex(@"^#+ (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^```powershell\n(?<code>.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex PowerShellBlock();
}
