using System.Runtime.InteropServices;
using System.Text;
using MlMonitor.Core.Quality;

namespace MlMonitor.Core.Labels;

/// <summary>
/// What turned out to be so of many requests, by their names: some 40 bytes each. Filled by several threads, then asked by several.
/// </summary>
public sealed class LabelBook
{
    // So many that the tables of a million are small enough to be swept up young, as they are outgrown.
    private const int Parts = 1024;

    private readonly Part[] _parts = [.. Enumerable.Range(0, Parts).Select(_ => new Part())];
    private long _newest = long.MinValue;

    internal LabelBook()
    {
    }

    /// <summary>How many requests have a label.</summary>
    public long Count => _parts.Sum(p => (long)p.Entries.Count);

    /// <summary>How many labels were told again as they were told before.</summary>
    public long Repeated => _parts.Sum(p => p.Repeated);

    /// <summary>How many labels said another thing than one before.</summary>
    public long Contradicted => _parts.Sum(p => p.Contradicted);

    /// <summary>How many lines could not be read.</summary>
    public long Bad { get; internal set; }

    /// <summary>When the newest was collected (UTC); null where there is none.</summary>
    public DateTimeOffset? Newest => _newest == long.MinValue ? null : new DateTimeOffset(_newest, TimeSpan.Zero);

    /// <summary>How many labels were asked for by a request.</summary>
    internal long Matched => _parts.Sum(p => p.Matched);

    /// <summary>Takes a label; of two of one request the one that was collected last counts, of two of one time the first.</summary>
    internal void Add(LabelKey key, ReadOnlySpan<byte> label, DateTimeOffset collected)
    {
        InterlockedMax(ref _newest, collected.UtcTicks);
        var seconds = SecondsOf(collected);
        var part = _parts[key.PartOf(Parts)];
        lock (part)
        {
            ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(part.Entries, key, out var isKnown);
            if (isKnown)
            {
                if (part.Texts.Exactly(entry.Place).SequenceEqual(label))
                {
                    part.Repeated++;
                    return;
                }

                part.Contradicted++;
                if (seconds <= entry.Seconds)
                    return;
            }

            entry.Place = part.Texts.Keep(label);
            entry.Seconds = seconds;
        }
    }

    /// <summary>Finds the label of a request.</summary>
    /// <param name="key">The request.</param>
    /// <param name="collected">When the label was collected.</param>
    /// <returns>The label and what lies behind it; empty where there is none.</returns>
    internal ReadOnlySpan<byte> Find(LabelKey key, out DateTimeOffset collected)
    {
        var part = _parts[key.PartOf(Parts)];
        lock (part)
        {
            ref var entry = ref CollectionsMarshal.GetValueRefOrNullRef(part.Entries, key);
            if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref entry))
            {
                collected = default;
                return [];
            }

            if (!entry.IsMatched)
            {
                entry.IsMatched = true;
                part.Matched++;
            }

            collected = DateTimeOffset.FromUnixTimeSeconds(entry.Seconds);
            return part.Texts.At(entry.Place);
        }
    }

    /// <summary>Different labels there are, numbers however they are written counting once.</summary>
    /// <param name="most">With how many to stop.</param>
    internal IReadOnlyList<string> Some(int most)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        // Most labels lie in one place with others like them.
        foreach (var (part, place) in _parts.SelectMany(part => part.Entries.Values.Select(entry => entry.Place).Distinct().Select(place => (part, place))))
        {
            var rest = part.Texts.At(place);
            var rows = LabelTexts.RowsOf(rest);
            for (rest = rest[2..]; rows > 0 && found.Count < most; rows--)
            {
                if (ClassName.Of(Encoding.UTF8.GetString(LabelTexts.Take(ref rest, out _))) is { } name)
                    found.Add(name);
            }

            if (found.Count >= most)
                break;
        }

        return [.. found];
    }

    private static void InterlockedMax(ref long place, long value)
    {
        for (var seen = Volatile.Read(ref place); value > seen;)
        {
            var before = Interlocked.CompareExchange(ref place, value, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }

    // Files are written at a second, and copied at one.
    private static uint SecondsOf(DateTimeOffset time) => (uint)Math.Clamp(time.ToUnixTimeSeconds(), 0, uint.MaxValue);

    private struct Entry
    {
        private const int Mark = 1 << 31;
        private int _place;

        public uint Seconds;

        public int Place
        {
            readonly get => _place & ~Mark;
            set => _place = value | (_place & Mark);
        }

        public bool IsMatched
        {
            readonly get => _place < 0;
            set => _place = value ? _place | Mark : Place;
        }
    }

    private sealed class Part
    {
        public Dictionary<LabelKey, Entry> Entries { get; } = [];

        public LabelTexts Texts { get; } = new();

        public long Repeated { get; set; }

        public long Contradicted { get; set; }

        public long Matched { get; set; }
    }
}
