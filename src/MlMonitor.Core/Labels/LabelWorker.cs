using System.Runtime.InteropServices;
using MlMonitor.Core.Capture;

namespace MlMonitor.Core.Labels;

/// <summary>Reads files of labels into a book.</summary>
internal sealed class LabelWorker(LabelBook book, string? path, CaptureOptions options) : CaptureWorker(null, options)
{
    // The form was hourly folders from the beginning; a file is written within the hour, or moments after.
    private static readonly TimeSpan Writing = TimeSpan.FromHours(2);
    private readonly PayloadReader _reader = new(path);
    private readonly List<byte> _label = [];

    /// <inheritdoc/>
    protected override string? Take(in CaptureRecord record, CaptureUnit unit, long line, out int rows)
    {
        rows = 0;
        if (!record.Label.IsPresent)
            return "it has no groundTruthData";
        var name = record.EventId.IsEmpty ? record.InferenceId : record.EventId;
        if (name.IsEmpty)
            return "it names no request";
        if (LabelPayload.Read(_reader, record.Label, _label) is { } reason)
            return reason;
        rows = _reader.Cells.RowCount;
        book.Add(LabelKey.Of(name), CollectionsMarshal.AsSpan(_label), CollectedOf(unit.File));
        return null;
    }

    /// <summary>
    /// When a label was collected: when its file was written, where that fits the hour of the folder; else that hour, since files are
    /// copied.
    /// </summary>
    private static DateTimeOffset CollectedOf(CaptureFile file) =>
        file.Hour is not { } hour || (file.Written >= hour && file.Written < hour + Writing) ? file.Written : hour;
}
