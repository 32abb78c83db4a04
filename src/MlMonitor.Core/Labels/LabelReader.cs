using MlMonitor.Core.Capture;

namespace MlMonitor.Core.Labels;

/// <summary>Reads labels, as teams bring them to Model Monitor: files of JSON Lines, below folders of the hour when they were collected.</summary>
public static class LabelReader
{
    /// <summary>Reads the labels that were collected in a window.</summary>
    /// <param name="source">Where the files lie.</param>
    /// <param name="collected">When they were collected; null for all there are. Labels come late: it ends after the window of the requests.</param>
    /// <param name="path">The JMESPath of the label in a payload of JSON, as Model Monitor's GroundTruthAttribute; null to take what is there.</param>
    /// <param name="sink">Hears of files that could not be read, and how far the reading is.</param>
    /// <param name="options">How to read; null for the usual.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The labels, and what was read; what kept everything from being read is in the latter, and was not reported.</returns>
    public static async Task<(LabelBook Labels, CaptureSummary Read)> ReadAsync(
        CaptureSource source, MlWindow? collected, string? path, IMonitorSink sink, CaptureOptions? options, CancellationToken cancellationToken)
    {
        options ??= new CaptureOptions();
        // The variant is not told by the folders of labels.
        var session = new CaptureSession(source, collected, options with { VariantName = null }, sink);
        var book = new LabelBook();
        var workers = Enumerable.Range(0, Math.Max(1, options.Workers)).Select(_ => new LabelWorker(book, path, options)).ToList();
        try
        {
            await CaptureFanOut.ReadAsync(session, session.Units.OpenAsync(cancellationToken), workers, cancellationToken).ConfigureAwait(false);
            var read = await session.SummaryAsync(workers, [], cancellationToken).ConfigureAwait(false);
            book.Bad = read.BadRecords;
            return (book, read);
        }
        finally
        {
            workers.ForEach(w => w.Dispose());
        }
    }
}
