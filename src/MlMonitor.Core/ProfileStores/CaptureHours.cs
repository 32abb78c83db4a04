using System.Collections.Concurrent;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.ProfileStores;

/// <summary>
/// Profiles captured requests hour by hour through a store: an hour that is over is read once, by whoever comes first, and its
/// profile from then on. The merged hours are what profiling all of them at once gives.
/// </summary>
public static class CaptureHours
{
    // Profiles of S3 that are fetched at once, and kept in memory until it is their turn.
    private const int Ahead = 4;

    /// <summary>The window of whole hours around a window, which is what is profiled.</summary>
    /// <param name="window">Any window.</param>
    /// <returns>From the beginning of its first hour to the end of its last.</returns>
    public static MlWindow WholeHours(MlWindow window)
    {
        var (after, before) = (window.After.ToUniversalTime(), window.Before.ToUniversalTime());
        return new MlWindow(
            after.AddTicks(-(after.Ticks % TimeSpan.TicksPerHour)),
            before.AddTicks((TimeSpan.TicksPerHour - (before.Ticks % TimeSpan.TicksPerHour)) % TimeSpan.TicksPerHour));
    }

    /// <summary>Profiles a window, widened to whole hours.</summary>
    /// <param name="source">Where the capture lies.</param>
    /// <param name="window">The window; null for all there is.</param>
    /// <param name="store">Where profiles of hours are kept.</param>
    /// <param name="options">How it is profiled.</param>
    /// <param name="sink">Hears of problems and progress.</param>
    /// <param name="clock">Tells which hours are over.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The profile, and what it is of; the reason for an empty one is in the latter, and was not reported.</returns>
    public static async Task<(DatasetProfile Profile, CaptureSummary Summary)> ReadAsync(
        CaptureSource source, MlWindow? window, ProfileStore store, HourlyOptions options, IMonitorSink sink, TimeProvider clock, CancellationToken cancellationToken)
    {
        var whole = window is null ? null : WholeHours(window);
        var list = await HourList.ReadAsync(source, whole, store, options, sink, cancellationToken).ConfigureAwait(false);
        var total = new HourTotal(whole, options);
        using var reader = new HourReader(source, options, new ProgressFilter(sink), clock);
        var (done, all) = (0, list.Hours.Count);
        await foreach (var hour in OrderedFanOut.SelectAsync(list.Hours, Ahead, reader.GetAsync, cancellationToken).ConfigureAwait(false))
        {
            if (hour is not null)
                total.Add(hour);
            sink.Progress("Profiling captured hours", ++done, all);
        }

        if (list.Others.Count > 0)
        {
            sink.Detail($"{list.Others.Count} files of {source} do not lie in the folder of an hour, and are read every time.");
            await total.AddAsync(source.Of(list.Others), sink, cancellationToken).ConfigureAwait(false);
        }

        sink.Detail($"{all} hours of {source}: {reader.ReadCount} read, {all - reader.ReadCount} from {store}.");
        var (profile, summary) = total.ToResult(source.Name, clock.GetUtcNow());
        var problem = list.Problem ?? (summary.Records + summary.BadRecords + summary.UnfinishedRecords + summary.UnreadFiles > 0
            ? null
            : await source.Open(sink).WhyEmptyAsync(cancellationToken).ConfigureAwait(false));
        return (profile, summary with { Problem = problem });
    }

    /// <summary>Profiles a window without a store, as it is.</summary>
    /// <param name="source">Where the capture lies.</param>
    /// <param name="window">The window; null for all there is.</param>
    /// <param name="options">How it is profiled.</param>
    /// <param name="sink">Hears of problems and progress.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The profile, and what it is of; the reason for an empty one is in the latter, and was not reported.</returns>
    public static async Task<(DatasetProfile Profile, CaptureSummary Summary)> ReadAtOnceAsync(
        CaptureSource source, MlWindow? window, HourlyOptions options, IMonitorSink sink, CancellationToken cancellationToken)
    {
        var builders = new ConcurrentBag<ProfileBuilder>();
        var limit = options.Profile with { MemoryLimit = options.Profile.MemoryLimit / Math.Max(1, options.Capture.Workers), Window = window, Source = source.Name };
        var read = await CaptureReader.ReadAsync(source, window, options.Map, Make, sink, options.Capture, cancellationToken).ConfigureAwait(false);
        var profile = ProfileColumns.WithOutputs(ProfileBuilder.Build(builders), [.. read.OutputColumns]);
        return (profile with { EndpointName = read.EndpointName, VariantName = read.VariantName, BadRecordCount = read.BadRecords }, read);

        ProfileBuilder Make()
        {
            var builder = new ProfileBuilder(limit);
            builders.Add(builder);
            return builder;
        }
    }
}
