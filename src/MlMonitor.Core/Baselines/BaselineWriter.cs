using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Baselines;

/// <summary>Writes profiles and baselines to disks: each file at once or not at all.</summary>
/// <param name="sink">Hears of problems.</param>
public sealed class BaselineWriter(IMonitorSink sink)
{
    /// <summary>Writes a profile.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="path">Where to.</param>
    /// <returns>Whether it was written; if not, that has been reported.</returns>
    public bool WriteProfile(DatasetProfile profile, string path) => TryWrite(path, stream => ProfileFile.Save(profile, stream));

    /// <summary>Writes a baseline as a profile, and its constraints beside it.</summary>
    /// <param name="baseline">The baseline.</param>
    /// <param name="path">Where to.</param>
    /// <returns>Whether it was written; if not, that has been reported.</returns>
    public bool WriteProfile(Baseline baseline, string path) =>
        TryWrite(BaselineReader.ConstraintsPathOf(path), stream => ConstraintsFile.Write(baseline.Constraints, stream)) && WriteProfile(baseline.Profile, path);

    /// <summary>Writes a baseline as Model Monitor does: statistics.json and constraints.json.</summary>
    /// <param name="baseline">The baseline.</param>
    /// <param name="folder">Where to; made where it is not there.</param>
    /// <returns>Whether it was written; if not, that has been reported.</returns>
    public bool WriteModelMonitor(Baseline baseline, string folder) =>
        TryWrite(Path.Combine(folder, "constraints.json"), stream => ConstraintsFile.Write(baseline.Constraints, stream))
        && TryWrite(Path.Combine(folder, "statistics.json"), stream => StatisticsFile.Write(baseline.Profile, stream));

    private bool TryWrite(string path, Action<Stream> write)
    {
        string? temporary = null;
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            Directory.CreateDirectory(folder);
            temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}");
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite))
                write(stream);
            File.Move(temporary, path, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            if (temporary is not null)
                File.Delete(temporary);
            sink.Report(new Problem(ProblemId.FileNotWritten, new MlMonitorException($"{path} cannot be written: {e.Message}", e), path,
                "Give a path on a disk that you may write to."));
            return false;
        }
    }
}
