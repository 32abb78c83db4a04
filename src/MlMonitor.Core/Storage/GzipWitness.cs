using System.Buffers.Binary;

namespace MlMonitor.Core.Storage;

/// <summary>
/// Tells whether a gzip file was whole: .NET ends quietly where one is cut off. The last four bytes of a member are the length of
/// what is in it (RFC 1952, ISIZE). Of several members one after the other only the last could be told, so they are believed.
/// </summary>
internal sealed class GzipWitness
{
    private const int HeaderLength = 10;

    private readonly byte[] _tail = new byte[HeaderLength - 1];
    private int _tailLength;
    private int _members;

    private static ReadOnlySpan<byte> Magic => [0x1f, 0x8b, 0x08];

    /// <summary>Sees what is stored, piece by piece from the beginning.</summary>
    /// <param name="stored">The next piece.</param>
    public void See(ReadOnlySpan<byte> stored)
    {
        Span<byte> seam = stackalloc byte[2 * (HeaderLength - 1)];
        _tail.AsSpan(0, _tailLength).CopyTo(seam);
        var taken = Math.Min(stored.Length, HeaderLength - 1);
        stored[..taken].CopyTo(seam[_tailLength..]);
        seam = seam[..(_tailLength + taken)];
        // A header within the piece, or begun in the one before: each is found once.
        _members += CountHeaders(seam, _tailLength) + CountHeaders(stored, stored.Length);
        var last = stored.Length >= _tail.Length ? stored[^_tail.Length..] : seam[^Math.Min(seam.Length, _tail.Length)..];
        _tailLength = last.Length;
        last.CopyTo(_tail);
    }

    /// <summary>Whether the file may have been whole.</summary>
    /// <param name="unpacked">How many bytes came out of it.</param>
    /// <returns>Whether it may.</returns>
    public bool IsWhole(long unpacked) =>
        _members != 1 || (_tailLength >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(_tail.AsSpan(_tailLength - 4)) == (uint)unpacked);

    /// <summary>
    /// Headers: magic, deflate, no reserved flag, a known level and system. Packed data looks so once in 10^11 bytes.
    /// </summary>
    private static int CountHeaders(ReadOnlySpan<byte> bytes, int before)
    {
        var count = 0;
        for (var at = 0; at < before && at + HeaderLength <= bytes.Length; at++)
        {
            var next = bytes[at..].IndexOf(Magic);
            if (next < 0)
                break;
            at += next;
            if (at < before && at + HeaderLength <= bytes.Length && bytes[at + 3] < 0x20 && bytes[at + 8] is 0 or 2 or 4 && bytes[at + 9] is < 14 or 255)
                count++;
        }

        return count;
    }
}
