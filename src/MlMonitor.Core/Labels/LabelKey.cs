using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MlMonitor.Core.Labels;

/// <summary>
/// The name of a request in 16 bytes, whatever its length: the first half of its SHA-256. Among a thousand million names two alike are
/// as likely as one in 10^20.
/// </summary>
/// <param name="High">The first eight bytes.</param>
/// <param name="Low">The eight after them. Two numbers rather than one: a UInt128 would take more room in a table.</param>
internal readonly record struct LabelKey(ulong High, ulong Low)
{
    /// <summary>The key of a name.</summary>
    /// <param name="name">The inference id or event id, as UTF-8.</param>
    public static LabelKey Of(ReadOnlySpan<byte> name)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name, digest);
        return new(BinaryPrimitives.ReadUInt64LittleEndian(digest), BinaryPrimitives.ReadUInt64LittleEndian(digest[8..]));
    }

    /// <summary>Which of so many parts it belongs to.</summary>
    public int PartOf(int parts) => (int)(High % (ulong)parts);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Low;
}
