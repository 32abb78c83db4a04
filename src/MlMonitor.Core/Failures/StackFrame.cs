using System.Text.RegularExpressions;

namespace MlMonitor.Core.Failures;

/// <summary>Finds the last frame of a stack in text, of Python or of .NET and Java.</summary>
internal static partial class StackFrame
{
    /// <summary>The frame, such as <c>train.py, line 142, in main</c>; null where the text shows no stack.</summary>
    public static string? LastOf(string text)
    {
        // Python prints the innermost frame last; .NET and Java print it first.
        var python = PythonFrame().Matches(text);
        if (python.Count > 0)
        {
            var frame = python.LastOrDefault(f => !f.Groups["file"].Value.Contains("site-packages", StringComparison.Ordinal)) ?? python[^1];
            return $"{frame.Groups["file"].Value}, line {frame.Groups["line"].Value}{(frame.Groups["in"].Success ? $", in {frame.Groups["in"].Value}" : "")}";
        }

        return ManagedFrame().Match(text) is { Success: true } managed ? managed.Groups["frame"].Value : null;
    }

    [GeneratedRegex(@"File ""(?<file>[^""]+)"", line (?<line>\d+)(, in (?<in>[^\s,]+))?")]
    private static partial Regex PythonFrame();

    [GeneratedRegex(@"^\s+at (?<frame>\S+\(.*)$", RegexOptions.Multiline)]
    private static partial Regex ManagedFrame();
}
