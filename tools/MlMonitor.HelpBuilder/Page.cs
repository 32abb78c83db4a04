using Markdig;
using Markdig.Syntax;

namespace MlMonitor.HelpBuilder;

/// <summary>A part of a page: a heading, the text below it, and the headings one level down.</summary>
internal sealed record Section(string Title, int Line)
{
    public List<Block> Text { get; } = [];

    public List<Section> Sections { get; } = [];

    public Section? Find(string title) => Sections.Find(s => string.Equals(s.Title, title, StringComparison.OrdinalIgnoreCase));
}

/// <summary>One Markdown file, taken apart by its headings.</summary>
internal sealed class Page
{
    // Without HTML a <placeholder> is text and not a tag to leave out.
    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();

    private Page(string file, Section root)
    {
        File = file;
        Root = root;
    }

    public string File { get; }

    public Section Root { get; }

    /// <summary>The heading of the page; a name of a cmdlet or topic.</summary>
    public string Title => Root.Title;

    /// <summary>The name of the file, which is to be the page's title.</summary>
    public string Name => Path.GetFileNameWithoutExtension(File);

    /// <summary>The sections below a heading of the second level; none where the heading is missing.</summary>
    public IReadOnlyList<Section> Under(string title) => Root.Find(title)?.Sections ?? [];

    public static Page Read(string file)
    {
        Stack<Section> open = new([new Section("", 1)]);
        Section? root = null;
        foreach (var block in Markdig.Markdown.Parse(System.IO.File.ReadAllText(file), Markdown))
        {
            if (block is not HeadingBlock heading)
            {
                open.Peek().Text.Add(block);
                continue;
            }

            while (open.Count > heading.Level)
                open.Pop();
            var section = new Section(PlainText.Of(heading.Inline), heading.Line + 1);
            open.Peek().Sections.Add(section);
            open.Push(section);
            root ??= section;
        }

        return new Page(Path.GetFullPath(file), root ?? new Section("", 1));
    }
}

/// <summary>The pages of a folder, by what they are for.</summary>
internal sealed class PageSet
{
    private const string CommonName = "common-parameters";
    private const string AboutPrefix = "about_";

    private PageSet(string folder, IReadOnlyList<Page> pages)
    {
        Folder = folder;
        About = [.. pages.Where(p => p.Name.StartsWith(AboutPrefix, StringComparison.Ordinal))];
        Common = pages.FirstOrDefault(p => p.Name == CommonName);
        Cmdlets = [.. pages.Except(About).Where(p => p != Common)];
    }

    public string Folder { get; }

    public IReadOnlyList<Page> Cmdlets { get; }

    public IReadOnlyList<Page> About { get; }

    /// <summary>The page that describes the parameters many cmdlets share.</summary>
    public Page? Common { get; }

    public static PageSet Read(string folder) => new(
        Path.GetFullPath(folder),
        [.. Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal).Select(Page.Read)]);

    /// <summary>Where a parameter is described: on the cmdlet's own page, or once for all.</summary>
    public Section? Parameter(Page page, string name) => Find(page, name) ?? (Common is null ? null : Find(Common, name));

    private static Section? Find(Page page, string name) => page.Root.Find("PARAMETERS")?.Find("-" + name);
}
