using System.Text;

namespace MlMonitor.Core.Profiles;

/// <summary>
/// How often each text of a column occurred, sorted by bytes: all of them, or the heavy hitters. The latter is the summary of
/// J. Misra and D. Gries, "Finding repeated elements" (1982), merged as P. Agarwal et al., "Mergeable summaries" (PODS 2012),
/// show: add up the counts, then take the (k + 1)th largest off all and drop what is left at zero. A count is then too small
/// by at most what was taken off, which is at most 1 / (k + 1) of all texts, and never too large.
/// </summary>
internal sealed class TextSummary
{
    /// <summary>Makes a summary.</summary>
    /// <param name="texts">The texts as UTF-8, rising by bytes, one after the other.</param>
    /// <param name="ends">Where each of them ends.</param>
    /// <param name="counts">How often each occurred.</param>
    /// <param name="count">How many texts there were in all.</param>
    /// <param name="error">By how much a count may be too small; 0 where nothing was left out.</param>
    public TextSummary(byte[] texts, int[] ends, long[] counts, long count, long error)
    {
        Texts = texts;
        Ends = ends;
        Counts = counts;
        Count = count;
        Error = error;
    }

    /// <summary>No text.</summary>
    public static TextSummary Empty { get; } = new([], [], [], 0, 0);

    /// <summary>The texts as UTF-8, one after the other.</summary>
    public byte[] Texts { get; }

    /// <summary>Where each text ends.</summary>
    public int[] Ends { get; }

    /// <summary>How often each occurred.</summary>
    public long[] Counts { get; }

    /// <summary>How many texts there were in all.</summary>
    public long Count { get; }

    /// <summary>By how much a count may be too small.</summary>
    public long Error { get; }

    /// <summary>How many bytes it takes.</summary>
    public long Bytes => Texts.Length + (12L * Ends.Length);

    /// <summary>One of the texts.</summary>
    /// <param name="index">Which.</param>
    /// <returns>Its UTF-8.</returns>
    public ReadOnlySpan<byte> Text(int index) => Texts.AsSpan((index == 0 ? 0 : Ends[index - 1])..Ends[index]);

    /// <summary>The texts of both.</summary>
    /// <param name="first">Some texts.</param>
    /// <param name="second">More of them.</param>
    /// <param name="heavyHitters">How many to keep where one of them is a heavy-hitter summary.</param>
    /// <returns>All of them; the same whichever comes first.</returns>
    public static TextSummary Merge(TextSummary first, TextSummary second, int heavyHitters)
    {
        var builder = new TextSummaryWriter(first.Ends.Length + second.Ends.Length);
        int i = 0, j = 0;
        while (i < first.Ends.Length || j < second.Ends.Length)
        {
            var order = i == first.Ends.Length ? 1 : j == second.Ends.Length ? -1 : first.Text(i).SequenceCompareTo(second.Text(j));
            var count = (order <= 0 ? first.Counts[i] : 0) + (order >= 0 ? second.Counts[j] : 0);
            builder.Add(order <= 0 ? first.Text(i) : second.Text(j), count);
            if (order <= 0)
                i++;
            if (order >= 0)
                j++;
        }

        var merged = builder.ToSummary(first.Count + second.Count, first.Error + second.Error);
        return merged.Error > 0 ? merged.Shrink(heavyHitters) : merged;
    }

    /// <summary>Keeps the heavy hitters.</summary>
    /// <param name="keep">How many at most.</param>
    /// <returns>The summary; this where there are not more.</returns>
    public TextSummary Shrink(int keep)
    {
        if (Ends.Length <= keep)
            return this;
        var taken = LargestBut(Counts, keep);
        var builder = new TextSummaryWriter(keep);
        for (var i = 0; i < Ends.Length; i++)
        {
            if (Counts[i] > taken)
                builder.Add(Text(i), Counts[i] - taken);
        }

        return builder.ToSummary(Count, Error + taken);
    }

    /// <summary>The distribution, as strings.</summary>
    /// <returns>The counts by text; bytes that are no UTF-8 are read as replacement characters.</returns>
    public Dictionary<string, long> ToCounts()
    {
        var counts = new Dictionary<string, long>(Ends.Length, StringComparer.Ordinal);
        for (var i = 0; i < Ends.Length; i++)
        {
            var text = Encoding.UTF8.GetString(Text(i));
            counts[text] = counts.GetValueOrDefault(text) + Counts[i];
        }

        return counts;
    }

    /// <summary>
    /// The same truth values as another column spells them: pandas writes <c>True</c> into CSV where JSON has <c>true</c>.
    /// </summary>
    /// <param name="other">The other column.</param>
    /// <returns>The texts, spelt as there; this where one has other texts than truth values.</returns>
    public TextSummary SpeltAs(TextSummary other)
    {
        if (!AreTruths() || !other.AreTruths())
            return this;
        var known = other.ToCounts();
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < Ends.Length; i++)
        {
            var text = Encoding.ASCII.GetString(Text(i));
            var spelt = known.ContainsKey(text) ? text : known.Keys.FirstOrDefault(their => their.Equals(text, StringComparison.OrdinalIgnoreCase), text);
            counts[spelt] = counts.GetValueOrDefault(spelt) + Counts[i];
        }

        var builder = new TextSummaryWriter(counts.Count);
        foreach (var (text, count) in counts)
            builder.Add(Encoding.ASCII.GetBytes(text), count);
        return builder.ToSummary(Count, Error);
    }

    /// <summary>The (k + 1)th largest of some counts.</summary>
    /// <param name="counts">More than k counts.</param>
    /// <param name="k">How many are larger, or as large.</param>
    /// <returns>The count.</returns>
    public static long LargestBut(ReadOnlySpan<long> counts, int k)
    {
        var sorted = counts.ToArray();
        Array.Sort(sorted);
        return sorted[sorted.Length - 1 - k];
    }

    private bool AreTruths()
    {
        for (var i = 0; i < Ends.Length; i++)
        {
            if (!Ascii.EqualsIgnoreCase(Text(i), "true"u8) && !Ascii.EqualsIgnoreCase(Text(i), "false"u8))
                return false;
        }

        return Ends.Length > 0;
    }
}
