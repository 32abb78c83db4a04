using System.Runtime.CompilerServices;

namespace MlMonitor.Core.Capture;

/// <summary>Counts what one worker reads.</summary>
internal sealed class CaptureTally
{
    private readonly List<(int File, int Part, long Line, string Reason)> _bad = [];

    public long Records { get; set; }

    public long Rows { get; set; }

    public long Bad { get; private set; }

    public long Unfinished { get; set; }

    public long Outside { get; set; }

    public long ExplanationCalls { get; set; }

    public DateTimeOffset? First { get; private set; }

    public DateTimeOffset? Last { get; private set; }

    public IReadOnlyList<(int File, int Part, long Line, string Reason)> FirstBad => _bad;

    /// <summary>Counts a record that is good.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Note(DateTimeOffset? time, int rows)
    {
        Records++;
        Rows += rows;
        First = time < First || First is null ? time ?? First : First;
        Last = time > Last || Last is null ? time ?? Last : Last;
    }

    /// <summary>Counts one that is not, and keeps it where it is among the first.</summary>
    public void NoteBad(int file, int part, long line, string reason)
    {
        Bad++;
        // A worker takes files and parts in order, so that what comes later is later.
        if (_bad.Count < CaptureSummary.BadRecordsKept)
            _bad.Add((file, part, line, reason));
    }
}
