using System.Management.Automation;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Makes a file or a folder.</summary>
[Cmdlet(VerbsCommon.New, "Item", SupportsShouldProcess = true)]
public sealed class NewItemCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string[] Path { get; set; } = [];

    [Parameter]
    [Alias("Type")]
    public string ItemType { get; set; } = "File";

    [Parameter]
    public object? Value { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in Path)
        {
            if (!ShouldProcess(path, $"Create {ItemType}")) continue;
            WriteObject(InvokeProvider.Item.New([path], name: null, ItemType, Value, Force), enumerateCollection: true);
        }
    }
}
