using System.Management.Automation;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Groups objects that have the same values of some properties.</summary>
[Cmdlet("Group", "Object")]
public sealed class GroupObjectCommand : PSCmdlet
{
    private readonly List<(object?[] Keys, List<PSObject> Items)> _groups = [];
    private IReadOnlyList<PropertySelector> _selectors = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[] Property { get; set; } = [];

    [Parameter]
    public SwitchParameter NoElement { get; set; }

    protected override void BeginProcessing() => _selectors = PropertySelector.From(Property);

    protected override void ProcessRecord()
    {
        if (InputObject is null) return;
        object?[] keys = _selectors.Count == 0 ? [InputObject] : [.. _selectors.Select(selector => selector.GetValue(InputObject))];
        int found = _groups.FindIndex(group => ValueComparer.Instance.SameAll(group.Keys, keys));
        if (found < 0) _groups.Add((keys, [InputObject]));
        else _groups[found].Items.Add(InputObject);
    }

    protected override void EndProcessing()
    {
        foreach ((object?[] keys, List<PSObject> items) in _groups.OrderBy(group => group.Keys[0], ValueComparer.Instance))
        {
            var group = new PSObject();
            // The engine has table views for these names.
            group.TypeNames.Insert(0, "Microsoft.PowerShell.Commands.GroupInfo");
            if (NoElement) group.TypeNames.Insert(0, "Microsoft.PowerShell.Commands.GroupInfoNoElement");
            group.Properties.Add(new PSNoteProperty("Values", keys));
            group.Properties.Add(new PSNoteProperty("Count", items.Count));
            if (!NoElement) group.Properties.Add(new PSNoteProperty("Group", items.ToArray()));
            group.Properties.Add(new PSNoteProperty("Name", string.Join(", ", keys.Select(key => key?.ToString()))));
            WriteObject(group);
        }
    }
}
