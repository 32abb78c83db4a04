using System.Management.Automation;
using MlMonitor.Completion;
using MlMonitor.Connection;

namespace MlMonitor.Commands;

/// <summary>Ends a silence before its time.</summary>
[Cmdlet(VerbsCommon.Remove, "MlSilence", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveMlSilenceCommand : MlStateCommand
{
    /// <summary>The silences' ids.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SilenceCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var id in Id)
            if (ShouldProcess($"{id} in {StatePlace}", "End silence") && Book() is { } book && Await(() => book.EndAsync(id, Sink, StopToken)) is not null)
                RunspaceState.Current.SilenceIds.TryRemove(id, out _);
    }
}
