namespace MlMonitor.Core.Datasets;

/// <summary>Counts what is read, and says how far the work is by bytes.</summary>
/// <param name="sink">Hears of progress.</param>
/// <param name="totalBytes">How many bytes all files have, as they are stored; null where that is not known.</param>
internal sealed class DatasetTally(IMonitorSink sink, long? totalBytes)
{
    // Enough to see what kind of damage it is.
    private const int Shown = 5;
    private const long Megabyte = 1 << 20;

    private readonly List<DamagedRow> _first = [];
    private long _bytes;

    /// <summary>How many rows were read.</summary>
    public long Rows { get; set; }

    /// <summary>How many could not be read.</summary>
    public long Damaged { get; private set; }

    /// <summary>The first few of those.</summary>
    public IReadOnlyList<DamagedRow> First => _first;

    /// <summary>A row that could not be read.</summary>
    public void Damage(string file, long line, string reason)
    {
        Damaged++;
        if (_first.Count < Shown)
            _first.Add(new DamagedRow(file, line, reason));
    }

    /// <summary>Bytes that came out of a file.</summary>
    public void Took(string file, long bytes)
    {
        _bytes += bytes;
        sink.Progress($"Reading {file}, in MB", (int)(_bytes / Megabyte), totalBytes is { } total ? (int)Math.Max(1, total / Megabyte) : null);
    }
}
