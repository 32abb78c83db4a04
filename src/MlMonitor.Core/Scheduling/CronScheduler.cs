using System.Text;

namespace MlMonitor.Core.Scheduling;

/// <summary>Registers lines in the user's crontab. Lines of others are kept byte for byte, whatever their encoding.</summary>
/// <param name="runner">Runs crontab.</param>
/// <param name="copies">Where a copy of the crontab is kept until the new one is in place.</param>
public sealed class CronScheduler(IProgramRunner runner, string copies) : ITaskScheduler
{
    /// <summary>What the crontab is called where a path would stand.</summary>
    public const string Crontab = "crontab";

    private readonly SchedulerPrograms _programs = new(runner, MlTaskKind.Cron);

    /// <inheritdoc/>
    public string? WhyNot(WatchTask task) => CrontabText.WhyNot(task);

    /// <inheritdoc/>
    public TaskPlan Plan(WatchTask task, DateTimeOffset next) => PlanRemoval(task.Name) with { Written = [new(Crontab, CrontabText.Line(task) + "\n")] };

    /// <inheritdoc/>
    public TaskPlan PlanRemoval(string name) => new(name)
    {
        Before = [new(Crontab, "-l")],
        After = [new(Crontab, "-")],
    };

    /// <inheritdoc/>
    public Task<Problem?> RegisterAsync(TaskPlan plan, CancellationToken cancellationToken) =>
        ChangeAsync(plan, before => CrontabText.Put(before, plan.Name, ToBytewise(plan.Written[0].Text.TrimEnd('\n'))), cancellationToken);

    /// <inheritdoc/>
    public Task<Problem?> RemoveAsync(TaskPlan plan, CancellationToken cancellationToken) =>
        ChangeAsync(plan, before => CrontabText.Remove(before, plan.Name), cancellationToken);

    private async Task<Problem?> ChangeAsync(TaskPlan plan, Func<string, string?> change, CancellationToken cancellationToken)
    {
        if (_programs.Missing(Crontab) is { } missing)
            return missing;
        // A crontab that cannot be read is not empty: to write then would be to lose it.
        var (read, unread) = await _programs.RunAsync(plan.Before[0], IsEmpty, plan.Name, cancellationToken).ConfigureAwait(false);
        if (unread is not null)
            return unread;
        var before = read!.ExitCode == 0 ? Encoding.Latin1.GetString(read.Output) : "";
        if (change(before) is not { } wanted)
            return _programs.NotFound(plan.Name);
        return wanted == before ? null : await WriteAsync(plan, before, wanted, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Problem?> WriteAsync(TaskPlan plan, string before, string wanted, CancellationToken cancellationToken)
    {
        var copy = Path.Combine(copies, $"mlmonitor-crontab-{plan.Name}-{Guid.NewGuid():N}");
        try
        {
            // A crontab may hold what others should not read.
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var file = new FileStream(copy, options);
            await using (file.ConfigureAwait(false))
                await file.WriteAsync(Encoding.Latin1.GetBytes(before), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return SchedulerPrograms.NotWritten(copy, $"{e.Message} The crontab is as it was.");
        }

        // From here to the end nobody stops it: half of it done is what the copy is for.
        var (_, failed) = await _programs.RunAsync(plan.After[0] with { Input = Encoding.Latin1.GetBytes(wanted) }, null, plan.Name, CancellationToken.None).ConfigureAwait(false);
        var (now, unread) = await _programs.RunAsync(plan.Before[0], IsEmpty, plan.Name, CancellationToken.None).ConfigureAwait(false);
        var found = unread is null ? now!.ExitCode == 0 ? Encoding.Latin1.GetString(now.Output) : "" : null;
        if (failed is null && found == wanted || failed is not null && found == before)
        {
            File.Delete(copy);
            return failed;
        }

        return Problem.Of(ProblemId.SchedulerFailed,
            $"The crontab is not what was written{(failed is null ? "" : $": {failed.Message}")}. What it was is in {copy}.", plan.Name,
            $"Look at 'crontab -l'; 'crontab {copy}' brings back what was there before.");
    }

    // What the crons there are say of a user who has none: Vixie's and cronie the first, BusyBox the second.
    private static bool IsEmpty(ProgramOutcome outcome) => outcome.Errors.Contains("no crontab for", StringComparison.OrdinalIgnoreCase)
        || (outcome.Errors.Contains("can't open", StringComparison.OrdinalIgnoreCase) && outcome.Errors.Contains("No such file", StringComparison.OrdinalIgnoreCase));

    // Latin-1 gives every byte a letter of its own and takes it back.
    private static string ToBytewise(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
