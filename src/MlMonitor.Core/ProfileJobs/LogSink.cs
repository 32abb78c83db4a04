using System.Collections.Concurrent;

namespace MlMonitor.Core.ProfileJobs;

/// <summary>Says everything in lines, and keeps the problems.</summary>
/// <param name="log">Gets a line.</param>
internal sealed class LogSink(Action<string> log) : IMonitorSink
{
    private readonly ConcurrentQueue<Problem> _problems = new();

    /// <summary>What went wrong so far.</summary>
    public IReadOnlyCollection<Problem> Problems => _problems;

    /// <inheritdoc/>
    public void Report(Problem problem)
    {
        _problems.Enqueue(problem);
        log($"ERROR {problem.Id}: {problem.Message}");
    }

    /// <inheritdoc/>
    public void Warn(string message) => log($"WARNING {message}");

    /// <inheritdoc/>
    public void Detail(string message) => log(message);

    /// <inheritdoc/>
    public void Trace(string message)
    {
    }

    /// <inheritdoc/>
    public void Progress(string activity, int done, int? total)
    {
    }
}
