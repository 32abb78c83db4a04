using System.Globalization;
using System.Text;
using MlMonitor.Core.Profiles;
using Parquet;
using Parquet.Schema;

namespace MlMonitor.Core.Datasets;

/// <summary>The values of one column of one row group.</summary>
internal abstract class ParquetColumn
{
    /// <summary>Makes the column for a field.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The column; null where it is of a type that is no value.</returns>
    public static ParquetColumn? For(DataField field)
    {
        var type = field.ClrType;
        return type == typeof(double) ? new Values<double>(field, CellKind.Number, v => v)
            : type == typeof(float) ? new Values<float>(field, CellKind.Number, v => v)
            : type == typeof(long) ? new Values<long>(field, CellKind.Number)
            : type == typeof(int) ? new Values<int>(field, CellKind.Number)
            : type == typeof(short) ? new Values<short>(field, CellKind.Number)
            : type == typeof(sbyte) ? new Values<sbyte>(field, CellKind.Number)
            : type == typeof(ulong) ? new Values<ulong>(field, CellKind.Number)
            : type == typeof(uint) ? new Values<uint>(field, CellKind.Number)
            : type == typeof(ushort) ? new Values<ushort>(field, CellKind.Number)
            : type == typeof(byte) ? new Values<byte>(field, CellKind.Number)
            : type == typeof(decimal) ? new Values<decimal>(field, CellKind.Number)
            : type == typeof(DateTime) ? new Values<DateTime>(field, CellKind.Quoted)
            : type == typeof(Guid) ? new Values<Guid>(field, CellKind.Quoted)
            : type == typeof(bool) ? new Booleans(field)
            : type == typeof(string) ? new Texts(field)
            : null;
    }

    /// <summary>Reads the values.</summary>
    public abstract Task LoadAsync(ParquetRowGroupReader group, int rows, CancellationToken cancellationToken);

    /// <summary>Gives one of them away.</summary>
    public abstract void Give(int row, IRowReceiver receiver, int column);

    private static async Task<T?[]> ReadAsync<T>(DataField field, ParquetRowGroupReader group, int rows, CancellationToken cancellationToken)
        where T : struct
    {
        var values = new T?[rows];
        if (field.IsNullable)
        {
            await group.ReadAsync<T>(field, values.AsMemory(), cancellationToken: cancellationToken).ConfigureAwait(false);
            return values;
        }

        var there = new T[rows];
        await group.ReadAsync<T>(field, there.AsMemory(), cancellationToken: cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < rows; i++)
            values[i] = there[i];
        return values;
    }

    /// <summary>Numbers, and what is written as one text.</summary>
    private sealed class Values<T>(DataField field, CellKind kind, Func<T, double>? toDouble = null) : ParquetColumn
        where T : struct, IUtf8SpanFormattable
    {
        private readonly byte[] _text = new byte[64];
        private T?[] _values = [];

        public override async Task LoadAsync(ParquetRowGroupReader group, int rows, CancellationToken cancellationToken) =>
            _values = await ReadAsync<T>(field, group, rows, cancellationToken).ConfigureAwait(false);

        public override void Give(int row, IRowReceiver receiver, int column)
        {
            if (_values[row] is not { } value)
                receiver.Cell(column, default, CellKind.Missing);
            else if (toDouble is not null)
                receiver.Cell(column, Fraction(toDouble(value)), kind);
            else if (value.TryFormat(_text, out var length, kind == CellKind.Quoted && typeof(T) == typeof(DateTime) ? "O" : default, CultureInfo.InvariantCulture))
                receiver.Cell(column, _text.AsSpan(0, length), kind);
        }

        /// <summary>A fraction stays one, also where it is whole: 3.0 and not 3. A float is the double it stands for.</summary>
        private ReadOnlySpan<byte> Fraction(double value)
        {
            value.TryFormat(_text, out var length, "R", CultureInfo.InvariantCulture);
            if (double.IsFinite(value) && _text.AsSpan(0, length).IndexOfAny((byte)'.', (byte)'E') < 0)
            {
                ".0"u8.CopyTo(_text.AsSpan(length));
                length += 2;
            }

            return _text.AsSpan(0, length);
        }
    }

    private sealed class Booleans(DataField field) : ParquetColumn
    {
        private bool?[] _values = [];

        public override async Task LoadAsync(ParquetRowGroupReader group, int rows, CancellationToken cancellationToken) =>
            _values = await ReadAsync<bool>(field, group, rows, cancellationToken).ConfigureAwait(false);

        public override void Give(int row, IRowReceiver receiver, int column)
        {
            if (_values[row] is { } value)
                receiver.Cell(column, value ? "true"u8 : "false"u8, CellKind.Boolean);
            else
                receiver.Cell(column, default, CellKind.Missing);
        }
    }

    private sealed class Texts(DataField field) : ParquetColumn
    {
        private string?[] _values = [];
        private byte[] _text = new byte[256];

        public override async Task LoadAsync(ParquetRowGroupReader group, int rows, CancellationToken cancellationToken)
        {
            _values = new string?[rows];
            await group.ReadAsync(field, _values.AsMemory()!, cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        public override void Give(int row, IRowReceiver receiver, int column)
        {
            if (_values[row] is not { } value)
            {
                receiver.Cell(column, default, CellKind.Missing);
                return;
            }

            var most = Encoding.UTF8.GetMaxByteCount(value.Length);
            if (_text.Length < most)
                _text = new byte[most];
            receiver.Cell(column, _text.AsSpan(0, Encoding.UTF8.GetBytes(value, _text)), CellKind.Quoted);
        }
    }
}
