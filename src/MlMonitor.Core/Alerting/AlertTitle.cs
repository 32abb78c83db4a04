using System.Globalization;
using System.Text;

namespace MlMonitor.Core.Alerting;

/// <summary>Makes subject lines that SNS takes, whatever a failure reason holds.</summary>
public static class AlertTitle
{
    /// <summary>SNS takes fewer than 100 characters (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html, Subject).</summary>
    public const int MaxLength = 99;

    /// <summary>
    /// Printable ASCII on one line, beginning with a letter, digit or punctuation mark. Accents are taken off letters, other
    /// signs become a question mark, and what is too long ends in three dots.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <returns>1 to 99 characters, each from space to tilde.</returns>
    public static string Legal(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in Whole(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)
                continue;
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
                Separate();
            else
                line.Append(rune.IsAscii ? (char)rune.Value : '?');
        }

        var legal = line.ToString().Trim();
        if (legal.Length == 0)
            legal = "MlMonitor alert";
        return legal.Length <= MaxLength ? legal : legal[..(MaxLength - 3)].TrimEnd() + "...";

        void Separate()
        {
            if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }
    }

    /// <summary>Half a surrogate pair and the signs that are none (U+FFFE, U+FFFF) cannot be normalized.</summary>
    private static string Whole(string text) => string.Concat(text.EnumerateRunes().Select(r => (r.Value & 0xFFFE) == 0xFFFE ? "?" : r.ToString()));
}
