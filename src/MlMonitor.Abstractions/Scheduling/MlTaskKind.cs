namespace MlMonitor;

/// <summary>What starts a scheduled watch.</summary>
public enum MlTaskKind
{
    /// <summary>A timer of systemd, of the user who registers it.</summary>
    Systemd,

    /// <summary>A line in the user's crontab.</summary>
    Cron,

    /// <summary>A task of the Windows Task Scheduler.</summary>
    ScheduledTask,
}
