using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MlMonitor.Core.Labels;

/// <summary>
/// The name of a request in 16 bytes, whatever its length: the first half of its SHA-256. Among a thousand million names two alike are
/// as likely as one in 10^20.
/// </summary>
internal readonly record struct LabelKey(UInt128 Digest)
{
    /// <summary>The key of a name.</summary>
    /// <param name="name">The inference id or event id, as UTF-8.</param>
    public static LabelKey Of(ReadOnlySpan<byte> name)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name, digest);
        return new(BinaryPrimitives.ReadUInt128LittleEndian(digest));
    }

    /// <summary>Which of so many parts it belongs to.</summary>
    public int PartOf(int parts) => (int)((ulong)(Digest >> 64) % (ulong)parts);
}
