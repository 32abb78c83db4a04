using MlMonitor.Core.Capture;

namespace MlMonitor.Core.ProfileStores;

/// <summary>The hours of a window that there are captured files of, or that are kept in a store.</summary>
internal sealed class HourList
{
    private HourList(IReadOnlyList<CaptureHour> hours, IReadOnlyList<CaptureFile> others, Problem? problem)
    {
        Hours = hours;
        Others = others;
        Problem = problem;
    }

    /// <summary>The hours, by variant and in the order of time.</summary>
    public IReadOnlyList<CaptureHour> Hours { get; }

    /// <summary>The files that do not lie in the folder of an hour; they are read every time.</summary>
    public IReadOnlyList<CaptureFile> Others { get; }

    /// <summary>What kept the capture from being listed; null where nothing did.</summary>
    public Problem? Problem { get; }

    /// <summary>Lists a capture and a store.</summary>
    /// <param name="source">The capture.</param>
    /// <param name="window">The window, of whole hours; null for all there is.</param>
    /// <param name="store">The store.</param>
    /// <param name="options">How it is profiled.</param>
    /// <param name="sink">Hears of what is wrong with the store.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<HourList> ReadAsync(
        CaptureSource source, MlWindow? window, ProfileStore store, HourlyOptions options, IMonitorSink sink, CancellationToken cancellationToken)
    {
        // A file may hold requests of the hour after its folder's or of the one before. An hour is profiled whole or not at all, so
        // that all files of the hour before are wanted, also those that end before the window.
        var (first, last) = (window?.After.AddHours(-1), window?.Before);
        var wide = window is null ? null : new CaptureWindow(new MlWindow(window.After.AddHours(-1), window.Before));
        Problem? problem = null;
        var files = new List<CaptureFile>();
        await foreach (var file in source.Open(sink).FilesAsync(wide, p => problem ??= p, cancellationToken).ConfigureAwait(false))
            if (options.Capture.VariantName is not { } variant || file.Origin is not { } origin || string.Equals(origin.Variant, variant, StringComparison.OrdinalIgnoreCase))
                files.Add(file);

        var folder = store.Open(sink);
        var hours = new List<CaptureHour>();
        foreach (var root in files.Where(file => file.Hour is not null).GroupBy(file => file.Root!, StringComparer.Ordinal))
        {
            var (endpoint, variant) = root.First().Origin ?? ("_", "_");
            var key = ProfileRecipe.KeyOf(root.Key, options);
            var shelf = new HourShelf(folder, store.Name, endpoint, variant, key, sink);
            var kept = await shelf.HoursAsync(first, last, cancellationToken).ConfigureAwait(false);
            var there = root.ToLookup(file => file.Hour!.Value);
            hours.AddRange(there.Select(group => group.Key).Union(kept).Where(hour => !(hour < first) && !(hour > last)).Order()
                .Select(hour => new CaptureHour(shelf, key, endpoint, variant, hour, [.. there[hour]], kept.Contains(hour)))
                // Nothing in files that were written before the window began can be of it.
                .Where(hour => window is null || hour.Hour >= window.After || hour.Files.Count == 0 || hour.Files.Any(file => file.Written >= window.After)));
        }

        return new HourList(hours, [.. files.Where(file => file.Hour is null)], problem);
    }
}
