namespace MlMonitor.Core.Datasets;

/// <summary>A row that could not be read.</summary>
/// <param name="File">The file it is in.</param>
/// <param name="Line">On which line it begins, the first being 1; of Parquet the row.</param>
/// <param name="Reason">Why it could not be read.</param>
public sealed record DamagedRow(string File, long Line, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}: {Reason}";
}

/// <summary>What was read of a data set.</summary>
/// <param name="RowCount">How many rows were given to the receiver.</param>
/// <param name="DamagedCount">How many could not be read.</param>
/// <param name="FirstDamaged">The first few of those.</param>
/// <param name="Written">When the newest of its files was written (UTC); null where that is not known.</param>
public sealed record DatasetReading(long RowCount, long DamagedCount, IReadOnlyList<DamagedRow> FirstDamaged, DateTimeOffset? Written);
