using System.Collections.Concurrent;

namespace MlMonitor.Core.Tests.Support;

/// <summary>Keeps what the engine says.</summary>
internal sealed class RecordingSink : IMonitorSink
{
    public ConcurrentQueue<Problem> Problems { get; } = new();

    public ConcurrentQueue<string> Warnings { get; } = new();

    public ConcurrentQueue<string> Details { get; } = new();

    public ConcurrentQueue<string> Traces { get; } = new();

    public void Report(Problem problem) => Problems.Enqueue(problem);

    public void Warn(string message) => Warnings.Enqueue(message);

    public void Detail(string message) => Details.Enqueue(message);

    public void Trace(string message) => Traces.Enqueue(message);

    public void Progress(string activity, int done, int? total)
    {
    }
}
