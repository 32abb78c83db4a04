using System.Collections.Specialized;
using System.Globalization;
using System.Text;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Capture;

/// <summary>Makes objects of records.</summary>
internal sealed class RecordWorker(CaptureRows rows, CaptureWindow? window, CaptureOptions options) : CaptureWorker(window, options)
{
    /// <summary>The records that were read, to be taken away.</summary>
    public Queue<MlCaptureRecord> Records { get; } = new();

    /// <inheritdoc/>
    protected override string? Take(in CaptureRecord record, CaptureUnit unit, long line, out int count)
    {
        var reason = rows.Read(record, out var input, out var output);
        count = reason is null ? rows.Count : 0;
        Records.Enqueue(new MlCaptureRecord
        {
            EndpointName = unit.File.Origin?.Endpoint,
            VariantName = unit.File.Origin?.Variant,
            Time = record.Time,
            EventId = TextOf(record.EventId),
            InferenceId = TextOf(record.InferenceId),
            CustomAttributes = TextOf(record.CustomAttributes),
            Input = reason is null ? Rows(rows.Inputs, input, rows.InputName) : [],
            Output = reason is null ? Rows(rows.Outputs, output, rows.OutputName) : [],
            InputText = record.Input.IsPresent ? Encoding.UTF8.GetString(record.Input.Data) : null,
            OutputText = record.Output.IsPresent ? Encoding.UTF8.GetString(record.Output.Data) : null,
            InputContentType = TextOf(record.Input.ContentType),
            OutputContentType = TextOf(record.Output.ContentType),
            Damage = reason,
            Path = unit.File.Name,
            Line = line,
        });
        return reason;
    }

    private static MlList<OrderedDictionary> Rows(PayloadCells cells, ReadOnlySpan<byte> text, Func<int, string> nameOf)
    {
        var made = new OrderedDictionary[cells.RowCount];
        for (var row = 0; row < made.Length; row++)
        {
            var values = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
            foreach (ref readonly var cell in cells.Row(row))
                values[nameOf(cell.Column)] = Value(cells.Text(cell, text), cell.Kind);
            made[row] = values.AsReadOnly();
        }

        return new(made);
    }

    private static object? Value(ReadOnlySpan<byte> text, CellKind kind) => kind switch
    {
        CellKind.Missing => null,
        CellKind.Boolean => text is [(byte)'t', ..],
        CellKind.Text or CellKind.Number when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        CellKind.Text or CellKind.Number when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => Encoding.UTF8.GetString(text),
    };

    private static string? TextOf(ReadOnlySpan<byte> text) => text.IsEmpty ? null : Encoding.UTF8.GetString(text);
}
