namespace MlMonitor.Core.Scheduling;

/// <summary>All that scheduling a task, or no longer scheduling it, runs and writes, before any of it is done.</summary>
/// <param name="Name">The task.</param>
public sealed record TaskPlan(string Name)
{
    /// <summary>What is run first.</summary>
    public IReadOnlyList<ProgramCall> Before { get; init; } = [];

    /// <summary>What is then written, and where.</summary>
    public IReadOnlyList<MlTaskFile> Written { get; init; } = [];

    /// <summary>The files that are then deleted.</summary>
    public IReadOnlyList<string> Deleted { get; init; } = [];

    /// <summary>What is run last, in order.</summary>
    public IReadOnlyList<ProgramCall> After { get; init; } = [];

    /// <summary>All commands, in order.</summary>
    public IEnumerable<string> Commands => Before.Concat(After).Select(call => call.ToString());

    /// <summary>All of it in words, for people who want to see it first.</summary>
    public string Words => string.Join('\n', [
        .. Before.Select(call => $"Run: {call}"),
        .. Written.Select(file => $"Write {file.Path}:\n{file.Text.ReplaceLineEndings("\n").TrimEnd('\n')}"),
        .. Deleted.Select(path => $"Delete {path}"),
        .. After.Select(call => $"Run: {call}")]);
}
