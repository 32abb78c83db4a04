namespace MlMonitor.Core.Capture;

/// <summary>
/// How many values a row has, inputs and outputs: what the map says, or else most of the first records (<see cref="ColumnVote"/>).
/// One for all workers, and settled before they begin, so that it does not depend on which is first.
/// </summary>
internal sealed class ColumnLayout(ColumnMap map)
{
    private int _inputs = map.InputNames.Count > 0 ? map.InputNames.Count : -1;
    private int _outputs = map.OutputNames.Count > 0 ? map.OutputNames.Count : -1;

    /// <summary>Whether both are known.</summary>
    public bool IsSettled => Volatile.Read(ref _inputs) >= 0 && Volatile.Read(ref _outputs) >= 0;

    /// <summary>Settles what the map does not say.</summary>
    /// <param name="inputs">How many inputs a row has; -1 where that is not known.</param>
    /// <param name="outputs">How many outputs a row has; -1 where that is not known.</param>
    public void Settle(int inputs, int outputs)
    {
        Interlocked.CompareExchange(ref _inputs, inputs, -1);
        Interlocked.CompareExchange(ref _outputs, outputs, -1);
    }

    /// <summary>Whether the numbers of values fit. Those that are not known yet are from now on these.</summary>
    /// <param name="inputs">The placed inputs of a row; -1 where there are none by place.</param>
    /// <param name="outputs">The placed outputs of a row; -1 where there are none by place.</param>
    /// <returns>Why they do not fit; null where they do.</returns>
    public string? Fit(int inputs, int outputs) => Fit(ref _inputs, inputs, "input") ?? Fit(ref _outputs, outputs, "output") ?? FitHeader();

    /// <summary>Notes how many columns a record has by name: what comes by place is counted on after them.</summary>
    public void NoteNamedOutputs(int count) => Interlocked.CompareExchange(ref _outputs, count, -1);

    /// <summary>The name of an input told by its place.</summary>
    public string InputName(int place) =>
        place < map.InputNames.Count ? map.InputNames[place]
        : place + OutputsInHeader is >= 0 and var at && at < map.Header.Count ? map.Header[at]
        : ColumnMap.NameOf(place + Math.Max(0, Volatile.Read(ref _outputs)));

    /// <summary>The name of an output told by its place.</summary>
    public string OutputName(int place) => place < map.OutputNames.Count ? map.OutputNames[place]
        : place < OutputsInHeader ? map.Header[place]
        : ColumnMap.NameOf(place);

    private int OutputsInHeader => map.Header.Count - Math.Max(0, Volatile.Read(ref _inputs));

    private string? FitHeader()
    {
        var (inputs, outputs) = (Volatile.Read(ref _inputs), Volatile.Read(ref _outputs));
        return map.Header.Count == 0 || inputs < 0 || OutputsInHeader == 0 || OutputsInHeader == outputs || (outputs < 0 && OutputsInHeader > 0) ? null
            : FormattableString.Invariant($"it has {inputs} inputs and {Math.Max(0, outputs)} outputs, which {map.Header.Count} names do not fit");
    }

    private static string? Fit(ref int known, int count, string what)
    {
        if (count < 0)
            return null;
        var was = Interlocked.CompareExchange(ref known, count, -1);
        return was < 0 || was == count ? null : FormattableString.Invariant($"its {what} has {count} columns instead of {was}");
    }
}
