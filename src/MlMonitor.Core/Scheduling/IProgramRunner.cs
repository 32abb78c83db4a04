namespace MlMonitor.Core.Scheduling;

/// <summary>Runs programs of the system.</summary>
public interface IProgramRunner
{
    /// <summary>Where a program is; null where it is not.</summary>
    /// <param name="program">Its name.</param>
    /// <returns>The full path.</returns>
    string? Find(string program);

    /// <summary>Runs one to its end.</summary>
    /// <param name="call">The program and what with.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How it ended.</returns>
    Task<ProgramOutcome> RunAsync(ProgramCall call, CancellationToken cancellationToken);
}
