using System.Management.Automation;
using System.Text;
using System.Text.Json;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Gives JSON as objects.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Json")]
public sealed class ConvertFromJsonCommand : PSCmdlet
{
    private readonly StringBuilder _text = new();

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string InputObject { get; set; } = "";

    [Parameter]
    public SwitchParameter AsHashtable { get; set; }

    protected override void ProcessRecord() => _text.AppendLine(InputObject);

    protected override void EndProcessing()
    {
        string text = _text.ToString();
        if (string.IsNullOrWhiteSpace(text)) return;
        try
        {
            WriteObject(JsonText.Read(text, AsHashtable), enumerateCollection: true);
        }
        catch (JsonException error)
        {
            ThrowTerminatingError(new ErrorRecord(new ArgumentException("Conversion from JSON failed: " + error.Message, error), "JsonNotRead", ErrorCategory.InvalidData, text));
        }
    }
}
