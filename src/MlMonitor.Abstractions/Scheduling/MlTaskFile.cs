namespace MlMonitor;

/// <summary>Something that was written so that a watch is scheduled.</summary>
/// <param name="Path">The file; <c>crontab</c> where it is a line of the user's crontab.</param>
/// <param name="Text">What was written.</param>
public sealed record MlTaskFile(string Path, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Path;
}
