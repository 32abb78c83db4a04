using MlMonitor.Core.Profiles;
using Parquet;
using Parquet.Schema;

namespace MlMonitor.Core.Datasets;

/// <summary>
/// Reads Parquet, one row group at a time: that much of it is in memory. Columns of lists, maps and structures are passed over,
/// and so is the index that pandas writes as a column.
/// </summary>
/// <param name="file">The file, for what is said of damage.</param>
/// <param name="tally">Counts.</param>
internal sealed class ParquetDatasetReader(string file, DatasetTally tally)
{
    private const string PandasIndex = "__index_level_";

    /// <summary>Reads all rows.</summary>
    /// <param name="stored">The file; what describes it stands at its end, so it is put on a disk first.</param>
    /// <param name="receiver">Takes the rows.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task ReadAsync(Stream stored, IRowReceiver receiver, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var copy = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 << 10, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await using (copy.ConfigureAwait(false))
        {
            await stored.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
            copy.Position = 0;
            try
            {
                var reader = await ParquetReader.CreateAsync(copy, cancellationToken: cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                    await ReadAsync(reader, receiver, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
            {
                // The library throws whatever its decoders run into.
                tally.Damage(file, tally.Rows + 1, $"the rest is no Parquet that can be read: {e.Message}");
            }
        }
    }

    private async Task ReadAsync(ParquetReader reader, IRowReceiver receiver, CancellationToken cancellationToken)
    {
        List<(ParquetColumn Column, int Number)> columns = [];
        foreach (var field in reader.Schema.Fields.OfType<DataField>())
        {
            if (!field.IsArray && !field.Name.StartsWith(PandasIndex, StringComparison.Ordinal) && ParquetColumn.For(field) is { } column)
                columns.Add((column, receiver.Column(field.Name)));
        }

        for (var i = 0; i < reader.RowGroupCount; i++)
        {
            using var group = reader.OpenRowGroupReader(i);
            var rows = checked((int)group.RowCount);
            foreach (var (column, _) in columns)
                await column.LoadAsync(group, rows, cancellationToken).ConfigureAwait(false);
            for (var row = 0; row < rows; row++)
            {
                if (row % 4096 == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                foreach (var (column, number) in columns)
                    column.Give(row, receiver, number);
                receiver.EndRow();
                tally.Rows++;
            }
        }
    }
}
