using System.Management.Automation;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Writes a file, one line for each value.</summary>
[Cmdlet(VerbsCommon.Set, "Content", SupportsShouldProcess = true)]
public sealed class SetContentCommand : PSCmdlet
{
    private readonly List<string> _lines = [];

    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    [Parameter(Position = 1, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[] Value { get; set; } = [];

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    protected override void ProcessRecord() => _lines.AddRange((Value ?? []).Select(value => value is null ? "" : PSObject.AsPSObject(value).ToString()));

    protected override void EndProcessing()
    {
        string path = GetUnresolvedProviderPathFromPSPath(Path);
        if (!ShouldProcess(path, "Set Content")) return;
        if (NoNewline) File.WriteAllText(path, string.Concat(_lines));
        else File.WriteAllLines(path, _lines);
    }
}
