using System.Globalization;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace MlMonitor.HelpBuilder;

/// <summary>Markdown as a terminal shows it.</summary>
internal static class PlainText
{
    /// <summary>No lines are broken: whoever shows the text breaks them.</summary>
    public const int Unbroken = int.MaxValue;

    private const string Indent = "    ";
    private const int TableWidth = 90;

    /// <summary>The text of blocks, one string each; lines of a list, a table or code stay lines of one string.</summary>
    public static IEnumerable<string> Of(IEnumerable<Block> blocks, int width) => blocks.Select(b => OfBlock(b, width)).Where(t => t.Length > 0);

    /// <summary>The one PowerShell block among these; null where there is none, or more.</summary>
    public static string? Code(IEnumerable<Block> blocks) =>
        blocks.OfType<FencedCodeBlock>().Where(b => b.Info == "powershell").ToList() is [var code] ? code.Lines.ToString() : null;

    public static string Of(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        foreach (var inline in inlines ?? [])
            text.Append(inline switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                LineBreakInline => " ",
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                AutolinkInline link => link.Url,
                // Other pages are topics of Get-Help, found by name.
                LinkInline { Url: { } url } link when url.StartsWith("http", StringComparison.Ordinal) => $"{Of((ContainerInline)link)} ({url})",
                ContainerInline container => Of(container),
                _ => "",
            });
        return text.ToString();
    }

    /// <summary>Breaks a line between words.</summary>
    /// <param name="text">The line.</param>
    /// <param name="width">The most characters of a line.</param>
    /// <param name="hanging">What the second line and those after it begin with.</param>
    public static string Wrap(string text, int width, string hanging = "")
    {
        if (text.Length <= width)
            return text;
        var lines = new StringBuilder();
        var column = 0;
        foreach (var word in text.Split(' '))
        {
            if (column > 0 && column + 1 + word.Length > width)
            {
                lines.Append('\n').Append(hanging);
                column = hanging.Length;
            }
            else if (column > 0)
            {
                lines.Append(' ');
                column++;
            }

            lines.Append(word);
            column += word.Length;
        }

        return lines.ToString();
    }

    /// <summary>Puts spaces before every line that is not empty.</summary>
    public static string Indented(string text, string by) =>
        string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? line : by + line));

    private static string OfBlock(Block block, int width) => block switch
    {
        CodeBlock code => Indented(code.Lines.ToString().TrimEnd(), Indent),
        Table table => OfTable(table, Math.Min(width, TableWidth)),
        ListBlock list => OfList(list, width),
        LeafBlock { Inline: { } inline } => Wrap(Of(inline), width),
        ContainerBlock container => string.Join("\n\n", Of(container.AsEnumerable(), width)),
        _ => "",
    };

    private static string OfList(ListBlock list, int width)
    {
        var number = int.TryParse(list.OrderedStart, CultureInfo.InvariantCulture, out var start) ? start : 1;
        return string.Join('\n', list.Select(item =>
        {
            var mark = list.IsOrdered ? $"{number++}. " : "- ";
            var hanging = new string(' ', mark.Length);
            var inner = width == Unbroken ? width : width - mark.Length;
            var text = Indented(string.Join('\n', Of(((ContainerBlock)item).AsEnumerable(), inner)), hanging);
            return mark + text[mark.Length..];
        }));
    }

    /// <summary>Columns as wide as their longest cell; the last takes the rest and is broken.</summary>
    private static string OfTable(Table table, int width)
    {
        var rows = table.OfType<TableRow>().Select(Cells).ToList();
        var widths = Enumerable.Range(0, rows[0].Count - 1).Select(i => rows.Max(r => r[i].Length)).ToList();
        var before = widths.Sum(w => w + 2);
        return string.Join('\n', rows.Select(row =>
            string.Concat(row.SkipLast(1).Select((cell, i) => cell.PadRight(widths[i] + 2)))
            + Wrap(row[^1], Math.Max(20, width - before)).Replace("\n", "\n" + new string(' ', before), StringComparison.Ordinal)));
    }

    /// <summary>The cells of a row as text.</summary>
    public static List<string> Cells(TableRow row) =>
        [.. row.OfType<TableCell>().Select(cell => string.Join(' ', Of(cell.AsEnumerable(), Unbroken)))];
}
