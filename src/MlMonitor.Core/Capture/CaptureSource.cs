using MlMonitor.Core.Aws;
using MlMonitor.Core.Storage;

namespace MlMonitor.Core.Capture;

/// <summary>Where captured requests lie: a file or a folder of this machine, or a place in S3.</summary>
public sealed class CaptureSource
{
    private readonly IReadOnlyList<CaptureFile>? _files;

    private CaptureSource(string name, S3Location? location, AwsConnection? connection, IReadOnlyList<CaptureFile>? files = null)
    {
        _files = files;
        Name = name;
        Location = location;
        Connection = connection;
    }

    /// <summary>The file, the folder or the address, as it was given.</summary>
    public string Name { get; }

    /// <summary>The place in S3; null for this machine.</summary>
    public S3Location? Location { get; }

    /// <summary>As whom it is read; null for this machine.</summary>
    public AwsConnection? Connection { get; }

    /// <summary>A file or a folder of this machine.</summary>
    /// <param name="path">Its full path.</param>
    /// <returns>The source.</returns>
    public static CaptureSource OfPath(string path) => new(path, null, null);

    /// <summary>A place in S3: that of a variant, as <c>s3://bucket/prefix/endpoint/variant/</c>, one above it, one below it, or a file.</summary>
    /// <param name="location">The place.</param>
    /// <param name="connection">As whom it is read.</param>
    /// <returns>The source.</returns>
    public static CaptureSource OfS3(S3Location location, AwsConnection connection) => new(location.ToString(), location, connection);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Some files of this source, which are not listed again.</summary>
    internal CaptureSource Of(IReadOnlyList<CaptureFile> files) => new(Name, Location, Connection, files);

    internal ICaptureFolder Open(IMonitorSink sink) =>
        _files is not null ? new ListedCaptureFiles(Name, _files)
        : Location is null ? new LocalCaptureFolder(Name)
        : new S3CaptureFolder(Location, new S3Reader(new AwsCaller(Connection!, sink)));
}
