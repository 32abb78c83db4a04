using System.Collections;
using System.Management.Automation;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Writes text to the console, and to the information stream as PowerShell does.</summary>
[Cmdlet(VerbsCommunications.Write, "Host")]
public sealed class WriteHostCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromRemainingArguments = true)]
    [Alias("Msg", "Message")]
    public object? Object { get; set; }

    [Parameter]
    public object Separator { get; set; } = " ";

    [Parameter]
    public ConsoleColor? ForegroundColor { get; set; }

    [Parameter]
    public ConsoleColor? BackgroundColor { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    protected override void ProcessRecord()
    {
        var message = new HostInformationMessage
        {
            Message = ToText(Object),
            NoNewLine = NoNewline,
            ForegroundColor = ForegroundColor,
            BackgroundColor = BackgroundColor,
        };
        // The tag makes the engine show the record whatever $InformationPreference says.
        WriteInformation(message, ["PSHOST"]);
    }

    private string ToText(object? value) => value switch
    {
        null => "",
        PSObject { BaseObject: not PSCustomObject } wrapped => ToText(wrapped.BaseObject),
        string text => text,
        IEnumerable items => string.Join(Separator.ToString(), items.Cast<object?>().Select(ToText)),
        _ => PSObject.AsPSObject(value).ToString(),
    };
}
