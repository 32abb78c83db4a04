using System.Buffers.Binary;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Labels;

/// <summary>
/// The labels themselves, one after the other in one array: most are the same few short texts, and are kept once. Each is the number
/// of its rows, and for each row its form, its length and its text.
/// </summary>
internal sealed class LabelTexts
{
    private const int MostShared = 4096;
    private const int LongestShared = 32;
    private const int MostFirst = 4;
    private readonly Dictionary<LabelKey, int> _shared = [];
    private readonly List<int> _first = new(MostFirst);
    private byte[] _bytes = [];
    private int _length;

    /// <summary>Keeps a label.</summary>
    /// <param name="label">The label, as <see cref="Write"/> made it.</param>
    /// <returns>Where it is.</returns>
    public int Keep(ReadOnlySpan<byte> label)
    {
        if (label.Length > LongestShared)
            return Append(label);
        // Of few classes the first few labels are all there are.
        foreach (var place in _first)
        {
            if (At(place).StartsWith(label))
                return place;
        }

        var key = LabelKey.Of(label);
        if (_shared.TryGetValue(key, out var known))
            return known;
        var at = Append(label);
        if (_first.Count < MostFirst)
            _first.Add(at);
        if (_shared.Count < MostShared)
            _shared.Add(key, at);
        return at;
    }

    /// <summary>The label at a place, and what lies behind it.</summary>
    public ReadOnlySpan<byte> At(int place) => _bytes.AsSpan(place, _length - place);

    /// <summary>The label at a place, no more.</summary>
    public ReadOnlySpan<byte> Exactly(int place)
    {
        var rest = At(place);
        var end = 2;
        for (var row = RowsOf(rest); row > 0; row--)
            end += 5 + BinaryPrimitives.ReadInt32LittleEndian(rest[(end + 1)..]);
        return rest[..end];
    }

    /// <summary>How many rows a label has.</summary>
    public static int RowsOf(ReadOnlySpan<byte> label) => BinaryPrimitives.ReadUInt16LittleEndian(label);

    /// <summary>Takes the first row off.</summary>
    /// <param name="rows">The rows that are left, after the number of rows.</param>
    /// <param name="kind">The form of the first.</param>
    /// <returns>The text of the first.</returns>
    public static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rows, out CellKind kind)
    {
        kind = (CellKind)rows[0];
        var text = rows.Slice(5, BinaryPrimitives.ReadInt32LittleEndian(rows[1..]));
        rows = rows[(5 + text.Length)..];
        return text;
    }

    /// <summary>Writes a label.</summary>
    /// <param name="into">Where; it is emptied.</param>
    /// <param name="count">How many rows it has.</param>
    public static void Begin(List<byte> into, int count)
    {
        into.Clear();
        into.Add((byte)count);
        into.Add((byte)(count >> 8));
    }

    /// <summary>Writes a row of a label.</summary>
    /// <param name="into">Where.</param>
    /// <param name="text">Its text.</param>
    /// <param name="kind">Its form.</param>
    public static void Write(List<byte> into, ReadOnlySpan<byte> text, CellKind kind)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], text.Length);
        into.AddRange(head);
        into.AddRange(text);
    }

    private int Append(ReadOnlySpan<byte> label)
    {
        if (_bytes.Length - _length < label.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Math.Max(_length + label.Length, 32)));
        label.CopyTo(_bytes.AsSpan(_length));
        _length += label.Length;
        return _length - label.Length;
    }
}
