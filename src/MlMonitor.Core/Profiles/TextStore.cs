using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace MlMonitor.Core.Profiles;

/// <summary>
/// Counts the texts of a column: an open-addressing table over their bytes, so that counting a known text makes no object.
/// Once told to shrink it keeps heavy hitters (<see cref="TextSummary"/>).
/// </summary>
internal sealed class TextStore
{
    // A longer text is kept as its beginning and a hash of the whole.
    private const int LongestText = 1024;
    private const int Beginning = 960;

    // Texts come from outside: with a seed of the process nobody can choose ones that collide. It shows in no result.
    private static readonly ulong HashSeed = (ulong)(uint)HashCode.Combine(1) | ((ulong)(uint)HashCode.Combine(2) << 32);

    private int[] _slots = new int[64];
    private TextEntry[] _entries = new TextEntry[32];
    private byte[] _bytes = new byte[512];
    private int _used;
    private int _usedBytes;
    private int _keep = int.MaxValue;
    private long _count;
    private long _error;

    /// <summary>How many bytes it takes.</summary>
    public long Bytes => (4L * _slots.Length) + (TextEntry.Size * (long)_entries.Length) + _bytes.Length;

    /// <summary>Whether it keeps heavy hitters only.</summary>
    public bool IsShrunk => _keep != int.MaxValue;

    /// <summary>Counts a text.</summary>
    /// <param name="text">Its UTF-8.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<byte> text)
    {
        if (text.Length > LongestText)
        {
            AddLong(text);
            return;
        }

        _count++;
        var hash = Hash(text);
        var slot = Find(text, hash);
        if (_slots[slot] > 0)
            _entries[_slots[slot] - 1].Count++;
        else
            Insert(text, hash, slot, 1);
    }

    /// <summary>Keeps heavy hitters only, from now on.</summary>
    /// <param name="keep">How many at most, between the times the table is full.</param>
    public void Shrink(int keep)
    {
        _keep = keep;
        if (_used > keep)
            DropLight();
    }

    /// <summary>What was counted.</summary>
    /// <returns>The summary.</returns>
    public TextSummary ToSummary()
    {
        var order = Enumerable.Range(0, _used).ToArray();
        Array.Sort(order, (left, right) => Text(_entries[left]).SequenceCompareTo(Text(_entries[right])));
        var writer = new TextSummaryWriter(_used);
        foreach (var index in order)
            writer.Add(Text(_entries[index]), _entries[index].Count);
        var summary = writer.ToSummary(_count, _error);
        return IsShrunk ? summary.Shrink(_keep) : summary;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong Hash(ReadOnlySpan<byte> text)
    {
        const ulong Factor = 0x9E3779B97F4A7C15;
        var hash = HashSeed ^ ((ulong)text.Length * Factor);
        while (text.Length >= 8)
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text));
            text = text[8..];
        }

        ulong rest = 0;
        foreach (var letter in text)
            rest = (rest << 8) | letter;
        return Mix(hash ^ rest);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static ulong Mix(ulong mixed)
        {
            mixed *= Factor;
            return mixed ^ (mixed >> 32);
        }
    }

    private ReadOnlySpan<byte> Text(in TextEntry entry) => _bytes.AsSpan(entry.Start, entry.Length);

    private void AddLong(ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        Span<byte> name = stackalloc byte[LongestText];
        text[..Beginning].CopyTo(name);
        var end = Beginning;
        // Not in the middle of a letter.
        while ((text[end] & 0xC0) == 0x80 && end > Beginning - 4)
            end--;
        var mark = Encoding.ASCII.GetBytes("... sha256 " + Convert.ToHexString(hash[..16]));
        mark.CopyTo(name[end..]);
        Add(name[..(end + mark.Length)]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Find(ReadOnlySpan<byte> text, ulong hash)
    {
        var mask = _slots.Length - 1;
        for (var slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            var index = _slots[slot];
            if (index == 0)
                return slot;
            ref var entry = ref _entries[index - 1];
            if (entry.Hash == hash && ByteScan.AreSame(Text(entry), text))
                return slot;
        }
    }

    private void Insert(ReadOnlySpan<byte> text, ulong hash, int slot, long count)
    {
        if (_used == _entries.Length)
            Array.Resize(ref _entries, _used * 2);
        if (_usedBytes + text.Length > _bytes.Length)
            Array.Resize(ref _bytes, checked((int)Math.Min(Array.MaxLength, Math.Max(_bytes.Length * 2L, _usedBytes + text.Length))));
        text.CopyTo(_bytes.AsSpan(_usedBytes));
        _entries[_used++] = new TextEntry(hash, _usedBytes, text.Length) { Count = count };
        _usedBytes += text.Length;
        _slots[slot] = _used;
        if (IsShrunk && _used >= 2L * _keep)
            DropLight();
        else if (_used * 2 > _slots.Length)
            Rehash(_slots.Length * 2);
    }

    private void Rehash(int size)
    {
        _slots = new int[size];
        for (var i = 0; i < _used; i++)
        {
            var slot = (int)_entries[i].Hash & (size - 1);
            while (_slots[slot] > 0)
                slot = (slot + 1) & (size - 1);
            _slots[slot] = i + 1;
        }
    }

    private void DropLight()
    {
        var counts = Array.ConvertAll(_entries[.._used], entry => entry.Count);
        var taken = TextSummary.LargestBut(counts, _keep);
        _error += taken;
        var entries = _entries.AsSpan(0, _used).ToArray();
        var bytes = _bytes;
        _entries = new TextEntry[32];
        _bytes = new byte[512];
        _used = _usedBytes = 0;
        Rehash(64);
        foreach (var entry in entries.Where(entry => entry.Count > taken))
        {
            var text = bytes.AsSpan(entry.Start, entry.Length);
            Insert(text, entry.Hash, Find(text, entry.Hash), entry.Count - taken);
        }
    }
}
