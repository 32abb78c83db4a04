namespace MlMonitor.Core.Capture;

/// <summary>A file, or a part of a large one, that a worker reads: the lines that begin in its range of bytes.</summary>
/// <param name="File">The file.</param>
/// <param name="FileNumber">The number of the file, the first being 0.</param>
/// <param name="Part">The number of the part in it, the first being 0.</param>
/// <param name="Begin">Where it begins.</param>
/// <param name="End">Where it ends; null for the end of the file.</param>
/// <param name="Content">What is in the file, opened and decoded.</param>
internal sealed record CaptureUnit(CaptureFile File, int FileNumber, int Part, long Begin, long? End, CaptureContent Content)
{
    /// <summary>What reads its lines, where its first were looked at already.</summary>
    public CaptureLineReader? Reader { get; set; }

    /// <summary>How many lines it had, once it has been read.</summary>
    public long Lines { get; set; }
}
