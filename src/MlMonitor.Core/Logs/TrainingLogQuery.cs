using System.Text.RegularExpressions;

namespace MlMonitor.Core.Logs;

/// <summary>Which lines of the logs of jobs to read.</summary>
public sealed record TrainingLogQuery
{
    /// <summary>How many of the last lines; null for all.</summary>
    public int? Tail { get; init; }

    /// <summary>Whether to go on reading until the job has ended.</summary>
    public bool Follow { get; init; }

    /// <summary>The earliest line; null for the first.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>What a line has to match; null for all.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>Chooses among the instances; null for all.</summary>
    public Func<string, bool>? WantsNode { get; init; }

    internal bool WantsAll => After is null && Pattern is null && WantsNode is null;
}

/// <summary>One job whose log is read.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Name">Its name.</param>
public sealed record LoggingJob(MlJobType Type, string Name);
