using MlMonitor.Core.Capture;

namespace MlMonitor.Core.Labels;

/// <summary>Reads labels out of what they are written in: CSV, JSON or JSON Lines, a row a label.</summary>
internal static class LabelPayload
{
    /// <summary>Reads a label.</summary>
    /// <param name="reader">Reads payloads.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="into">Becomes the label, as <see cref="LabelTexts"/> keeps it.</param>
    /// <returns>Why it cannot be read; null where it could.</returns>
    public static string? Read(PayloadReader reader, in CapturePayload payload, List<byte> into)
    {
        if (reader.Read(payload, out var text) is { } reason)
            return reason;
        var cells = reader.Cells;
        if (cells.RowCount is 0 or > ushort.MaxValue)
            return "it has no label";
        LabelTexts.Begin(into, cells.RowCount);
        for (var row = 0; row < cells.RowCount; row++)
        {
            if (cells.Row(row) is not [var first, ..] values)
                return "it has no label";
            // Which of many would be a guess.
            if (values.Length > 1)
                return FormattableString.Invariant($"it has {values.Length} values: say with a JMESPath which is the label");
            LabelTexts.Write(into, cells.Text(first, text), first.Kind);
        }

        return null;
    }
}
