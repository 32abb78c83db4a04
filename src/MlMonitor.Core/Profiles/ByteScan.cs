using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlMonitor.Core.Profiles;

/// <summary>
/// Searches and comparisons of bytes for the innermost loops. What the library has for them is generic: the runtime counts its
/// branches for a while before it compiles it well, which of a million requests is a twentieth of the time.
/// </summary>
internal static class ByteScan
{
    /// <summary>Where a byte comes first.</summary>
    /// <param name="text">Where to look.</param>
    /// <param name="wanted">The byte.</param>
    /// <returns>Its place; -1 where it does not come.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int IndexOf(ReadOnlySpan<byte> text, byte wanted)
    {
        ref var first = ref MemoryMarshal.GetReference(text);
        var at = 0;
        for (; text.Length - at >= Vector256<byte>.Count; at += Vector256<byte>.Count)
        {
            var found = Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)(uint)at), Vector256.Create(wanted));
            if (found != Vector256<byte>.Zero)
                return at + BitOperations.TrailingZeroCount(found.ExtractMostSignificantBits());
        }

        for (; at < text.Length; at++)
        {
            if (text[at] == wanted)
                return at;
        }

        return -1;
    }

    /// <summary>Where a text of JSON that has no escapes ends.</summary>
    /// <param name="text">From its first letter on.</param>
    /// <param name="isAscii">Whether all its letters are ASCII.</param>
    /// <returns>The place of the closing quotation mark, or of what must not be in such a text; -1 where there is neither.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int EndOfText(ReadOnlySpan<byte> text, out bool isAscii)
    {
        ref var first = ref MemoryMarshal.GetReference(text);
        var at = 0;
        var upper = 0u;
        for (; text.Length - at >= Vector128<byte>.Count; at += Vector128<byte>.Count)
        {
            var bytes = Vector128.LoadUnsafe(ref first, (nuint)(uint)at);
            var ends = Vector128.Equals(bytes, Vector128.Create((byte)'"')) | Vector128.Equals(bytes, Vector128.Create((byte)'\\')) | Vector128.LessThan(bytes, Vector128.Create((byte)' '));
            if (ends != Vector128<byte>.Zero)
            {
                var length = BitOperations.TrailingZeroCount(ends.ExtractMostSignificantBits());
                isAscii = (upper | (bytes.ExtractMostSignificantBits() & ((1u << length) - 1))) == 0;
                return at + length;
            }

            upper |= bytes.ExtractMostSignificantBits();
        }

        for (; at < text.Length; at++)
        {
            if (text[at] is < (byte)' ' or (byte)'"' or (byte)'\\')
            {
                isAscii = upper == 0;
                return at;
            }

            upper |= text[at] & 0x80u;
        }

        isAscii = upper == 0;
        return -1;
    }

    /// <summary>Whether two texts are the same.</summary>
    /// <param name="one">One.</param>
    /// <param name="other">The other.</param>
    /// <returns>Whether they have the same bytes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AreSame(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one.Length != other.Length)
            return false;
        ref var left = ref MemoryMarshal.GetReference(one);
        ref var right = ref MemoryMarshal.GetReference(other);
        var at = 0;
        for (; one.Length - at >= Vector128<byte>.Count; at += Vector128<byte>.Count)
        {
            if (Vector128.LoadUnsafe(ref left, (nuint)(uint)at) != Vector128.LoadUnsafe(ref right, (nuint)(uint)at))
                return false;
        }

        for (; one.Length - at >= sizeof(ulong); at += sizeof(ulong))
        {
            if (Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref left, at)) != Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref right, at)))
                return false;
        }

        for (; at < one.Length; at++)
        {
            if (one[at] != other[at])
                return false;
        }

        return true;
    }
}
