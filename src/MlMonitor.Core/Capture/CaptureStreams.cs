using System.IO.Compression;
using System.Text;
using MlMonitor.Core.Storage;

namespace MlMonitor.Core.Capture;

/// <summary>
/// Makes plain UTF-8 of a file, whatever it is called: gzip and byte order marks are told by the first bytes. UTF-16 is
/// translated; Latin-1 has no mark, and shows as records that are not UTF-8.
/// </summary>
internal static class CaptureStreams
{
    /// <summary>Looks at the first bytes and puts what is needed around the stream.</summary>
    /// <param name="stream">The file from its beginning.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is to be read.</returns>
    public static async Task<CaptureContent> DecodeAsync(Stream stream, CancellationToken cancellationToken)
    {
        var (whole, first) = await PeekAsync(stream, cancellationToken).ConfigureAwait(false);
        var stored = 0L;
        if (first is [0x1F, 0x8B, ..])
        {
            var witness = new GzipWitness();
            var length = 0L;
            var unpacked = new GZipStream(new CountingStream(whole, bytes => stored += bytes, witness), CompressionMode.Decompress);
            var inner = await DecodeAsync(new CountingStream(unpacked, bytes => length += bytes), cancellationToken).ConfigureAwait(false);
            return new CaptureContent(inner.Stream, false) { IsCut = () => !witness.IsWhole(length) || inner.IsCut(), Stored = () => stored };
        }

        Encoding? encoding = first is [0xFF, 0xFE, ..] ? Encoding.Unicode : first is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode : null;
        if (encoding is not null)
        {
            var translated = Encoding.CreateTranscodingStream(new CountingStream(whole, bytes => stored += bytes), encoding, Encoding.UTF8);
            return await DecodeAsync(translated, cancellationToken).ConfigureAwait(false) with { IsPlain = false, Stored = () => stored };
        }

        if (first is [0xEF, 0xBB, 0xBF])
            await whole.ReadExactlyAsync(new byte[3], cancellationToken).ConfigureAwait(false);
        return new CaptureContent(whole, true);
    }

    private static async Task<(PrefixedStream Whole, byte[] First)> PeekAsync(Stream stream, CancellationToken cancellationToken)
    {
        var first = new byte[3];
        var read = await stream.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return (new PrefixedStream(first.AsMemory(0, read), stream), first[..read]);
    }
}
