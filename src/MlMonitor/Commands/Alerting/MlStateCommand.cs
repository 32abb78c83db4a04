using System.Management.Automation;
using MlMonitor.Core.Alerting;
using MlMonitor.Core.Storage;

namespace MlMonitor.Commands;

/// <summary>What every command shares that looks into the state of the scheduled watch.</summary>
public abstract class MlStateCommand : MlAwsCommand
{
    /// <summary>The state: a file, or an address such as s3://bucket/key.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string StatePath { get; set; } = "";

    /// <summary>The region to reach S3 through. Not taken from piped objects: theirs is where they were seen.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(Completion.RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public override string[]? Region { get; set; }

    /// <summary>The credential profile. Not taken from piped objects: theirs is who saw them.</summary>
    [Parameter]
    [Alias("AWSProfileName", "StoredCredentials")]
    [ArgumentCompleter(typeof(Completion.ProfileCompleter))]
    public override string[]? ProfileName { get; set; }

    /// <summary>The state in full: a path of a disk without what is relative in it.</summary>
    internal string StatePlace => S3Location.IsMeantBy(StatePath) ? StatePath : SessionState.Path.GetUnresolvedProviderPathFromPSPath(StatePath);

    /// <summary>Opens the state; null where it cannot be reached, which has then been reported.</summary>
    internal AlertBook? Book()
    {
        var place = StatePlace;
        if (!S3Location.IsMeantBy(place))
            return new AlertBook(new FileAlertStore(place, Clock), place, Clock);
        if (S3Location.TryParse(place, out var location) is { } problem)
            WriteError(Streams.Errors.Record(problem));
        else if (Connect(Region) is [var connection, ..])
            return new AlertBook(new S3AlertStore(location!, connection, Clock), place, Clock);
        return null;
    }
}
