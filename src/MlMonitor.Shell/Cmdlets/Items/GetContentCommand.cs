using System.Management.Automation;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Reads a file, line by line or with -Raw as one text.</summary>
[Cmdlet(VerbsCommon.Get, "Content")]
[OutputType(typeof(string))]
public sealed class GetContentCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    public string[] Path { get; set; } = [];

    [Parameter]
    public SwitchParameter Raw { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in Path.SelectMany(path => GetResolvedProviderPathFromPSPath(path, out _)))
        {
            if (Raw) WriteObject(File.ReadAllText(path));
            else WriteObject(File.ReadLines(path), enumerateCollection: true);
        }
    }
}
