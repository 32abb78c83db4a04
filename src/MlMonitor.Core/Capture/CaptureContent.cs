namespace MlMonitor.Core.Capture;

/// <summary>What is in a file, as plain UTF-8.</summary>
/// <param name="Stream">The text.</param>
/// <param name="IsPlain">Whether that is the file as it is, apart from a byte order mark.</param>
internal sealed record CaptureContent(Stream Stream, bool IsPlain)
{
    /// <summary>Whether what was packed turned out to be cut off, once it was read to its end.</summary>
    public Func<bool> IsCut { get; init; } = static () => false;

    /// <summary>How many bytes of the file have been read, where it is not as it is.</summary>
    public Func<long> Stored { get; init; } = static () => 0;
}
