using System.Management.Automation;
using MlMonitor.Core;
using MlMonitor.Core.Scheduling;
using MlMonitor.Core.Storage;
using MlMonitor.Watching;

namespace MlMonitor.Commands;

/// <summary>Has Invoke-MlMonitor run again and again: by a timer of systemd, cron, or the Windows Task Scheduler.</summary>
[Cmdlet(VerbsLifecycle.Register, "MlMonitorTask", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(MlMonitorTask))]
public sealed class RegisterMlMonitorTaskCommand : MlTaskCommand
{
    private const string Script = "watch.ps1";

    /// <summary>The configuration.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath", "Path")]
    [ValidateNotNullOrEmpty]
    public string? Config { get; set; }

    /// <summary>Where the state is kept: a file or an s3:// address.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? StatePath { get; set; }

    /// <summary>How often.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Seconds]
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The script that is started; without it the one of this module.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ScriptPath { get; set; }

    /// <summary>The pwsh that runs it; without it the one that is found.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PowerShellPath { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var config = ConfigFile.Resolve(this, Config);
        var script = ScriptPath is null ? Path.Combine(Path.GetDirectoryName(GetType().Assembly.Location)!, Script) : GetUnresolvedProviderPathFromPSPath(ScriptPath);
        var state = string.IsNullOrEmpty(StatePath) ? null : S3Location.IsMeantBy(StatePath) ? StatePath : GetUnresolvedProviderPathFromPSPath(StatePath);
        if (!IsUsable(config, script))
            return;
        var task = new WatchTask(Name, Every, PowerShell(),
            ["-NoProfile", "-NonInteractive", "-File", script, "-Config", config, .. state is null ? (string[])[] : ["-StatePath", state]]);
        var scheduler = Scheduler();
        if (WhyNot(task, scheduler) is { } problem)
        {
            WriteError(Streams.Errors.Record(problem));
            return;
        }

        var now = TimeZoneInfo.ConvertTime(Clock.GetUtcNow(), Clock.LocalTimeZone);
        // The Task Scheduler counts from its first start, and takes no seconds amiss.
        var next = Kind == MlTaskKind.ScheduledTask ? now.AddSeconds(60 - now.Second) : TaskInterval.NextRun(Every, now, Clock.LocalTimeZone);
        var plan = scheduler.Plan(task, next);
        var really = ShouldProcess(plan.Words, $"Register {Kind} task {Name}?", "Register-MlMonitorTask");
        if (really && Await(() => scheduler.RegisterAsync(plan, StopToken)) is { } failed)
            WriteError(Streams.Errors.Record(failed));
        else
            WriteObject(Told(plan, config, state, next, really));
    }

    private bool IsUsable(string config, string script)
    {
        var read = ConfigFile.Read(config, Sink);
        Sink.Flush();
        if (read is not var (_, mistakes))
            return false;
        if (mistakes.All.FirstOrDefault(m => m.Severity == MlSeverity.Critical) is { } first)
            WriteError(Streams.Errors.Record(Problem.Of(ProblemId.ConfigInvalid, $"The configuration cannot be used, {first}", config, "Test-MlMonitorConfig tells of all mistakes.")));
        else if (!File.Exists(script))
            WriteError(Streams.Errors.Record(Problem.Of(ProblemId.PathNotFound, $"There is no script at {script}.", script, "Give the path of a script as -ScriptPath, such as samples/watch.ps1 of this module.")));
        else
            return true;
        return false;
    }

    private Problem? WhyNot(WatchTask task, ITaskScheduler scheduler)
    {
        if (TaskInterval.WhyNot(Kind, Every) is var (why, instead))
            return Problem.Of(ProblemId.ScheduleInvalid, why, Every, instead);
        var unfit = task.Words.Any(word => word.Any(char.IsControl)) ? "A path has a line break or another control character." : scheduler.WhyNot(task);
        return unfit is null ? null : Problem.Of(ProblemId.ScheduleInvalid, unfit, Name, "Put the files where the path is shorter and has plain letters, or choose another -Kind.");
    }

    private string PowerShell()
    {
        if (PowerShellPath is not null)
            return GetUnresolvedProviderPathFromPSPath(PowerShellPath);
        var own = Environment.ProcessPath;
        if (own is not null && Path.GetFileNameWithoutExtension(own).Equals("pwsh", StringComparison.OrdinalIgnoreCase))
            return own;
        if (Programs.Find("pwsh") is { } found)
            return found;
        WriteWarning("No pwsh was found here: the task looks for it when it is started. -PowerShellPath says where it is.");
        return "pwsh";
    }

    private MlMonitorTask Told(TaskPlan plan, string config, string? state, DateTimeOffset next, bool really) => new()
    {
        Name = Name,
        Kind = Kind,
        Every = Every,
        Config = config,
        StatePath = state,
        File = [.. plan.Written],
        Command = [.. plan.Commands],
        NextRun = next,
        Registered = really,
    };
}
