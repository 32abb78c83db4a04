using MlMonitor.Core.Aws;
using MlMonitor.Core.Storage;

namespace MlMonitor.Core.ProfileStores;

/// <summary>
/// Where profiles of captured hours are kept, so that an hour that is over is read once: a folder of this machine, or a prefix of
/// S3 that several machines share. What is in it can be deleted at any time; it is then made anew.
/// </summary>
public sealed class ProfileStore
{
    private readonly S3Location? _location;
    private readonly AwsConnection? _connection;

    private ProfileStore(string name, S3Location? location, AwsConnection? connection)
    {
        Name = name;
        _location = location;
        _connection = connection;
    }

    /// <summary>The folder or the address.</summary>
    public string Name { get; }

    /// <summary>A folder of this machine.</summary>
    /// <param name="path">Its full path; it is made when something is first kept.</param>
    /// <returns>The store.</returns>
    public static ProfileStore OfPath(string path) => new(path, null, null);

    /// <summary>A prefix of S3.</summary>
    /// <param name="location">The prefix.</param>
    /// <param name="connection">As whom it is read and written.</param>
    /// <returns>The store.</returns>
    public static ProfileStore OfS3(S3Location location, AwsConnection connection) => new(location.ToString(), location, connection);

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal IProfileFolder Open(IMonitorSink sink) =>
        _location is null ? new LocalProfileFolder(Name) : new S3ProfileFolder(_location, new S3Reader(new AwsCaller(_connection!, sink)));
}
