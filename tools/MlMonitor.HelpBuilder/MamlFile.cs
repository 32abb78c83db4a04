using System.Xml.Linq;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace MlMonitor.HelpBuilder;

/// <summary>
/// Writes the help of all cmdlets in the form that Get-Help reads: MAML, with syntax and types out of the code and prose out
/// of the pages (https://learn.microsoft.com/powershell/scripting/developer/help/how-to-name-help-files and those around it).
/// </summary>
internal sealed class MamlFile(PageSet pages)
{
    private static readonly XNamespace Items = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static void Write(string file, IReadOnlyList<CompiledCmdlet> cmdlets, PageSet pages)
    {
        var maml = new MamlFile(pages);
        new XDocument(new XElement(Items + "helpItems",
            new XAttribute("schema", "maml"),
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            cmdlets.Select(c => maml.Of(c, pages.Cmdlets.First(p => p.Title == c.Name))))).Save(file);
    }

    private XElement Of(CompiledCmdlet cmdlet, Page page) => new(Command + "command",
        new XElement(Command + "details",
            new XElement(Command + "name", cmdlet.Name),
            new XElement(Command + "verb", cmdlet.Verb),
            new XElement(Command + "noun", cmdlet.Noun),
            new XElement(Maml + "description", Paragraphs(page.Root.Find("SYNOPSIS")))),
        new XElement(Maml + "description", Paragraphs(page.Root.Find("DESCRIPTION"))),
        new XElement(Command + "syntax", cmdlet.Sets.OrderByDescending(s => s.IsDefault).Select(set => new XElement(Command + "syntaxItem",
            new XElement(Maml + "name", cmdlet.Name),
            set.Parameters.Select(p => Parameter(p, page, inSyntax: true))))),
        new XElement(Command + "parameters", cmdlet.Parameters.Select(p => Parameter(p, page, inSyntax: false))),
        new XElement(Command + "inputTypes", page.Under("INPUTS").Select(s => TypeOf(Command + "inputType", s))),
        new XElement(Command + "returnValues", page.Under("OUTPUTS").Select(s => TypeOf(Command + "returnValue", s))),
        new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraphs(page.Root.Find("NOTES")), Errors(page))),
        new XElement(Command + "examples", page.Under("EXAMPLES").Select(Example)),
        new XElement(Command + "relatedLinks", Links(page)));

    private XElement Parameter(CompiledParameter parameter, Page page, bool inSyntax)
    {
        var described = Paragraphs(pages.Parameter(page, parameter.Name));
        if (parameter.Choices.Count > 0)
            described = described.Append(Paragraph($"Accepted values: {string.Join(", ", parameter.Choices)}."));
        return new XElement(Command + "parameter",
            new XAttribute("required", Word(parameter.IsMandatory)),
            new XAttribute("variableLength", Word(parameter.TakesMany)),
            new XAttribute("globbing", Word(parameter.TakesWildcards)),
            new XAttribute("pipelineInput", parameter.PipelineInput),
            new XAttribute("position", parameter.Position),
            new XAttribute("aliases", parameter.Aliases),
            new XElement(Maml + "name", parameter.Name),
            new XElement(Maml + "description", described),
            // A switch takes no value, and its syntax shows none.
            inSyntax && parameter.IsSwitch ? null : new XElement(Command + "parameterValue",
                new XAttribute("required", Word(!parameter.IsSwitch)),
                new XAttribute("variableLength", Word(parameter.TakesMany)),
                parameter.TypeName),
            new XElement(Dev + "type", new XElement(Maml + "name", parameter.FullTypeName), new XElement(Maml + "uri")),
            new XElement(Dev + "defaultValue", parameter.DefaultValue));
    }

    private static XElement TypeOf(XName name, Section section) => new(name,
        new XElement(Dev + "type", new XElement(Maml + "name", section.Title), new XElement(Maml + "uri")),
        new XElement(Maml + "description", Paragraphs(section)));

    private static XElement Example(Section section, int index) => new(Command + "example",
        new XElement(Maml + "title", $"Example {index + 1}{section.Title["Example".Length..]}"),
        new XElement(Dev + "code", PlainText.Code(section.Text)),
        // Get-Help puts no line between one example and the next.
        new XElement(Dev + "remarks", Paragraphs(section.Text.Where(b => b is not FencedCodeBlock { Info: "powershell" })).Append(Paragraph(""))));

    /// <summary>MAML has elements for errors, and Get-Help shows none of them: the notes are where people find them.</summary>
    private static IEnumerable<XElement> Errors(Page page)
    {
        if (page.Root.Find("ERRORS") is not { } errors)
            yield break;
        yield return Paragraph("ERRORS");
        foreach (var paragraph in Paragraphs(errors.Text.Where(b => b is not Table)))
            yield return paragraph;
        foreach (var row in errors.Text.OfType<Table>().SelectMany(t => t.OfType<TableRow>()).Where(r => !r.IsHeader))
            yield return PlainText.Cells(row) is [var id, .. var rest] ? Paragraph($"{id}: {string.Join(' ', rest)}") : Paragraph("");
    }

    private static IEnumerable<XElement> Links(Page page) =>
        (page.Root.Find("RELATED LINKS")?.Text ?? []).SelectMany(b => b.Descendants<LinkInline>()).Select(link => new XElement(Maml + "navigationLink",
            new XElement(Maml + "linkText", PlainText.Of((ContainerInline)link)),
            new XElement(Maml + "uri", link.Url is { } url && url.StartsWith("http", StringComparison.Ordinal) ? url : "")));

    private static IEnumerable<XElement> Paragraphs(Section? section) => Paragraphs(section?.Text ?? []);

    private static IEnumerable<XElement> Paragraphs(IEnumerable<Block> blocks) => PlainText.Of(blocks, PlainText.Unbroken).Select(Paragraph);

    private static XElement Paragraph(string text) => new(Maml + "para", text);

    private static string Word(bool value) => value ? "true" : "false";
}
