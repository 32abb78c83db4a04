using System.IO.Compression;
using MlMonitor.Core.Profiles;
using MlMonitor.Core.Storage;

namespace MlMonitor.Core.Datasets;

/// <summary>
/// Reads data sets, such as the one a model was trained on, row by row: CSV, JSON Lines and Parquet, compressed by gzip or not,
/// from disks and from S3. Memory does not grow with their length.
/// </summary>
/// <param name="files">Opens them.</param>
/// <param name="sink">Hears of problems and progress.</param>
internal sealed class DatasetReader(DataFiles files, IMonitorSink sink)
{
    private static ReadOnlySpan<byte> GzipMagic => [0x1f, 0x8b];

    /// <summary>Reads all rows of some files.</summary>
    /// <param name="found">The files; the parts of one data set, with the same columns.</param>
    /// <param name="options">How they are read.</param>
    /// <param name="receiver">Takes the rows.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was read; null where a file could not be, which has then been reported.</returns>
    public async Task<DatasetReading?> ReadAsync(
        IReadOnlyList<DataFile> found, DatasetOptions options, IRowReceiver receiver, CancellationToken cancellationToken)
    {
        var tally = new DatasetTally(sink, found.Sum(f => f.Size));
        foreach (var file in found)
        {
            if (await files.OpenAsync(file, cancellationToken).ConfigureAwait(false) is not { } stream)
                return null;
            try
            {
                await using (stream.ConfigureAwait(false))
                    await ReadAsync(file, stream, options, receiver, tally, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not InvalidDataException && DataFiles.IsReadFailure(e, cancellationToken))
            {
                files.ReportUnreadable(file.Path, e);
                return null;
            }
        }

        return new DatasetReading(tally.Rows, tally.Damaged, tally.First, found.Max(f => f.Written));
    }

    private static async Task ReadAsync(
        DataFile file, Stream stored, DatasetOptions options, IRowReceiver receiver, DatasetTally tally, CancellationToken cancellationToken)
    {
        var witness = new GzipWitness();
        using var counting = new CountingStream(stored, bytes => tally.Took(file.Name, bytes), witness);
        using var head = new HeadStream(counting);
        await head.PeekAsync(cancellationToken).ConfigureAwait(false);
        if (!head.Head.Span.StartsWith(GzipMagic))
        {
            await ReadPlainAsync(file, head, options, receiver, tally, cancellationToken).ConfigureAwait(false);
            return;
        }

        var length = 0L;
        using var unzipped = new CountingStream(new GZipStream(head, CompressionMode.Decompress), bytes => length += bytes);
        using var inner = new HeadStream(unzipped);
        try
        {
            await inner.PeekAsync(cancellationToken).ConfigureAwait(false);
            await ReadPlainAsync(file, inner, options, receiver, tally, cancellationToken).ConfigureAwait(false);
            if (!witness.IsWhole(length))
                tally.Damage(file.Path, 0, "the file is cut off, and the rest is missing");
        }
        catch (InvalidDataException e)
        {
            tally.Damage(file.Path, 0, $"the rest cannot be unpacked: {e.Message}");
        }
    }

    private static async Task ReadPlainAsync(
        DataFile file, HeadStream stream, DatasetOptions options, IRowReceiver receiver, DatasetTally tally, CancellationToken cancellationToken)
    {
        var format = options.Format ?? FormatOf(file.Name, stream.Head.Span);
        if (format == DatasetFormat.Parquet)
        {
            await new ParquetDatasetReader(file.Path, tally).ReadAsync(stream, receiver, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var window = new ByteWindow(stream);
        if (format == DatasetFormat.JsonLines)
            await new JsonLinesDatasetReader(file.Path, window, options, tally).ReadAsync(receiver, cancellationToken).ConfigureAwait(false);
        else
            await new CsvDatasetReader(file.Path, window, options, tally).ReadAsync(receiver, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Parquet has a magic number. JSON Lines begins with a brace or bracket; no header or number does.</summary>
    internal static DatasetFormat FormatOf(string name, ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PAR1"u8))
            return DatasetFormat.Parquet;
        if (head.StartsWith("\uFEFF"u8))
            head = head[3..];
        var first = head.IndexOfAnyExcept(" \t\r\n"u8);
        return first >= 0 && (head[first] == '{' || (head[first] == '[' && !name.Contains(".csv", StringComparison.OrdinalIgnoreCase)))
            ? DatasetFormat.JsonLines
            : DatasetFormat.Csv;
    }
}
