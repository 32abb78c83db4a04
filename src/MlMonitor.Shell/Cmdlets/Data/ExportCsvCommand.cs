using System.Management.Automation;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Writes objects to a file of comma-separated values.</summary>
[Cmdlet(VerbsData.Export, "Csv")]
public sealed class ExportCsvCommand : PSCmdlet, IDisposable
{
    private StreamWriter? _writer;
    private string?[]? _header;

    [Parameter(ValueFromPipeline = true, Mandatory = true)]
    public PSObject InputObject { get; set; } = new();

    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    [Parameter]
    public SwitchParameter NoTypeInformation { get; set; }

    public void Dispose() => _writer?.Dispose();

    protected override void BeginProcessing() => _writer = new StreamWriter(GetUnresolvedProviderPathFromPSPath(Path));

    protected override void ProcessRecord()
    {
        if (_header is null)
        {
            _header = CsvText.Header(InputObject);
            _writer!.WriteLine(CsvText.Row(_header));
        }

        _writer!.WriteLine(CsvText.Row(InputObject, _header));
    }

    protected override void EndProcessing() => Dispose();
}
