using System.Management.Automation;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Removes a file or a folder.</summary>
[Cmdlet(VerbsCommon.Remove, "Item", SupportsShouldProcess = true)]
public sealed class RemoveItemCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "LiteralPath")]
    public string[] Path { get; set; } = [];

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in Path)
        {
            if (ShouldProcess(path, "Remove")) InvokeProvider.Item.Remove([path], Recurse, Force, literalPath: false);
        }
    }
}
