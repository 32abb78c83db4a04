using System.Runtime.CompilerServices;

namespace MlMonitor.Core.Capture;

/// <summary>Files of captured requests on this machine: one file, or all below a folder.</summary>
internal sealed class LocalCaptureFolder(string path) : ICaptureFolder
{
    private static readonly string[] Endings = [".jsonl", ".json", ".ndjson", ".jsonlines", ".gz"];

    /// <inheritdoc/>
    public async IAsyncEnumerable<CaptureFile> FilesAsync(CaptureWindow? window, Action<Problem> failed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<FileInfo> files = [];
        try
        {
            if (File.Exists(path))
                files.Add(new FileInfo(path));
            else if (Directory.Exists(path))
                foreach (var file in new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (Endings.Contains(file.Extension, StringComparer.OrdinalIgnoreCase) || CaptureFile.HourOf(file.FullName) is not null)
                        files.Add(file);
                }
            else
                failed(Problem.Of(ProblemId.PathNotFound, $"There is no file or folder '{path}'.", path, "Check the path."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            failed(ProblemOf(path, e));
        }

        foreach (var file in files.Select(Of).Where(f => window?.Touches(f) != false).OrderBy(f => f.Name, StringComparer.Ordinal))
            yield return file;
        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<Problem> WhyEmptyAsync(CancellationToken cancellationToken)
    {
        CaptureFile? newest = null;
        await foreach (var file in FilesAsync(null, static _ => { }, cancellationToken).ConfigureAwait(false))
            newest = file.Hour >= newest?.Hour || newest is null ? file : newest;
        return newest is null ? CaptureProblems.NoneAtAll(path) : CaptureProblems.NoneInWindow(path, newest.Hour ?? newest.Written);
    }

    /// <summary>What kept a file from being read.</summary>
    internal static Problem ProblemOf(string path, Exception e) => e is UnauthorizedAccessException
        ? new(ProblemId.AccessDenied, new MlMonitorException($"'{path}' may not be read: {e.Message}", e), path, "Ask for leave to read it.")
        : new(ProblemId.FileNotReadable, new MlMonitorException($"'{path}' cannot be read: {e.Message}", e), path, "Look whether it is there and whole.");

    private static CaptureFile Of(FileInfo file) => new(file.FullName, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero), _ => OpenAsync(file.FullName)) { IsLocal = true };

    private static Task<(Stream?, Problem?)> OpenAsync(string path)
    {
        try
        {
            // A capture still being written is open for writing elsewhere. Our own buffer is larger than the stream's would be.
            var stream = new FileStream(path, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0, Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
            return Task.FromResult<(Stream?, Problem?)>((stream, null));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult<(Stream?, Problem?)>((null, ProblemOf(path, e)));
        }
    }
}
