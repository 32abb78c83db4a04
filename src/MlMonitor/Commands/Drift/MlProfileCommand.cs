using System.Management.Automation;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Baselines;
using MlMonitor.Core.Storage;

namespace MlMonitor.Commands;

/// <summary>What the commands share that read data by path, from a disk or from S3, and write to a disk.</summary>
public abstract class MlProfileCommand : MlAwsCommand
{
    private string? _region;

    /// <summary>The reader for a path: S3 is asked only where the path is an address of it.</summary>
    internal BaselineReader? ReaderOf(string path)
    {
        if (!S3Location.IsMeantBy(path))
            return new BaselineReader(null, Sink);
        return ConnectOnce() is [var connection, ..] ? new BaselineReader(connection, Sink) : null;
    }

    /// <summary>Connects. S3 says in which region a bucket is: any one of the regions given will do.</summary>
    internal IReadOnlyList<AwsConnection> ConnectOnce()
    {
        _region ??= Region?.FirstOrDefault();
        return Connect(_region is null ? null : [_region]);
    }

    /// <summary>The path as the file system has it; an address of S3 as it is.</summary>
    internal string Resolve(string path) => S3Location.IsMeantBy(path) ? path : SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);

    /// <summary>Where to write; null where nothing is to be written. Writing to S3 is refused.</summary>
    internal string? ResolveOutput(string? path)
    {
        if (path is null)
            return null;
        if (S3Location.IsMeantBy(path))
            ThrowTerminatingError(Streams.Errors.Record(Core.Problem.Of(Core.ProblemId.FileNotWritten, $"{path} is in S3, where nothing is written.", path,
                "Give a path on a disk, and copy the file with aws s3 cp or Write-S3Object.")));
        return Resolve(path);
    }

    /// <summary>The model a text names; null for an empty one.</summary>
    internal static string? NameOf(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
