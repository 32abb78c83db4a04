using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Writes what the console would show to a file; the engine calls it for &gt; and &gt;&gt;.</summary>
[Cmdlet(VerbsData.Out, "File")]
public sealed class OutFileCommand : FrontEndCommandBase
{
    private StreamWriter? _writer;

    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Path")]
    public string FilePath { get; set; } = "";

    [Parameter]
    public SwitchParameter Append { get; set; }

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; } = int.MaxValue - 1;

    protected override void BeginProcessing()
    {
        _writer = new StreamWriter(GetUnresolvedProviderPathFromPSPath(FilePath), Append);
        EngineFormatter.RenderTo(this, _writer, Width);
        base.BeginProcessing();
    }

    protected override void InternalDispose()
    {
        base.InternalDispose();
        _writer?.Dispose();
    }
}
