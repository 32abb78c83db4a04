using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Shows objects as a table.</summary>
[Cmdlet(VerbsCommon.Format, "Table")]
public sealed class FormatTableCommand : OuterFormatTableBase
{
    public FormatTableCommand() => EngineFormatter.Shape(this, "Table");
}
