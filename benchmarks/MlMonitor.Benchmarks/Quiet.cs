using MlMonitor.Core;

namespace MlMonitor.Benchmarks;

/// <summary>Says on the error stream what goes wrong, and nothing else.</summary>
internal sealed class Quiet : IMonitorSink
{
    public static Quiet Instance { get; } = new();

    public void Report(Problem problem) => Console.Error.WriteLine(problem.Message);

    public void Warn(string message) => Console.Error.WriteLine(message);

    public void Detail(string message)
    {
    }

    public void Trace(string message)
    {
    }

    public void Progress(string activity, int done, int? total)
    {
    }
}
