using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Unicode;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Datasets;

/// <summary>
/// Reads CSV row by row. The first row names the columns, unless names are given or it is all numbers: then the columns are
/// <c>_c0</c>, <c>_c1</c> and so on, as Model Monitor has them. A row of another width, or one that cannot be read, is counted as
/// damaged, and reading goes on with the next line.
/// </summary>
/// <param name="file">The file, for what is said of damage.</param>
/// <param name="window">The text.</param>
/// <param name="options">The names, and how long a row may be.</param>
/// <param name="tally">Counts.</param>
internal sealed class CsvDatasetReader(string file, ByteWindow window, DatasetOptions options, DatasetTally tally)
{
    private readonly CsvRow _row = new();
    private byte[] _scratch = [];
    private int[]? _columns;
    private bool _isInDamage;

    /// <summary>Reads all rows.</summary>
    /// <param name="receiver">Takes them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task ReadAsync(IRowReceiver receiver, CancellationToken cancellationToken)
    {
        do
        {
            await window.FillAsync(cancellationToken).ConfigureAwait(false);
            window.PassMark();
            while (ReadRow(receiver))
            {
            }

            if (window.Bytes.Length > options.MaxRowBytes)
                PassLine($"it is longer than {options.MaxRowBytes} bytes");
        }
        while (!window.IsEnded || window.Bytes.Length > 0);
    }

    /// <returns>Whether there may be another row in the window.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool ReadRow(IRowReceiver receiver)
    {
        if (_isInDamage)
            PassRest();
        if (window.Bytes.IsEmpty)
            return false;
        switch (_row.Find(window.Bytes, window.IsEnded))
        {
            case CsvOutcome.NeedsMore:
                return false;
            case CsvOutcome.Damaged:
                PassLine(_row.Reason);
                return true;
            default:
                if (!_row.IsBlank || _columns?.Length == 1)
                    Take(receiver);
                window.Pass(_row.Length);
                return true;
        }
    }

    // Hundreds of thousands of rows come before the runtime would have seen that this is worth compiling well.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Take(IRowReceiver receiver)
    {
        var text = window.Bytes[.._row.Length];
        if (!Utf8.IsValid(text))
        {
            tally.Damage(file, window.Line, "it is not UTF-8");
            return;
        }

        if (_columns is null && NameColumns(_row.ToStrings(text), receiver))
            return;
        if (_row.Count != _columns!.Length)
        {
            tally.Damage(file, window.Line, $"it has {_row.Count} fields, not {_columns.Length}");
            return;
        }

        for (var i = 0; i < _columns.Length; i++)
        {
            var value = _row.Value(text, i, ref _scratch, out var kind);
            if (_row.TryGetNumber(i, out var number, out var isWhole))
                receiver.Number(_columns[i], value, kind, number, isWhole);
            else
                receiver.Cell(_columns[i], value, kind);
        }

        receiver.EndRow();
        tally.Rows++;
    }

    /// <returns>Whether the row was a header.</returns>
    private bool NameColumns(string[] first, IRowReceiver receiver)
    {
        var isHeader = options.Header.Count > 0
            ? first.SequenceEqual(options.Header, StringComparer.Ordinal)
            : !first.All(f => double.TryParse(f, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        string[] names = options.Header.Count > 0 ? [.. options.Header]
            : isHeader ? first
            : [.. first.Select((_, i) => "_c" + i.ToString(CultureInfo.InvariantCulture))];
        _columns = [.. Distinct(names).Select(receiver.Column)];
        return isHeader;
    }

    /// <summary>Two columns of one name would be counted as one, with two values a row.</summary>
    private static IEnumerable<string> Distinct(string[] names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var distinct = name;
            for (var i = 1; !seen.Add(distinct); i++)
                distinct = $"{name}.{i}";
            yield return distinct;
        }
    }

    private void PassLine(string reason)
    {
        tally.Damage(file, window.Line, reason);
        PassRest();
    }

    private void PassRest()
    {
        var end = window.Bytes.IndexOf((byte)'\n');
        _isInDamage = end < 0;
        window.Pass(end < 0 ? window.Bytes.Length : end + 1);
    }
}
