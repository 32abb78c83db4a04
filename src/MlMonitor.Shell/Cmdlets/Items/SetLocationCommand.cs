using System.Management.Automation;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Goes to another folder.</summary>
[Cmdlet(VerbsCommon.Set, "Location")]
public sealed class SetLocationCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public string Path { get; set; } = "~";

    protected override void ProcessRecord() => SessionState.Path.SetLocation(Path);
}
