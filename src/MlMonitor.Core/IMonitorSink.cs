namespace MlMonitor.Core;

/// <summary>
/// What a reader says beside its results. Safe to call from any thread; a cmdlet carries it over to its streams.
/// </summary>
public interface IMonitorSink
{
    /// <summary>Something could not be done; the rest goes on.</summary>
    /// <param name="problem">What, and why.</param>
    void Report(Problem problem);

    /// <summary>Something a person should see though nothing failed.</summary>
    /// <param name="message">What, in one line.</param>
    void Warn(string message);

    /// <summary>Something a person who asked for details should see.</summary>
    /// <param name="message">What, in one line.</param>
    void Detail(string message);

    /// <summary>Something support would ask for.</summary>
    /// <param name="message">What, in one line.</param>
    void Trace(string message);

    /// <summary>How far the work is.</summary>
    /// <param name="activity">What is being done.</param>
    /// <param name="done">How much of it is done.</param>
    /// <param name="total">How much there is; null where that is not known yet.</param>
    void Progress(string activity, int done, int? total);
}
