using System.Text;

namespace MlMonitor.Core.Capture;

/// <summary>
/// Numbers the names of columns, looked up as UTF-8 without a string. Rows mostly have their members in the same order, so that
/// the one after the last is tried first.
/// </summary>
internal sealed class ColumnNames
{
    /// <summary>More columns than anybody watches by name: what has more is an image or damage.</summary>
    public const int Most = 10_000;

    private readonly Dictionary<int, int> _byHash = [];
    private readonly List<Entry> _entries = [];
    private int _next;

    /// <summary>How many there are.</summary>
    public int Count => _entries.Count;

    /// <summary>The name of a number.</summary>
    public string this[int number] => _entries[number].Text;

    /// <summary>Whether there is such a name.</summary>
    public bool Contains(string name) => _entries.Exists(e => e.Text == name);

    /// <summary>The number of a name; a new one gets the next.</summary>
    /// <returns>The number; -1 where there are too many.</returns>
    public int NumberOf(ReadOnlySpan<byte> name)
    {
        if (_next < _entries.Count && name.SequenceEqual(_entries[_next].Bytes))
            return _next++;
        var hash = Hash(name);
        var first = _byHash.GetValueOrDefault(hash, -1);
        for (var at = first; at >= 0; at = _entries[at].Following)
        {
            if (name.SequenceEqual(_entries[at].Bytes))
            {
                _next = at + 1;
                return at;
            }
        }

        if (_entries.Count == Most)
            return -1;
        _entries.Add(new Entry(name.ToArray(), Encoding.UTF8.GetString(name), first));
        _next = _entries.Count;
        return _byHash[hash] = _entries.Count - 1;
    }

    /// <summary>The first name is expected next.</summary>
    public void BeginRow() => _next = 0;

    private static int Hash(ReadOnlySpan<byte> name)
    {
        var hash = default(HashCode);
        hash.AddBytes(name);
        return hash.ToHashCode();
    }

    private sealed record Entry(byte[] Bytes, string Text, int Following);
}
