using System.Text;

namespace MlMonitor.Core.Scheduling;

/// <summary>Registers tasks of the Windows Task Scheduler, in a folder of their own.</summary>
/// <param name="runner">Runs schtasks.</param>
/// <param name="user">Who the tasks run as.</param>
/// <param name="temporary">Where the definition is kept until it is registered.</param>
public sealed class WindowsTaskScheduler(IProgramRunner runner, string user, string temporary) : ITaskScheduler
{
    private const string Program = "schtasks";
    private readonly SchedulerPrograms _programs = new(runner, MlTaskKind.ScheduledTask);

    /// <inheritdoc/>
    public string? WhyNot(WatchTask task) => ScheduledTaskXml.WhyNot(task);

    /// <inheritdoc/>
    public TaskPlan Plan(WatchTask task, DateTimeOffset next)
    {
        var file = Path.Combine(temporary, $"mlmonitor-{task.Name}.xml");
        return new(task.Name)
        {
            Written = [new(file, ScheduledTaskXml.Build(task, user, next))],
            After = [new(Program, "/Create", "/TN", TaskName(task.Name), "/XML", file, "/F")],
        };
    }

    /// <inheritdoc/>
    public TaskPlan PlanRemoval(string name) => new(name)
    {
        Before = [new(Program, "/Query", "/TN", TaskName(name))],
        After = [new(Program, "/Delete", "/TN", TaskName(name), "/F")],
    };

    /// <inheritdoc/>
    public async Task<Problem?> RegisterAsync(TaskPlan plan, CancellationToken cancellationToken)
    {
        if (_programs.Missing(Program) is { } missing)
            return missing;
        var file = plan.Written[0];
        try
        {
            await File.WriteAllTextAsync(file.Path, file.Text, Encoding.Unicode, cancellationToken).ConfigureAwait(false);
            return await _programs.RunAllAsync(plan.After, plan.Name, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return SchedulerPrograms.NotWritten(file.Path, e.Message);
        }
        finally
        {
            File.Delete(file.Path);
        }
    }

    /// <inheritdoc/>
    public async Task<Problem?> RemoveAsync(TaskPlan plan, CancellationToken cancellationToken)
    {
        if (_programs.Missing(Program) is { } missing)
            return missing;
        var (there, problem) = await _programs.RunAsync(plan.Before[0], _ => true, plan.Name, cancellationToken).ConfigureAwait(false);
        return problem ?? (there!.ExitCode != 0 ? _programs.NotFound(plan.Name) : await _programs.RunAllAsync(plan.After, plan.Name, cancellationToken).ConfigureAwait(false));
    }

    private static string TaskName(string name) => $"\\MlMonitor\\{name}";
}
