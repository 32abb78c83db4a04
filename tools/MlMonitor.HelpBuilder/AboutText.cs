using System.Text;

namespace MlMonitor.HelpBuilder;

/// <summary>
/// Writes a conceptual topic as the text file that Get-Help shows as it is. Get-Help takes the fifth line for the synopsis
/// (HelpFileHelpInfo of PowerShell), so that one is never broken.
/// </summary>
internal static class AboutText
{
    private const int Width = 80;
    private const string Indent = "    ";

    public static string Of(Page page)
    {
        var text = new StringBuilder($"TOPIC\n{Indent}{page.Title}\n\n");
        foreach (var section in page.Root.Sections)
        {
            var width = section.Title == "SHORT DESCRIPTION" ? PlainText.Unbroken : Width - Indent.Length;
            text.Append(section.Title).Append('\n');
            Append(PlainText.Of(section.Text, width));
            foreach (var part in section.Sections)
            {
                text.Append("  ").Append(part.Title).Append('\n');
                Append(PlainText.Of(part.Text, width));
            }
        }

        return text.ToString().TrimEnd() + "\n";

        void Append(IEnumerable<string> blocks)
        {
            foreach (var block in blocks)
                text.Append(PlainText.Indented(block, Indent)).Append("\n\n");
        }
    }
}
