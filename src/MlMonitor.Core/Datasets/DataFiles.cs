using MlMonitor.Core.Aws;
using MlMonitor.Core.Storage;

namespace MlMonitor.Core.Datasets;

/// <summary>Finds and opens files on disks and objects in S3 alike. What fails is reported, with the path as target.</summary>
/// <param name="caller">The connection for <c>s3://</c> addresses; null where there is none.</param>
/// <param name="sink">Hears of problems.</param>
internal sealed class DataFiles(AwsCaller? caller, IMonitorSink sink)
{
    private readonly S3Reader? _s3 = caller is null ? null : new S3Reader(caller);

    /// <summary>The file at a path, or all files of a folder, in the order of their names. What begins with a point or an underscore is none of them.</summary>
    /// <param name="path">A path or an <c>s3://</c> address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One file or more; null where there are none, which has then been reported.</returns>
    public async Task<IReadOnlyList<DataFile>?> FindAsync(string path, CancellationToken cancellationToken)
    {
        var files = S3Location.IsMeantBy(path) ? await InS3Async(path, cancellationToken).ConfigureAwait(false) : OnDisk(path);
        if (files is { Count: 0 })
        {
            sink.Report(Problem.Of(ProblemId.PathNotFound, $"There are no files in {path}.", path, "Check the path."));
            return null;
        }

        return files;
    }

    /// <summary>The file beside another one.</summary>
    /// <param name="file">The other file.</param>
    /// <param name="name">Its name without folders.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The file; null where there is none, which is not reported.</returns>
    public async Task<DataFile?> BesideAsync(DataFile file, string name, CancellationToken cancellationToken)
    {
        if (file.Location is not { } location)
        {
            var info = new FileInfo(Path.Combine(Path.GetDirectoryName(file.Path) ?? "", name));
            return info.Exists ? Of(info) : null;
        }

        var beside = location with { Key = location.Key[..^location.Name.Length] + name };
        var found = await _s3!.HeadAsync(beside, cancellationToken).ConfigureAwait(false);
        if (!found.IsAbsent && found.Problem is { } problem)
            caller!.Report(problem);
        return found.Value is { } item ? Of(item) : null;
    }

    /// <summary>Opens a file for reading from its beginning to its end.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The stream; null where it cannot be opened, which has then been reported.</returns>
    public async Task<Stream?> OpenAsync(DataFile file, CancellationToken cancellationToken)
    {
        if (file.Location is null)
            return Try(file.Path, () => new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan | FileOptions.Asynchronous));
        var opened = await _s3!.OpenAsync(file.Location, cancellationToken).ConfigureAwait(false);
        if (opened.Problem is { } problem)
            caller!.Report(problem);
        return opened.Value?.ResponseStream;
    }

    /// <summary>Reports that a file could not be read to its end.</summary>
    /// <param name="path">The file.</param>
    /// <param name="e">Why.</param>
    public void ReportUnreadable(string path, Exception e) => sink.Report(new Problem(
        ProblemId.FileNotReadable, new MlMonitorException($"{path} cannot be read: {e.Message}", e), path, "Check that the file is there and may be read by you."));

    /// <summary>Whether something may go wrong so while a file is read, on a disk or over a network.</summary>
    /// <param name="e">What went wrong.</param>
    /// <param name="cancellationToken">Ending by this is no failure of the file.</param>
    public static bool IsReadFailure(Exception e, CancellationToken cancellationToken) =>
        e is IOException or UnauthorizedAccessException || AwsProblems.IsFailure(e, cancellationToken);

    private async Task<IReadOnlyList<DataFile>?> InS3Async(string path, CancellationToken cancellationToken)
    {
        if (S3Location.TryParse(path, out var location) is { } invalid)
        {
            sink.Report(invalid);
            return null;
        }

        // Without a connection that has been reported already.
        if (_s3 is null)
            return null;
        if (location!.Name.Length > 0)
        {
            var head = await _s3.HeadAsync(location, cancellationToken).ConfigureAwait(false);
            if (head.Value is { } item)
                return [Of(item)];
            if (!head.IsAbsent)
            {
                caller!.Report(head.Problem!);
                return null;
            }
        }

        Problem? problem = null;
        var files = new List<DataFile>();
        await foreach (var item in _s3.ListAsync(location.AsFolder, null, p => problem = p, cancellationToken).ConfigureAwait(false))
        {
            if (IsData(item.Location.Name) && item.Size > 0)
                files.Add(Of(item));
        }

        if (problem is not null)
            caller!.Report(problem);
        return problem is null ? files : null;
    }

    private IReadOnlyList<DataFile>? OnDisk(string path)
    {
        if (File.Exists(path))
            return Try(path, () => new[] { Of(new FileInfo(path)) });
        if (!Directory.Exists(path))
        {
            sink.Report(Problem.Of(ProblemId.PathNotFound, $"There is no file {path}.", path, "Check the path."));
            return null;
        }

        return Try(path, () => new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(f => IsData(f.Name)).OrderBy(f => f.FullName, StringComparer.Ordinal).Select(Of).ToList());
    }

    private T? Try<T>(string path, Func<T> open)
        where T : class
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            ReportUnreadable(path, e);
            return null;
        }
    }

    /// <summary>Spark and Hadoop leave _SUCCESS and .crc files beside the parts.</summary>
    private static bool IsData(string name) => name.Length > 0 && name[0] is not ('.' or '_');

    private static DataFile Of(FileInfo file) => new(file.FullName, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));

    private static DataFile Of(S3Item item) => new(item.Location.ToString(), item.Size, item.Written) { Location = item.Location };
}
