using System.Text.RegularExpressions;

namespace MlMonitor.Tests.Help;

/// <summary>Links from one file of the repository to another lead somewhere.</summary>
public partial class LinkTests
{
    public static TheoryData<string> Files =>
    [
        .. Directory.EnumerateFiles(HelpPages.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(HelpPages.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(f => Path.GetRelativePath(HelpPages.Root, f)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Links_to_files_resolve(string file)
    {
        var folder = Path.GetDirectoryName(Path.Combine(HelpPages.Root, file))!;

        var links = Link().Matches(File.ReadAllText(Path.Combine(HelpPages.Root, file))).Select(m => m.Groups["to"].Value)
            .Where(to => !to.StartsWith("http", StringComparison.Ordinal) && !to.StartsWith('#'));

        Assert.All(links, to => Assert.True(Path.Exists(Path.Combine(folder, to.Split('#')[0])), $"{file} links to {to}"));
    }

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();
}
