using System.ComponentModel;

namespace MlMonitor.Core.Scheduling;

/// <summary>Runs the programs of a scheduler, and says what is wrong with them.</summary>
/// <param name="runner">Runs them.</param>
/// <param name="kind">The scheduler.</param>
internal sealed class SchedulerPrograms(IProgramRunner runner, MlTaskKind kind)
{
    /// <summary>The problem that a program is not there; null where it is.</summary>
    /// <param name="program">Its name.</param>
    public Problem? Missing(string program) => runner.Find(program) is not null ? null : Problem.Of(ProblemId.SchedulerMissing,
        $"There is no {program} on this machine, so nothing was registered.", kind,
        "Give another -Kind, or run it with -WhatIf, which shows what would be written, and put that where it belongs.");

    /// <summary>Runs one; what it ended with where it ended well or is allowed to fail, else the problem.</summary>
    /// <param name="call">The program and what with.</param>
    /// <param name="mayFail">Whether its exit code may be other than zero.</param>
    /// <param name="target">The task.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<(ProgramOutcome? Outcome, Problem? Problem)> RunAsync(ProgramCall call, Func<ProgramOutcome, bool>? mayFail, object target, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await runner.RunAsync(call, cancellationToken).ConfigureAwait(false);
            return outcome.ExitCode == 0 || mayFail?.Invoke(outcome) == true
                ? (outcome, null)
                : (null, Failed(call, $"ended with {outcome.ExitCode}{(outcome.Errors.Length > 0 ? $": {outcome.Errors}" : "")}", target));
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return (null, Failed(call, $"cannot be run: {e.Message}", target));
        }
    }

    /// <summary>Runs some, one after the other, until one fails.</summary>
    /// <param name="calls">The programs and what with.</param>
    /// <param name="target">The task.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The problem; null where all ended well.</returns>
    public async Task<Problem?> RunAllAsync(IEnumerable<ProgramCall> calls, object target, CancellationToken cancellationToken)
    {
        foreach (var call in calls)
        {
            if ((await RunAsync(call, null, target, cancellationToken).ConfigureAwait(false)).Problem is { } problem)
                return problem;
        }

        return null;
    }

    /// <summary>The problem that there is no task of a name.</summary>
    /// <param name="name">The name.</param>
    public Problem NotFound(string name) => Problem.Of(ProblemId.TaskNotFound, $"There is no {kind} task {name} of this module.", name,
        "Check -Name and -Kind, and that it was registered by the same user.");

    /// <summary>The problem that a file cannot be written or deleted.</summary>
    /// <param name="path">The file.</param>
    /// <param name="why">Why.</param>
    public static Problem NotWritten(string path, string why) => Problem.Of(ProblemId.FileNotWritten, $"{path} cannot be written: {why}", path,
        "Check the permissions of the folder and the room on the disk.");

    private static Problem Failed(ProgramCall call, string how, object target) => Problem.Of(ProblemId.SchedulerFailed, $"'{call}' {how}", target,
        "Run the command by hand to see what it wants. Registering again does all of it anew.");
}
