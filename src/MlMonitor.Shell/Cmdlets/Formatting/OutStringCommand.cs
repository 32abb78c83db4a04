using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Gives what the console would show, as one string or with -Stream line by line.</summary>
[Cmdlet(VerbsData.Out, "String")]
[OutputType(typeof(string))]
public sealed class OutStringCommand : FrontEndCommandBase
{
    private const int DefaultWidth = 120;
    private readonly StringWriter _text = new();

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; }

    [Parameter]
    public SwitchParameter Stream { get; set; }

    protected override void BeginProcessing()
    {
        int hostWidth = Host.UI?.RawUI?.BufferSize.Width ?? 0;
        EngineFormatter.RenderTo(this, _text, Width > 0 ? Width : hostWidth > 0 ? hostWidth : DefaultWidth);
        base.BeginProcessing();
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        string text = _text.ToString();
        if (Stream) WriteObject(text.TrimEnd('\r', '\n').Split(Environment.NewLine), enumerateCollection: true);
        else WriteObject(text);
    }
}
