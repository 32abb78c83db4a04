using MlMonitor.Core.Storage;

namespace MlMonitor.Core.Datasets;

/// <summary>A file on a disk or an object in S3, not opened yet.</summary>
/// <param name="Path">The path, or the <c>s3://</c> address.</param>
/// <param name="Size">Its size in bytes, as it is stored.</param>
/// <param name="Written">When it was written (UTC).</param>
internal sealed record DataFile(string Path, long Size, DateTimeOffset Written)
{
    /// <summary>Where it is in S3; null where it is on a disk.</summary>
    public S3Location? Location { get; init; }

    /// <summary>Its name without folders.</summary>
    public string Name => Location?.Name ?? System.IO.Path.GetFileName(Path);
}
