using System.Management.Automation;
using MlMonitor.Core.Scheduling;

namespace MlMonitor.Commands;

/// <summary>What the commands share that schedule a watch and end that.</summary>
public abstract class MlTaskCommand : MlCommand
{
    /// <summary>The task among those of its kind.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidatePattern("^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
    public string Name { get; set; } = "watch";

    /// <summary>What starts it; without it what this platform has.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public MlTaskKind Kind { get; set; } = OperatingSystem.IsWindows() ? MlTaskKind.ScheduledTask : OperatingSystem.IsLinux() ? MlTaskKind.Systemd : MlTaskKind.Cron;

    internal static ProgramRunner Programs { get; } = new();

    internal ITaskScheduler Scheduler() => Kind switch
    {
        MlTaskKind.Systemd => new SystemdScheduler(Programs, SystemdScheduler.UserFolder),
        MlTaskKind.Cron => new CronScheduler(Programs, Path.GetTempPath()),
        _ => new WindowsTaskScheduler(Programs, $"{Environment.UserDomainName}\\{Environment.UserName}", Path.GetTempPath()),
    };
}
