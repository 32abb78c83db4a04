namespace MlMonitor.Shell;

/// <summary>The matches for the word at the cursor, and where in the line it stands.</summary>
internal sealed class Completion(int start, int length, IReadOnlyList<string> matches)
{
    private int _next;

    public int Start { get; } = start;

    /// <summary>How much of the line the match shown now takes.</summary>
    public int Length { get; set; } = length;

    public string Next() => matches[_next++ % matches.Count];
}
