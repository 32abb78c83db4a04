using MlMonitor.Core.Capture;

namespace MlMonitor.Core.ProfileStores;

/// <summary>A file of captured requests that a stored hour was made of.</summary>
/// <param name="Name">Its name without folders.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Written">When it was written last (UTC), in seconds since 1970.</param>
internal sealed record StoredFile(string Name, long Size, long Written)
{
    /// <summary>What is kept of a file.</summary>
    public static StoredFile Of(CaptureFile file) =>
        new(file.Name[(file.Name.LastIndexOfAny(['/', '\\']) + 1)..], file.Size, file.Written.ToUnixTimeSeconds());
}
