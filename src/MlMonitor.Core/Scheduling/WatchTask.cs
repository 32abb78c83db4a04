namespace MlMonitor.Core.Scheduling;

/// <summary>What is to be started, and how often.</summary>
/// <param name="Name">Its name among the tasks of a kind: letters, digits, dots, dashes and underscores.</param>
/// <param name="Every">How often.</param>
/// <param name="Program">The program: a full path, or a name that is looked for when it is started.</param>
/// <param name="Arguments">Its arguments, each as it is to arrive.</param>
public sealed record WatchTask(string Name, TimeSpan Every, string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>
    /// How long it may take before it is ended: a run that hangs would keep all later ones from starting. An hour is ample for a run, and
    /// three are what Azure Automation lets a job have.
    /// </summary>
    public TimeSpan Patience => Every < TimeSpan.FromHours(1) ? TimeSpan.FromHours(1) : Every > TimeSpan.FromHours(3) ? TimeSpan.FromHours(3) : Every;

    /// <summary>The program and its arguments.</summary>
    public IEnumerable<string> Words => Arguments.Prepend(Program);
}
