using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Labels;

/// <summary>
/// Takes requests with what turned out to be so: first the record, then for each of its rows the cells, the label and the end of the
/// row. Called from one thread at a time.
/// </summary>
public interface ILabelledReceiver : IRowReceiver
{
    /// <summary>A record begins.</summary>
    /// <param name="time">When the request was (UTC); null where that is not known.</param>
    void BeginRecord(DateTimeOffset? time);

    /// <summary>The label of the row at hand.</summary>
    /// <param name="text">The label as UTF-8; valid during the call only.</param>
    /// <param name="kind">In which form it was written.</param>
    void Label(ReadOnlySpan<byte> text, CellKind kind);
}
