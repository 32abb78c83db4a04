using System.IO.Compression;
using System.Text;

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
    /// <returns>The stream to read, and whether it is the file as it is, apart from a mark.</returns>
    public static async Task<(Stream Stream, bool IsPlain)> DecodeAsync(Stream stream, CancellationToken cancellationToken)
    {
        var (whole, first) = await PeekAsync(stream, cancellationToken).ConfigureAwait(false);
        if (first is [0x1F, 0x8B, ..])
        {
            var unpacked = new GZipStream(whole, CompressionMode.Decompress);
            return ((await DecodeAsync(unpacked, cancellationToken).ConfigureAwait(false)).Stream, false);
        }

        Encoding? encoding = first is [0xFF, 0xFE, ..] ? Encoding.Unicode : first is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode : null;
        if (encoding is not null)
            return ((await DecodeAsync(Encoding.CreateTranscodingStream(whole, encoding, Encoding.UTF8), cancellationToken).ConfigureAwait(false)).Stream, false);
        if (first is [0xEF, 0xBB, 0xBF])
            await whole.ReadExactlyAsync(new byte[3], cancellationToken).ConfigureAwait(false);
        return (whole, true);
    }

    private static async Task<(PrefixedStream Whole, byte[] First)> PeekAsync(Stream stream, CancellationToken cancellationToken)
    {
        var first = new byte[3];
        var read = await stream.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return (new PrefixedStream(first.AsMemory(0, read), stream), first[..read]);
    }
}
