using System.Collections.Concurrent;
using MlMonitor.Core.Capture;

namespace MlMonitor.Core.ProfileStores;

/// <summary>Gives the profile of an hour's folder: the one that is kept, or a new one, which is kept where the hour is over.</summary>
/// <param name="source">The capture.</param>
/// <param name="options">How it is profiled.</param>
/// <param name="sink">Hears of problems and progress.</param>
/// <param name="clock">Tells which hours are over.</param>
internal sealed class HourReader(CaptureSource source, HourlyOptions options, IMonitorSink sink, TimeProvider clock) : IDisposable
{
    // Two at a time: an hour may be a single file, which one thread reads.
    private readonly SemaphoreSlim _gate = new(2);
    private int _read;

    /// <summary>How many hours were read from the capture.</summary>
    public int ReadCount => Volatile.Read(ref _read);

    /// <summary>Gives an hour.</summary>
    /// <param name="hour">The hour.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its profile; null where nothing of it is left.</returns>
    public async Task<StoredHour?> GetAsync(CaptureHour hour, CancellationToken cancellationToken)
    {
        if (hour.IsStored && await hour.Shelf.ReadAsync(hour.Hour, cancellationToken).ConfigureAwait(false) is { } stored)
        {
            if (stored.Covers(hour.Files))
            {
                if (hour.Files.Count < stored.Files.Count)
                    sink.Detail($"{stored.Files.Count - hour.Files.Count} of {stored.Files.Count} files of {Name(hour)} are gone; its profile of all of them is used.");
                return stored;
            }

            sink.Detail($"Files of {Name(hour)} are new or have changed since it was profiled: it is profiled anew.");
        }

        if (hour.Files.Count == 0)
        {
            sink.Report(Problem.Of(ProblemId.FileNotReadable, $"The profile of {Name(hour)} cannot be used, and its capture is gone: the hour is left out.", Name(hour),
                "Delete the profile from the store, so that the hour is not expected any more."));
            return null;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await ProfileAsync(hour, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task<StoredHour> ProfileAsync(CaptureHour hour, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _read);
        var isOver = hour.Hour.AddHours(1) + options.Settle <= clock.GetUtcNow();
        var receivers = new ConcurrentBag<HourReceiver>();
        // Two hours at a time, each with as many builders as there are workers.
        var builder = options.Profile with
        {
            MemoryLimit = options.Profile.MemoryLimit / (2 * Math.Max(1, options.Capture.Workers)),
            EndpointName = hour.Endpoint,
            VariantName = hour.Variant,
            Source = hour.Files[0].Root ?? source.Name,
        };
        var read = await CaptureReader.ReadAsync(source.Of(hour.Files), null, options.Map, Make, sink, options.Capture, cancellationToken).ConfigureAwait(false);
        var made = new StoredHour
        {
            EndpointName = hour.Endpoint,
            VariantName = hour.Variant,
            Hour = hour.Hour,
            Key = hour.Key,
            Files = [.. hour.Files.Select(StoredFile.Of)],
            Parts = HourReceiver.Build(receivers, [.. read.OutputColumns]),
            UnreadFiles = read.UnreadFiles,
            BadRecords = read.BadRecords,
            UnfinishedRecords = read.UnfinishedRecords,
            ExplanationCalls = read.ExplanationCalls,
            FirstBad = read.FirstBad,
            OutputColumns = read.OutputColumns,
        };
        // What could not be read was reported, and may be readable the next time.
        if (isOver && read.UnreadFiles == 0)
            await hour.Shelf.WriteAsync(made, cancellationToken).ConfigureAwait(false);
        return made;

        HourReceiver Make()
        {
            var receiver = new HourReceiver(builder);
            receivers.Add(receiver);
            return receiver;
        }
    }

    private static string Name(CaptureHour hour) => FormattableString.Invariant($"{hour.Endpoint}/{hour.Variant}, {hour.Hour.UtcDateTime:yyyy-MM-dd HH}:00");
}
