using System.Management.Automation;
using System.Threading.Channels;
using MlMonitor.Core;

namespace MlMonitor.Streams;

/// <summary>
/// Takes what the engine says on any thread and hands it to a cmdlet's streams on the pipeline's thread, the only one that
/// may write.
/// </summary>
internal sealed class CommandSink(PSCmdlet cmdlet, TimeProvider clock) : IMonitorSink
{
    private readonly Channel<Action> _said = Channel.CreateUnbounded<Action>();
    private readonly ProgressLine _progress = new(cmdlet, clock);

    /// <summary>Ends when something was said.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _said.Reader.WaitToReadAsync(cancellationToken).AsTask();

    /// <summary>Writes what was said. Call on the pipeline's thread.</summary>
    public void Flush()
    {
        while (_said.Reader.TryRead(out var write))
            write();
    }

    /// <summary>Takes the progress bar away. Call on the pipeline's thread.</summary>
    public void Complete() => _progress.Complete();

    public void Report(Problem problem) => Say(() => cmdlet.WriteError(Errors.Record(problem)));

    public void Warn(string message) => Say(() => cmdlet.WriteWarning(message));

    public void Detail(string message) => Say(() => WriteDetail(message));

    public void Trace(string message) => Say(() => cmdlet.WriteDebug(message));

    public void Progress(string activity, int done, int? total)
    {
        if (_progress.IsDue)
            Say(() => _progress.Show(activity, done, total));
    }

    /// <summary>
    /// Writes to the verbose stream. Not under -Debug: there PowerShell makes every verbose line a question, and nothing may ask.
    /// </summary>
    public void WriteDetail(string message)
    {
        if (cmdlet.MyInvocation.BoundParameters.ContainsKey("Debug"))
            cmdlet.WriteDebug(message);
        else
            cmdlet.WriteVerbose(message);
    }

    private void Say(Action write) => _said.Writer.TryWrite(write);
}
