using System.Runtime.CompilerServices;
using MlMonitor.Core.Capture;

namespace MlMonitor.Core.Attribution;

/// <summary>Reads what endpoints said of their own answers, out of what was captured: no model is asked.</summary>
public static class CapturedExplanations
{
    /// <summary>What is said of explanations that came with an answer.</summary>
    public const string Method = "Endpoint";

    /// <summary>Reads the explanations of a window, in the order of files and lines.</summary>
    /// <param name="source">Where the captured requests lie.</param>
    /// <param name="window">The window; null for all there are.</param>
    /// <param name="sink">Hears of files that could not be read, and how far the reading is.</param>
    /// <param name="ended">Hears at the end what was read; not where it ends before.</param>
    /// <param name="options">How to read; null for the usual.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>An explanation for each row that was explained, and each label; none of answers without.</returns>
    public static async IAsyncEnumerable<MlExplanation> ReadAsync(
        CaptureSource source, MlWindow? window, IMonitorSink sink, Action<CaptureSummary> ended, CaptureOptions? options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var record in CaptureReader.RecordsAsync(source, window, ColumnMap.None, sink, ended, options, cancellationToken).ConfigureAwait(false))
            foreach (var explained in ExplanationPayload.Read(record.OutputText))
                yield return new MlExplanation
                {
                    EndpointName = record.EndpointName,
                    InferenceId = record.InferenceId ?? record.EventId,
                    InferenceTime = record.Time,
                    RowIndex = explained.Row,
                    LabelName = explained.Label,
                    Prediction = explained.Prediction,
                    Attributions = new MlList<MlAttribution>([.. explained.Attributions]),
                    Method = Method,
                };
    }
}
