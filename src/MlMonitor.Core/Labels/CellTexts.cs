using System.Text;

namespace MlMonitor.Core.Labels;

/// <summary>Makes strings of cells, and keeps the last few: classes are few and come again and again.</summary>
internal sealed class CellTexts
{
    private const int Places = 64;
    private readonly (byte[] Bytes, string Text)[] _known = new (byte[], string)[Places];

    /// <summary>The text of a cell.</summary>
    public string Of(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text.Length > 32)
            return Encoding.UTF8.GetString(text);
        ref var known = ref _known[(text[0] * 31 + text[^1] * 7 + text.Length) % Places];
        if (known.Bytes is null || !text.SequenceEqual(known.Bytes))
            known = (text.ToArray(), Encoding.UTF8.GetString(text));
        return known.Text;
    }
}
