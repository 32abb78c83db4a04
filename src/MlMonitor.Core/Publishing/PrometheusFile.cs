namespace MlMonitor.Core.Publishing;

/// <summary>Writes a text where the textfile collector reads it: at once or not at all.</summary>
/// <param name="sink">Hears of problems.</param>
public sealed class PrometheusFile(IMonitorSink sink)
{
    // The collector is another user, and reads every file of its folder that has this ending.
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const string Ending = ".prom";

    /// <summary>Writes the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">Where to.</param>
    /// <returns>Whether it was written; if not, that has been reported, and what was there before is still there.</returns>
    public bool TryWrite(PrometheusText text, string path)
    {
        if (!path.EndsWith(Ending, StringComparison.Ordinal))
            sink.Warn($"The textfile collector of node_exporter reads files that end in {Ending} only, and {Path.GetFileName(path)} does not.");
        string? temporary = null;
        try
        {
            var target = Path.GetFullPath(path);
            // In the same folder, or the move is a copy that can be read half done; of another ending, or it is read itself.
            temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}");
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                using (var writer = new StreamWriter(file, leaveOpen: true) { NewLine = "\n" })
                    foreach (var line in text.Lines())
                        writer.WriteLine(line);
                file.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(temporary, Readable);
            File.Move(temporary, target, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Remove(temporary);
            sink.Report(new Problem(ProblemId.FileNotWritten, new MlMonitorException($"{path} cannot be written: {e.Message}", e), path,
                "Give a path in a folder that is there and that you may write to. What was there before is still there."));
            return false;
        }
    }

    private static void Remove(string? file)
    {
        try
        {
            if (file is not null)
                File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has no ending that anybody reads, and the first failure is what is told.
        }
    }
}
