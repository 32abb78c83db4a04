using MlMonitor.Core.Capture;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Labels;

/// <summary>
/// Joins captured requests with labels. The labels are held, some 60 bytes each; the requests stream past, and no object is made of one.
/// </summary>
public static class LabelJoin
{
    /// <summary>Reads the requests of a window with their labels into receivers, one for each worker.</summary>
    /// <param name="source">Where the requests lie.</param>
    /// <param name="window">The window of the requests; null for all there are.</param>
    /// <param name="map">How the columns are called.</param>
    /// <param name="labels">The labels. One book is for one join: it remembers which were asked for.</param>
    /// <param name="receiverFactory">Makes the receiver of a worker; each is called by one thread at a time.</param>
    /// <param name="join">How to join.</param>
    /// <param name="sink">Hears of files that could not be read, and how far the reading is.</param>
    /// <param name="options">How to read; null for the usual.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What was read and what was joined.</returns>
    public static async Task<(CaptureSummary Read, MlLabelCoverage Coverage)> ReadAsync(
        CaptureSource source, MlWindow? window, ColumnMap map, LabelBook labels, Func<ILabelledReceiver> receiverFactory, LabelJoinOptions join, IMonitorSink sink,
        CaptureOptions? options, CancellationToken cancellationToken)
    {
        options ??= new CaptureOptions();
        var session = new CaptureSession(source, window, options, sink);
        var layout = new ColumnLayout(map);
        var workers = Enumerable.Range(0, Math.Max(1, options.Workers))
            .Select(_ => new JoinWorker(new CaptureRows(map, layout), receiverFactory(), labels, join, session.Window, options)).ToList();
        try
        {
            using var vote = new ColumnVote(session, map, layout, options);
            await CaptureFanOut.ReadAsync(session, vote.UnitsAsync(cancellationToken), workers, cancellationToken).ConfigureAwait(false);
            var read = await session.SummaryAsync(workers, [.. workers.SelectMany(w => w.OutputColumns).Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false);
            return (read, CoverageOf(read, workers, labels));
        }
        finally
        {
            workers.ForEach(w => w.Dispose());
        }
    }

    private static MlLabelCoverage CoverageOf(CaptureSummary read, List<JoinWorker> workers, LabelBook labels)
    {
        var delays = workers[0].Delays;
        foreach (var worker in workers.Skip(1))
            delays.Add(worker.Delays);
        var told = delays.Count == 0 ? null : delays.ToDistribution();
        return new MlLabelCoverage
        {
            PredictionCount = read.Records,
            LabelledCount = workers.Sum(w => w.Labelled),
            MismatchedCount = workers.Sum(w => w.Mismatched),
            LabelCount = labels.Count,
            UnmatchedLabelCount = labels.Count - labels.Matched,
            RepeatedLabelCount = labels.Repeated,
            ContradictedLabelCount = labels.Contradicted,
            BadLabelCount = labels.Bad,
            NewestLabel = labels.Newest,
            MedianDelay = DelayOf(told, 0.5),
            P90Delay = DelayOf(told, 0.9),
        };
    }

    // A label that was there before the request is one of a clock that goes wrong.
    private static TimeSpan? DelayOf(NumericDistribution? delays, double share) =>
        delays?.Quantile(share) is { } seconds ? TimeSpan.FromSeconds(Math.Max(0, seconds)) : null;
}
