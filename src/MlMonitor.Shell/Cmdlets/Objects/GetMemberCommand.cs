using System.Management.Automation;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Tells what properties and methods objects have.</summary>
[Cmdlet(VerbsCommon.Get, "Member")]
public sealed class GetMemberCommand : PSCmdlet
{
    private readonly HashSet<string> _shown = new(StringComparer.Ordinal);

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    public PSMemberTypes MemberType { get; set; } = PSMemberTypes.All;

    protected override void ProcessRecord()
    {
        if (InputObject is null || !_shown.Add(InputObject.TypeNames[0])) return;
        IEnumerable<PSMemberInfo> members = Name
            .SelectMany(name => InputObject.Members.Match(name, MemberType))
            .Where(member => !member.Name.Contains('_', StringComparison.Ordinal))
            .OrderBy(member => member.MemberType.ToString(), StringComparer.Ordinal)
            .ThenBy(member => member.Name, StringComparer.OrdinalIgnoreCase);
        foreach (PSMemberInfo member in members)
        {
            var definition = new PSObject();
            // The engine has a table view for this name, grouped by TypeName.
            definition.TypeNames.Insert(0, "Microsoft.PowerShell.Commands.MemberDefinition");
            definition.Properties.Add(new PSNoteProperty("TypeName", InputObject.TypeNames[0]));
            definition.Properties.Add(new PSNoteProperty("Name", member.Name));
            definition.Properties.Add(new PSNoteProperty("MemberType", member.MemberType));
            definition.Properties.Add(new PSNoteProperty("Definition", member.ToString()));
            WriteObject(definition);
        }
    }
}
