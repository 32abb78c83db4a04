using System.Management.Automation;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Gives objects as lines of comma-separated values, after a header.</summary>
[Cmdlet(VerbsData.ConvertTo, "Csv")]
[OutputType(typeof(string))]
public sealed class ConvertToCsvCommand : PSCmdlet
{
    private string?[]? _header;

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = new();

    [Parameter]
    public SwitchParameter NoTypeInformation { get; set; }

    protected override void ProcessRecord()
    {
        if (_header is null)
        {
            _header = CsvText.Header(InputObject);
            WriteObject(CsvText.Row(_header));
        }

        WriteObject(CsvText.Row(InputObject, _header));
    }
}
