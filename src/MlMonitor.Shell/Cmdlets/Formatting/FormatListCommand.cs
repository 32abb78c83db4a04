using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Shows objects as a list of properties.</summary>
[Cmdlet(VerbsCommon.Format, "List")]
public sealed class FormatListCommand : OuterFormatTableAndListBase
{
    public FormatListCommand() => EngineFormatter.Shape(this, "List");
}
