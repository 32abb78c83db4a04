namespace MlMonitor.Core.Watching.Configuration;

/// <summary>Looks at a file as a whole, before it is read: what is wrong with all of it would be told of each line.</summary>
public static class ConfigText
{
    /// <summary>Whether a text can be read as what its name says it is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isJson">Whether it is to be JSON.</param>
    /// <param name="mistakes">Hears why not.</param>
    /// <returns>Whether it can.</returns>
    public static bool IsReadable(string text, bool isJson, ConfigMistakes mistakes)
    {
        var content = text.TrimStart();
        if (text.Contains('\0', StringComparison.Ordinal))
            mistakes.Wrong(1, "file", "This is no text in UTF-8; it looks like UTF-16 without its mark.", "Save it as UTF-8.");
        else if (content.Length == 0)
            mistakes.Wrong(1, "file", "The file is empty.", "New-MlMonitorConfig writes a first one.");
        else if (isJson && content.StartsWith("@{", StringComparison.Ordinal))
            mistakes.Wrong(1, "file", "This is PowerShell's data language in a json file.", "Let the name of the file end in .psd1.");
        else if (!isJson && content[0] == '{')
            mistakes.Wrong(1, "file", "This is JSON in a psd1 file.", "Let the name of the file end in .json, or begin with @{.");
        else
        {
            // Read as UTF-8, what is none becomes this character.
            if (text.IndexOf('\uFFFD', StringComparison.Ordinal) is var at and >= 0)
                mistakes.Doubt(text.AsSpan(0, at).Count('\n') + 1, "file", "A character on this line is not UTF-8, and is read as another.", "Save the file as UTF-8.");
            return true;
        }

        return false;
    }
}
