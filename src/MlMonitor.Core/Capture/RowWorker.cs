using System.Runtime.CompilerServices;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Capture;

/// <summary>Passes the rows of records on, without an object a row.</summary>
internal sealed class RowWorker(CaptureRows rows, IRowReceiver receiver, CaptureWindow? window, CaptureOptions options) : CaptureWorker(window, options)
{
    private readonly ITimedReceiver? _timed = receiver as ITimedReceiver;

    /// <summary>The names of the columns that are outputs.</summary>
    public IReadOnlyCollection<string> OutputColumns => rows.OutputColumns;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override string? Take(in CaptureRecord record, CaptureUnit unit, long line, out int count)
    {
        count = 0;
        if (rows.Read(record, out var input, out var output) is { } reason)
            return reason;
        count = rows.Count;
        _timed?.Begin(record.Time, unit.File);
        rows.Push(receiver, input, output);
        return null;
    }
}
