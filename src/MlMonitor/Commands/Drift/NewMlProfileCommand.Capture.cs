using System.Management.Automation;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Profiles;
using MlMonitor.Core.ProfileStores;
using MlMonitor.Core.Storage;

namespace MlMonitor.Commands;

/// <summary>Captured requests in place of a data set.</summary>
public sealed partial class NewMlProfileCommand
{
    private static readonly TimeSpan UsualWindow = TimeSpan.FromHours(24);

    /// <summary>Captured requests: files or folders, or addresses in S3.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByCapture)]
    [ValidateNotNullOrEmpty]
    public string[] Capture { get; set; } = [];

    /// <summary>The beginning of the window.</summary>
    [Parameter(ParameterSetName = ByCapture)]
    public DateTime? After { get; set; }

    /// <summary>The end of the window.</summary>
    [Parameter(ParameterSetName = ByCapture)]
    public DateTime? Before { get; set; }

    /// <summary>Where profiles of hours are kept, so that each is read once: a folder or an s3:// address.</summary>
    [Parameter(ParameterSetName = ByCapture)]
    [ValidateNotNullOrEmpty]
    public string? ProfileStore { get; set; }

    /// <summary>The JMESPath of the inputs in requests of JSON.</summary>
    [Parameter(ParameterSetName = ByCapture)]
    [ValidateNotNullOrEmpty]
    public string? FeaturesAttribute { get; set; }

    /// <summary>The JMESPath of the outputs in answers of JSON.</summary>
    [Parameter(ParameterSetName = ByCapture)]
    [ValidateNotNullOrEmpty]
    public string? InferenceAttribute { get; set; }

    private DatasetProfile? ReadCapture(string path)
    {
        // Of files at hand all is wanted, unless a window is asked for.
        var window = After is null && Before is null && !S3Location.IsMeantBy(path) ? null : this.Window(After, Before, UsualWindow, Clock.GetUtcNow());
        var options = new HourlyOptions { Map = _map, Profile = new ProfileOptions { MemoryLimit = MemoryLimit, ModelName = NameOf(ModelName) } };
        if (SourceAt(path) is not { } source)
            return null;
        var store = ProfileStore is null ? null : this.StoreAt(ProfileStore, ConnectOnce, Sink);
        if (store is null && ProfileStore is not null)
            return null;
        var (profile, read) = Await(() => store is null
            ? CaptureHours.ReadAtOnceAsync(source, window, options, Sink, StopToken)
            : CaptureHours.ReadAsync(source, window, store, options, Sink, Clock, StopToken));
        foreach (var leftOut in read.LeftOut)
            Sink.Warn(leftOut);
        if (read.Problem is { } problem)
            Sink.Report(problem);
        if (read.Damage(0.01) is { } damage)
            Sink.Warn(damage);
        Sink.Flush();
        return read.Records == 0 ? null : Header is null ? profile : ProfileColumns.Named(profile, Header);
    }

    private CaptureSource? SourceAt(string path)
    {
        if (!S3Location.IsMeantBy(path))
            return CaptureSource.OfPath(Resolve(path));
        if (S3Location.TryParse(path, out var location) is { } problem)
        {
            Sink.Report(problem);
            return null;
        }

        return ConnectOnce() is [var connection, ..] ? CaptureSource.OfS3(location!, connection) : null;
    }
}
