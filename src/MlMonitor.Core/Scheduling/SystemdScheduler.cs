namespace MlMonitor.Core.Scheduling;

/// <summary>Registers timers of the user's own systemd.</summary>
/// <param name="runner">Runs systemctl.</param>
/// <param name="folder">Where the user's units are.</param>
public sealed class SystemdScheduler(IProgramRunner runner, string folder) : ITaskScheduler
{
    private const string Program = "systemctl";
    private readonly SchedulerPrograms _programs = new(runner, MlTaskKind.Systemd);

    /// <summary>Where systemd.unit(5) looks for the units of a user.</summary>
    public static string UserFolder => Path.Combine(Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } given
        ? given : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config"), "systemd", "user");

    /// <inheritdoc/>
    public string? WhyNot(WatchTask task) => null;

    /// <inheritdoc/>
    public TaskPlan Plan(WatchTask task, DateTimeOffset next) => new(task.Name)
    {
        Written = [new(Unit(task.Name, "service"), SystemdUnits.Service(task)), new(Unit(task.Name, "timer"), SystemdUnits.Timer(task))],
        // Enabling with --now leaves a timer that runs with its old times.
        After = [Call("daemon-reload"), Call("enable", Timer(task.Name)), Call("restart", Timer(task.Name))],
    };

    /// <inheritdoc/>
    public TaskPlan PlanRemoval(string name) => new(name)
    {
        Before = [Call("disable", "--now", Timer(name))],
        Deleted = [Unit(name, "timer"), Unit(name, "service")],
        After = [Call("daemon-reload")],
    };

    /// <inheritdoc/>
    public async Task<Problem?> RegisterAsync(TaskPlan plan, CancellationToken cancellationToken)
    {
        if (_programs.Missing(Program) is { } missing)
            return missing;
        foreach (var file in plan.Written)
        {
            if (await WriteAsync(file, cancellationToken).ConfigureAwait(false) is { } problem)
                return problem;
        }

        return await _programs.RunAllAsync(plan.After, plan.Name, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<Problem?> RemoveAsync(TaskPlan plan, CancellationToken cancellationToken)
    {
        if (!plan.Deleted.Any(IsOurs))
            return _programs.NotFound(plan.Name);
        if (_programs.Missing(Program) is { } missing)
            return missing;
        if (await _programs.RunAllAsync(plan.Before, plan.Name, cancellationToken).ConfigureAwait(false) is { } failed)
            return failed;
        foreach (var path in plan.Deleted.Where(IsOurs))
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return SchedulerPrograms.NotWritten(path, e.Message);
            }
        }

        return await _programs.RunAllAsync(plan.After, plan.Name, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Problem?> WriteAsync(MlTaskFile file, CancellationToken cancellationToken)
    {
        try
        {
            if (File.Exists(file.Path) && !IsOurs(file.Path))
                return SchedulerPrograms.NotWritten(file.Path, "There is a unit of that name which this command has not written.");
            Directory.CreateDirectory(Path.GetDirectoryName(file.Path)!);
            var temporary = file.Path + ".new";
            await File.WriteAllTextAsync(temporary, file.Text, cancellationToken).ConfigureAwait(false);
            File.Move(temporary, file.Path, overwrite: true);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return SchedulerPrograms.NotWritten(file.Path, e.Message);
        }
    }

    private static bool IsOurs(string path) => File.Exists(path) && File.ReadLines(path).FirstOrDefault() == SystemdUnits.Mark;

    private static ProgramCall Call(params string[] arguments) => new(Program, ["--user", .. arguments]);

    private static string Timer(string name) => $"{SystemdUnits.UnitName(name)}.timer";

    private string Unit(string name, string ending) => Path.Combine(folder, $"{SystemdUnits.UnitName(name)}.{ending}");
}
