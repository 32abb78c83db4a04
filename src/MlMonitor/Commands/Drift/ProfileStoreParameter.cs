using System.Management.Automation;
using MlMonitor.Core;
using MlMonitor.Core.Aws;
using MlMonitor.Core.ProfileStores;
using MlMonitor.Core.Storage;

namespace MlMonitor.Commands;

/// <summary>Makes the store of -ProfileStore.</summary>
internal static class ProfileStoreParameter
{
    /// <summary>The store at a path.</summary>
    /// <param name="cmdlet">The command, whose location a path is relative to.</param>
    /// <param name="path">A folder or an s3:// address.</param>
    /// <param name="connect">Makes connections, for an address; S3 says in which region a bucket is, so that any will do.</param>
    /// <param name="sink">Hears of an address that is none.</param>
    /// <returns>The store; null where there is none, which has then been reported.</returns>
    public static ProfileStore? StoreAt(this PSCmdlet cmdlet, string path, Func<IReadOnlyList<AwsConnection>> connect, IMonitorSink sink)
    {
        if (!S3Location.IsMeantBy(path))
            return ProfileStore.OfPath(cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path));
        if (S3Location.TryParse(path, out var location) is { } problem)
        {
            sink.Report(problem);
            return null;
        }

        return connect() is [var connection, ..] ? ProfileStore.OfS3(location!, connection) : null;
    }
}
