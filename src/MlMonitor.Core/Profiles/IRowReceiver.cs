namespace MlMonitor.Core.Profiles;

/// <summary>
/// Takes rows cell by cell, as a reader of captures, CSV, Parquet or JSON Lines comes upon them: no object a row, no string a cell.
/// Called from one thread at a time.
/// </summary>
public interface IRowReceiver
{
    /// <summary>The number of a column; a new name gets the next one.</summary>
    /// <param name="name">The column, such as <c>Account Length</c>, or <c>_c0</c> where there is no header.</param>
    /// <returns>The number to give to <see cref="Cell"/>.</returns>
    int Column(string name);

    /// <summary>One value of the row at hand. Columns may come in any order; one that does not come is missing in this row.</summary>
    /// <param name="column">The number of the column.</param>
    /// <param name="text">The value as UTF-8, without quotation marks and escapes; valid during the call only.</param>
    /// <param name="kind">In which form it was written.</param>
    void Cell(int column, ReadOnlySpan<byte> text, CellKind kind);

    /// <summary>One value of the row at hand that its reader has found to be a number.</summary>
    /// <param name="column">The number of the column.</param>
    /// <param name="text">The value as it was written.</param>
    /// <param name="kind">In which form it was written.</param>
    /// <param name="value">The number.</param>
    /// <param name="isWhole">Whether it was written without a point.</param>
    void Number(int column, ReadOnlySpan<byte> text, CellKind kind, double value, bool isWhole) => Cell(column, text, kind);

    /// <summary>The row at hand is complete.</summary>
    void EndRow();
}
