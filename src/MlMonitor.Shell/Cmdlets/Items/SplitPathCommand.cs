using System.Management.Automation;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Gives the parent of a path, or with -Leaf its last part.</summary>
[Cmdlet(VerbsCommon.Split, "Path")]
[OutputType(typeof(string))]
public sealed class SplitPathCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public string[] Path { get; set; } = [];

    [Parameter]
    public SwitchParameter Parent { get; set; }

    [Parameter]
    public SwitchParameter Leaf { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in Path)
        {
            WriteObject(Leaf ? SessionState.Path.ParseChildName(path) : SessionState.Path.ParseParent(path, root: ""));
        }
    }
}
