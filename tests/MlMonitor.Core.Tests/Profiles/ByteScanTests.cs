using System.Text;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Profiles;

/// <summary>Held against the library, at all lengths around those that are looked at at once.</summary>
public class ByteScanTests
{
    private static readonly byte[] Letters = [(byte)'a', (byte)'z', (byte)' ', (byte)'~', 0x7F, 0x80, 0xFF, (byte)'"', (byte)'\\', (byte)'\n', 0x1F];

    [Fact]
    public void A_byte_is_found_where_the_library_finds_it()
    {
        foreach (var text in Texts())
            Assert.Equal(text.AsSpan().IndexOf((byte)'\n'), ByteScan.IndexOf(text, (byte)'\n'));
    }

    [Fact]
    public void A_text_of_JSON_ends_at_the_first_mark_escape_or_control()
    {
        foreach (var text in Texts())
        {
            var end = text.AsSpan().IndexOfAny("\"\\\n\u001F"u8);
            Assert.Equal(end, ByteScan.EndOfText(text, out var isAscii));
            Assert.Equal(Ascii.IsValid(text.AsSpan(0, end < 0 ? text.Length : end)), isAscii);
        }
    }

    [Fact]
    public void Texts_are_the_same_where_no_byte_differs()
    {
        foreach (var text in Texts())
        {
            var other = text.ToArray();
            Assert.True(ByteScan.AreSame(text, other));
            Assert.False(ByteScan.AreSame(text, [.. other, 0]));
            if (other.Length == 0)
                continue;
            other[(text.Length * 7) % other.Length] ^= 0x20;
            Assert.False(ByteScan.AreSame(text, other));
        }
    }

    private static IEnumerable<byte[]> Texts()
    {
        var random = new Random(5);
        for (var i = 0; i < 20_000; i++)
        {
            // Mostly plain letters, so that the rare ones come at any place.
            var plain = random.Next(40);
            yield return [.. Enumerable.Range(0, i % 80).Select(_ => Letters[random.Next(40) <= plain ? random.Next(2) : random.Next(Letters.Length)])];
        }
    }
}
