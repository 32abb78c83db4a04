using System.Text;
using System.Text.RegularExpressions;

namespace MlMonitor.Core.Logs;

/// <summary>Makes text of strangers safe to show: a log line must not move the cursor or recolour the screen.</summary>
internal static partial class LogText
{
    /// <summary>Takes out escape sequences and control characters of each line, and keeps the lines.</summary>
    public static string CleanLines(string? text) =>
        string.Join('\n', (text ?? "").ReplaceLineEndings("\n").Split('\n').Select(Clean)).Trim();

    /// <summary>Takes out escape sequences and control characters, tabs aside, and puts what is left on one line.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var plain = EscapeSequence().Replace(text, "").TrimEnd();
        if (!plain.Any(IsUnsafe))
            return plain;
        var clean = new StringBuilder(plain.Length);
        foreach (var c in plain)
            if (!IsUnsafe(c))
                clean.Append(c);
            else if (c is '\n' or '\r' && clean.Length > 0 && clean[^1] != ' ')
                clean.Append(' ');
        return clean.ToString();
    }

    private static bool IsUnsafe(char c) => char.IsControl(c) && c != '\t';

    // ECMA-48: CSI sequences, OSC strings, and two-character escapes.
    [GeneratedRegex(@"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(\x07|\x1b\\)?|\x1b[@-_]")]
    private static partial Regex EscapeSequence();
}
