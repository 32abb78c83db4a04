using System.Text;

namespace MlMonitor.Core.Scheduling;

/// <summary>The text of a service and its timer, as systemd.service(5), systemd.timer(5) and systemd.syntax(7) have it.</summary>
public static class SystemdUnits
{
    /// <summary>The line by which a unit of this module is known.</summary>
    public const string Mark = "# Written by Register-MlMonitorTask of MlMonitor, which replaces it.";

    /// <summary>The name of the units without their ending; the prefix keeps clear of units of others.</summary>
    /// <param name="name">The task.</param>
    /// <returns>The name.</returns>
    public static string UnitName(string name) => $"mlmonitor-{name}";

    /// <summary>The service: one run. A finding, exit code 1 or 2, is an answer and no failure; 3, when the monitor itself is in trouble, is.</summary>
    /// <param name="task">What it starts.</param>
    /// <returns>The unit.</returns>
    public static string Service(WatchTask task) => $"""
        {Mark}
        [Unit]
        Description=MlMonitor watch {Escape(task.Name)}

        [Service]
        Type=oneshot
        ExecStart={string.Join(' ', task.Words.Select((word, at) => Quote(word, isProgram: at == 0)))}
        # 1 (warning) and 2 (critical) were found and told: the run did what it is for. 3 (not known) is a failed unit.
        SuccessExitStatus=1 2
        TimeoutStartSec={task.Patience.TotalSeconds:0}

        """.ReplaceLineEndings("\n");

    /// <summary>The timer: a run that was missed while the machine was off is made up for, and machines do not all start at once.</summary>
    /// <param name="task">What is started, and how often.</param>
    /// <returns>The unit.</returns>
    public static string Timer(WatchTask task) => $"""
        {Mark}
        [Unit]
        Description=MlMonitor watch {Escape(task.Name)}, every {task.Every:c}

        [Timer]
        {string.Join('\n', TaskInterval.Calendar(task.Every).Select(c => $"OnCalendar={c}"))}
        Persistent=true
        RandomizedDelaySec={Delay(task.Every).TotalSeconds:0}
        AccuracySec=1

        [Install]
        WantedBy=timers.target

        """.ReplaceLineEndings("\n");

    /// <summary>A word of a command line: in quotes, with what systemd would read in it doubled or escaped.</summary>
    /// <param name="word">The word, as it is to arrive.</param>
    /// <param name="isProgram">Whether it is the program, in which no variable is looked for.</param>
    /// <returns>The word as systemd reads it.</returns>
    public static string Quote(string word, bool isProgram = false)
    {
        var text = new StringBuilder("\"");
        foreach (var letter in word)
        {
            _ = letter switch
            {
                '\\' or '"' => text.Append('\\').Append(letter),
                '%' => text.Append("%%"),
                '$' when !isProgram => text.Append("$$"),
                _ => text.Append(letter),
            };
        }

        return text.Append('"').ToString();
    }

    // A twentieth of the interval, and no more than half a minute.
    private static TimeSpan Delay(TimeSpan every) => every / 20 < TimeSpan.FromSeconds(30) ? every / 20 : TimeSpan.FromSeconds(30);

    private static string Escape(string text) => text.Replace("%", "%%", StringComparison.Ordinal);
}
