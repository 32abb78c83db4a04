using System.Management.Automation;

namespace MlMonitor.Commands;

/// <summary>Ends what Register-MlMonitorTask began. The state and the configuration stay.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "MlMonitorTask", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class UnregisterMlMonitorTaskCommand : MlTaskCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var scheduler = Scheduler();
        var plan = scheduler.PlanRemoval(Name);
        if (ShouldProcess(plan.Words, $"Remove {Kind} task {Name}?", "Unregister-MlMonitorTask") && Await(() => scheduler.RemoveAsync(plan, StopToken)) is { } failed)
            WriteError(Streams.Errors.Record(failed));
    }
}
