using System.Management.Automation;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Waits; Ctrl+C ends the wait.</summary>
[Cmdlet(VerbsLifecycle.Start, "Sleep", DefaultParameterSetName = "Seconds")]
public sealed class StartSleepCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    [Parameter(ParameterSetName = "Seconds", Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateRange(0.0, int.MaxValue / 1000)]
    public double Seconds { get; set; }

    [Parameter(ParameterSetName = "Milliseconds", Mandatory = true)]
    [Alias("ms")]
    [ValidateRange(0, int.MaxValue)]
    public int Milliseconds { get; set; }

    [Parameter(ParameterSetName = "Duration", Mandatory = true)]
    public TimeSpan Duration { get; set; }

    public void Dispose() => _stop.Dispose();

    protected override void ProcessRecord()
    {
        TimeSpan wait = ParameterSetName switch
        {
            "Milliseconds" => TimeSpan.FromMilliseconds(Milliseconds),
            "Duration" => Duration,
            _ => TimeSpan.FromSeconds(Seconds),
        };
        _stop.Token.WaitHandle.WaitOne(wait);
    }

    protected override void StopProcessing() => _stop.Cancel();
}
