using System.Management.Automation;
using MlMonitor.Watching;

namespace MlMonitor.Commands;

/// <summary>Tells what is wrong with a configuration of Invoke-MlMonitor, and what in it can never do anything.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MlMonitorConfig")]
[OutputType(typeof(MlConfigMistake), typeof(bool))]
public sealed class TestMlMonitorConfigCommand : MlCommand
{
    /// <summary>The configuration.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath", "Path")]
    [ValidateNotNullOrEmpty]
    public string? Config { get; set; }

    /// <summary>Gives one Boolean for each file instead.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var read = ConfigFile.Read(ConfigFile.Resolve(this, Config), Clock.GetUtcNow(), Sink);
        Sink.Flush();
        if (Quiet)
            WriteObject(read is { Mistakes.Any: false });
        else if (read is { } file)
            WriteObject(file.Mistakes.All, enumerateCollection: true);
    }
}
