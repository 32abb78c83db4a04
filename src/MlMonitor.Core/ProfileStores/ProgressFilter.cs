namespace MlMonitor.Core.ProfileStores;

/// <summary>Passes on everything but progress: that of each hour would jump to and fro beneath that of all.</summary>
/// <param name="sink">Hears the rest.</param>
internal sealed class ProgressFilter(IMonitorSink sink) : IMonitorSink
{
    /// <inheritdoc/>
    public void Report(Problem problem) => sink.Report(problem);

    /// <inheritdoc/>
    public void Warn(string message) => sink.Warn(message);

    /// <inheritdoc/>
    public void Detail(string message) => sink.Detail(message);

    /// <inheritdoc/>
    public void Trace(string message) => sink.Trace(message);

    /// <inheritdoc/>
    public void Progress(string activity, int done, int? total)
    {
    }
}
