namespace MlMonitor.Core.Profiles;

/// <summary>Writes a <see cref="TextSummary"/> text by text, rising by bytes.</summary>
/// <param name="expected">How many texts there will be, at a guess.</param>
internal sealed class TextSummaryWriter(int expected)
{
    private readonly List<int> _ends = new(expected);
    private readonly List<long> _counts = new(expected);
    private byte[] _texts = new byte[Math.Max(256, expected * 8)];
    private int _used;

    /// <summary>Adds a text.</summary>
    /// <param name="text">Its UTF-8, above all texts before it.</param>
    /// <param name="count">How often it occurred.</param>
    public void Add(ReadOnlySpan<byte> text, long count)
    {
        if (_used + text.Length > _texts.Length)
            Array.Resize(ref _texts, Math.Max(_used + text.Length, checked(_texts.Length * 2)));
        text.CopyTo(_texts.AsSpan(_used));
        _used += text.Length;
        _ends.Add(_used);
        _counts.Add(count);
    }

    /// <summary>The summary.</summary>
    /// <param name="count">How many texts there were in all.</param>
    /// <param name="error">By how much a count may be too small.</param>
    /// <returns>The summary.</returns>
    public TextSummary ToSummary(long count, long error) => new(_texts[.._used], [.. _ends], [.. _counts], count, error);
}
