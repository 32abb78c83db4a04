using System.Text;

namespace MlMonitor.Core.Watching.Survey;

/// <summary>Writes a configuration in one of the two languages. Both say the same.</summary>
public static class ConfigDraftWriter
{
    private const string Step = "    ";

    /// <summary>Writes one.</summary>
    /// <param name="draft">The configuration.</param>
    /// <param name="language">The language.</param>
    /// <returns>The text, with a line feed after each line.</returns>
    public static string Write(ConfigDraft draft, DraftLanguage language)
    {
        var text = new StringBuilder();
        Say(draft.Comments, "");
        Line("", language.TableOpen);
        for (var i = 0; i < draft.Settings.Count; i++)
        {
            var setting = draft.Settings[i];
            var end = i < draft.Settings.Count - 1 ? language.Separator : "";
            Say(setting.Comments, Step);
            if (setting.Value is IReadOnlyList<DraftRow> rows)
            {
                Line(Step, language.Name(setting.Name) + language.ListOpen);
                Rows(rows);
                Line(Step, language.ListClose + end);
            }
            else
            {
                Line(Step, language.Name(setting.Name) + language.Value(setting.Value) + end);
            }
        }

        Line("", "}");
        return text.ToString();

        void Rows(IReadOnlyList<DraftRow> rows)
        {
            var last = rows.LastOrDefault(r => !r.IsOffer);
            foreach (var row in rows)
            {
                Say(row.Comments, Step + Step);
                Line(Step + Step, (row.IsOffer ? language.Comment : "") + language.Row(row) + (ReferenceEquals(row, last) ? "" : language.Separator));
            }
        }

        void Say(IEnumerable<string> comments, string indent)
        {
            foreach (var comment in comments)
                Line(indent, language.Comment + Printable(comment));
        }

        void Line(string indent, string line) => text.Append(indent).Append(line).Append('\n');
    }

    // Whatever ends a line would end a comment, and what follows would be read.
    private static string Printable(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}
