using System.Management.Automation;
using MlMonitor.Connection;
using MlMonitor.Core.Aws;
using MlMonitor.Streams;

namespace MlMonitor.Commands;

/// <summary>
/// What every command of the module shares: it stops when told to, writes from one thread only, and says at the end what it
/// cost.
/// </summary>
public abstract class MlCommand : PSCmdlet, IDisposable
{
    /// <summary>How long a command that was stopped may tidy up.</summary>
    private protected static readonly TimeSpan LastMoment = TimeSpan.FromMilliseconds(500);
    private readonly CancellationTokenSource _stop = new();
    private AwsCallMeter? _meter;
    private CommandSink? _sink;

    /// <summary>Tells the time.</summary>
    protected static TimeProvider Clock => TimeProvider.System;

    /// <summary>Ends when the user presses Ctrl+C or the pipeline stops.</summary>
    protected CancellationToken StopToken => _stop.Token;

    // Asked for on the pipeline's thread and on the engine's: both must get the same one, or what one of them says is lost.
    internal CommandSink Sink => LazyInitializer.EnsureInitialized(ref _sink, () => new CommandSink(this, Clock));

    internal AwsCallMeter Meter => _meter ??= new AwsCallMeter(RunspaceState.Current.Whole);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Meter.Total > 0)
            Sink.WriteDetail($"{Meter}.");
        Sink.Complete();
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Waits for work of the engine, writing meanwhile what it says.</summary>
    internal T Await<T>(Func<Task<T>> work)
    {
        var outer = AwsCallMeter.Current;
        AwsCallMeter.Current = Meter;
        try
        {
            var task = Task.Run(work, StopToken);
            while (!task.IsCompleted)
            {
                Task.WaitAny([task, Sink.WaitAsync(StopToken)], StopToken);
                Sink.Flush();
            }

            Sink.Flush();
            return task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            AwsCallMeter.Current = outer;
        }
    }

    /// <summary>Writes what the engine yields, each as soon as it is there.</summary>
    internal void WriteEach<T>(IAsyncEnumerable<T> source, Action<T> write)
    {
        var items = source.GetAsyncEnumerator(StopToken);
        var move = Task.FromResult(true);
        try
        {
            while (Await(() => move = items.MoveNextAsync().AsTask()))
                write(items.Current);
        }
        finally
        {
            // Whoever is downstream may have had enough: what is still under way ends with the enumerator, which must not be
            // disposed of while it moves.
            move.ContinueWith(_ => items.DisposeAsync().AsTask(), TaskScheduler.Default).Unwrap()
                .ContinueWith(static done => _ = done.Exception, TaskScheduler.Default)
                .Wait(LastMoment);
        }
    }
}
