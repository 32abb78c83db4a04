using System.Runtime.CompilerServices;
using System.Text.Json;
using MlMonitor.Core.Capture;

namespace MlMonitor.Core.Attribution;

/// <summary>Reads what endpoints said of their own answers, out of what was captured: no model is asked.</summary>
public static class CapturedExplanations
{
    /// <summary>Reads the explanations of a window, in the order of files and lines.</summary>
    /// <param name="source">Where the captured requests lie.</param>
    /// <param name="window">The window; null for all there are.</param>
    /// <param name="expectedValues">What the model answers on average, by label, from the baseline; null where not known.</param>
    /// <param name="sink">Hears of files that could not be read, and how far the reading is.</param>
    /// <param name="ended">Hears at the end what was read; not where it ends before.</param>
    /// <param name="options">How to read; null for the usual.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="first">After how many explanations it ends.</param>
    /// <returns>An explanation for each row that was explained, and each label; none of answers without.</returns>
    public static async IAsyncEnumerable<MlExplanation> ReadAsync(
        CaptureSource source, MlWindow? window, IReadOnlyDictionary<string, double>? expectedValues, IMonitorSink sink, Action<CaptureSummary> ended, CaptureOptions? options,
        [EnumeratorCancellation] CancellationToken cancellationToken, int first = int.MaxValue)
    {
        if (first == 0)
            yield break;
        await foreach (var record in CaptureReader.RecordsAsync(source, window, ColumnMap.None, sink, ended, options, cancellationToken).ConfigureAwait(false))
            foreach (var explained in Of(record, expectedValues))
            {
                yield return explained;
                if (--first == 0)
                    yield break;
            }
    }

    /// <summary>The explanations in one captured answer.</summary>
    /// <param name="record">The request and its answer.</param>
    /// <param name="expectedValues">What the model answers on average, by label, from the baseline; null where not known.</param>
    /// <returns>An explanation for each row that was explained, and each label; none of an answer without.</returns>
    public static IEnumerable<MlExplanation> Of(MlCaptureRecord record, IReadOnlyDictionary<string, double>? expectedValues) =>
        Read(record.OutputText, expectedValues).Select(explained => explained with
        {
            EndpointName = record.EndpointName,
            InferenceId = record.InferenceId ?? record.EventId,
            InferenceTime = record.Time,
        });

    private static IReadOnlyList<MlExplanation> Read(string? answer, IReadOnlyDictionary<string, double>? expectedValues)
    {
        // Most answers explain nothing, and need not be parsed to know it.
        if (answer is null || !answer.Contains("\"explanations\"", StringComparison.Ordinal))
            return [];
        try
        {
            using var document = JsonDocument.Parse(answer);
            return OnlineExplanation.Read(document.RootElement, expectedValues) ?? [];
        }
        catch (JsonException)
        {
            // The reader of the capture has counted it among the bad records.
            return [];
        }
    }
}
