using System.Management.Automation;
using MlMonitor.Connection;

namespace MlMonitor.Commands;

/// <summary>Tells which silences there are.</summary>
[Cmdlet(VerbsCommon.Get, "MlSilence")]
[OutputType(typeof(MlSilence))]
public sealed class GetMlSilenceCommand : MlStateCommand
{
    /// <summary>Also those that have ended, of the last seven days.</summary>
    [Parameter]
    public SwitchParameter IncludeEnded { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Book() is not { } book)
            return;
        foreach (var silence in Await(() => book.SilencesAsync(Sink, StopToken)))
        {
            if (silence.Phase != MlSilencePhase.Ended)
                RunspaceState.Current.SilenceIds.TryAdd(silence.Id, 0);
            if (IncludeEnded || silence.Phase != MlSilencePhase.Ended)
                WriteObject(silence);
        }
    }
}
