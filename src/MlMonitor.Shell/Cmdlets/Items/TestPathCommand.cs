using System.Management.Automation;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Tells whether a path exists.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Path")]
[OutputType(typeof(bool))]
public sealed class TestPathCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("LiteralPath")]
    public string[] Path { get; set; } = [];

    [Parameter]
    [ValidateSet("Any", "Container", "Leaf")]
    public string PathType { get; set; } = "Any";

    protected override void ProcessRecord()
    {
        foreach (string path in Path) WriteObject(Exists(path));
    }

    private bool Exists(string path)
    {
        try
        {
            return InvokeProvider.Item.Exists(path)
                && (PathType == "Any" || InvokeProvider.Item.IsContainer(path) == (PathType == "Container"));
        }
        catch (System.Management.Automation.DriveNotFoundException)
        {
            return false;
        }
    }
}
