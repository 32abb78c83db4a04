using System.Management.Automation;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Lists what a folder or another drive of PowerShell holds.</summary>
[Cmdlet(VerbsCommon.Get, "ChildItem")]
public sealed class GetChildItemCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    public string[] Path { get; set; } = ["."];

    [Parameter(Position = 1)]
    [SupportsWildcards]
    public string Filter { get; set; } = "*";

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter File { get; set; }

    [Parameter]
    public SwitchParameter Directory { get; set; }

    protected override void ProcessRecord()
    {
        var pattern = new WildcardPattern(Filter, WildcardOptions.IgnoreCase);
        IEnumerable<PSObject> items = InvokeProvider.ChildItem.Get(Path, Recurse, force: false, literalPath: false);
        foreach (PSObject item in items)
        {
            bool folder = LanguagePrimitives.IsTrue(item.Properties["PSIsContainer"]?.Value);
            if ((File && folder) || (Directory && !folder)) continue;
            if (Filter == "*" || pattern.IsMatch(item.Properties["PSChildName"]?.Value?.ToString() ?? "")) WriteObject(item);
        }
    }
}
