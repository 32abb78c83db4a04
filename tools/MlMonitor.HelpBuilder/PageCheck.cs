namespace MlMonitor.HelpBuilder;

/// <summary>Something wrong with a page.</summary>
internal sealed record Finding(string File, int Line, string Message);

/// <summary>Holds the pages against the compiled cmdlets.</summary>
internal static class PageCheck
{
    private const int FewestExamples = 2;

    public static IReadOnlyList<Finding> Run(PageSet pages, IReadOnlyList<CompiledCmdlet> cmdlets) =>
    [
        .. cmdlets.Where(c => pages.Cmdlets.All(p => p.Title != c.Name))
            .Select(c => new Finding(Path.Combine(pages.Folder, c.Name + ".md"), 1, $"The cmdlet {c.Name} has no page.")),
        .. pages.Cmdlets.SelectMany(page => cmdlets.FirstOrDefault(c => c.Name == page.Title) is { } cmdlet
            ? Check(pages, page, cmdlet)
            : [new Finding(page.File, page.Root.Line, $"There is no cmdlet '{page.Title}'.")]),
        .. pages.Common is { } common ? Strangers(common, [.. cmdlets.SelectMany(c => c.Parameters)]) : [],
        .. pages.Cmdlets.Concat(pages.About).Where(p => p.Title != p.Name)
            .Select(p => new Finding(p.File, p.Root.Line, $"The title '{p.Title}' is not the file's name.")),
        .. pages.About.Where(p => p.Root.Find("SHORT DESCRIPTION") is not { Text.Count: 1 })
            .Select(p => new Finding(p.File, p.Root.Line, "A topic begins with ## SHORT DESCRIPTION, one paragraph.")),
    ];

    private static IEnumerable<Finding> Check(PageSet pages, Page page, CompiledCmdlet cmdlet)
    {
        foreach (var title in (string[])["SYNOPSIS", "DESCRIPTION", "NOTES"])
            if (page.Root.Find(title) is not { } section)
                yield return new Finding(page.File, page.Root.Line, $"## {title} is missing.");
            else if (section.Text.Count == 0)
                yield return new Finding(page.File, section.Line, $"## {title} says nothing.");

        var parameters = page.Root.Find("PARAMETERS");
        foreach (var parameter in cmdlet.Parameters)
            if (pages.Parameter(page, parameter.Name) is not { } section)
                yield return new Finding(page.File, parameters?.Line ?? page.Root.Line, $"-{parameter.Name} of {cmdlet.Name} is not described.");
            else if (section.Text.Count == 0)
                yield return new Finding(page.File, section.Line, $"-{parameter.Name} has a heading and no description.");
        foreach (var finding in Strangers(page, cmdlet.Parameters))
            yield return finding;

        var examples = page.Root.Find("EXAMPLES");
        if ((examples?.Sections.Count ?? 0) < FewestExamples)
            yield return new Finding(page.File, examples?.Line ?? page.Root.Line, $"{cmdlet.Name} has fewer than {FewestExamples} examples.");
        foreach (var example in examples?.Sections ?? [])
            if (!example.Title.StartsWith("Example: ", StringComparison.Ordinal))
                yield return new Finding(page.File, example.Line, "An example's heading is '### Example: ' and what it shows.");
            else if (PlainText.Code(example.Text) is null)
                yield return new Finding(page.File, example.Line, "An example has one ```powershell block.");

        var outputs = page.Root.Find("OUTPUTS");
        foreach (var type in cmdlet.OutputTypes)
            if (outputs?.Find(type) is null)
                yield return new Finding(page.File, outputs?.Line ?? page.Root.Line, $"## OUTPUTS does not tell of {type}.");
    }

    private static IEnumerable<Finding> Strangers(Page page, IReadOnlyList<CompiledParameter> known) => page.Under("PARAMETERS")
        .Where(s => known.All(p => "-" + p.Name != s.Title))
        .Select(s => new Finding(page.File, s.Line, $"There is no parameter '{s.Title}'."));
}
