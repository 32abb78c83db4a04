using System.Management.Automation;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Reads objects from files of comma-separated values.</summary>
[Cmdlet(VerbsData.Import, "Csv")]
public sealed class ImportCsvCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    public string[] Path { get; set; } = [];

    protected override void ProcessRecord()
    {
        foreach (string path in Path.SelectMany(path => GetResolvedProviderPathFromPSPath(path, out _)))
        {
            WriteObject(CsvText.Read(File.ReadAllText(path)), enumerateCollection: true);
        }
    }
}
