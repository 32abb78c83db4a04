using System.Collections.Concurrent;
using System.Collections.Specialized;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Profiles;
using MlMonitor.Core.ProfileStores;

namespace MlMonitor.Core.Drift;

/// <summary>Profiles captured requests, with the columns called as a baseline calls them.</summary>
public static class CaptureProfile
{
    /// <summary>Reads a window of requests into a profile.</summary>
    /// <param name="source">Where they lie.</param>
    /// <param name="window">The window; null for all there is.</param>
    /// <param name="baseline">What the columns are called after.</param>
    /// <param name="sink">Hears of problems and progress.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The profile, and what was read; the reason for an empty one is in the latter.</returns>
    public static Task<(DatasetProfile Profile, CaptureSummary Summary)> ReadAsync(
        CaptureSource source, MlWindow? window, DatasetProfile baseline, IMonitorSink sink, CancellationToken cancellationToken) =>
        ReadAsync(source, window, [.. baseline.Columns.Select(column => column.Name)], ColumnMap.None, sink, cancellationToken);

    /// <summary>Reads a window of requests into a profile.</summary>
    /// <param name="source">Where they lie.</param>
    /// <param name="window">The window; null for all there is.</param>
    /// <param name="names">The columns of the baseline, which the columns are called after where the map has no names.</param>
    /// <param name="given">Names, and what is wanted of payloads of JSON, as whoever asks says.</param>
    /// <param name="sink">Hears of problems and progress.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The profile, and what was read; the reason for an empty one is in the latter.</returns>
    public static async Task<(DatasetProfile Profile, CaptureSummary Summary)> ReadAsync(
        CaptureSource source, MlWindow? window, IReadOnlyList<string> names, ColumnMap given, IMonitorSink sink, CancellationToken cancellationToken)
    {
        MlCaptureRecord? first = null;
        var one = new CaptureOptions { First = 1 };
        await foreach (var record in CaptureReader.RecordsAsync(source, window, given, sink, _ => { }, one, cancellationToken).ConfigureAwait(false))
            first = record;
        var isNamed = given.Header.Count + given.InputNames.Count + given.OutputNames.Count > 0;
        var map = isNamed ? given : MapOf(names, Names(first?.Input), Names(first?.Output)) with
        {
            InputPath = given.InputPath,
            OutputPath = given.OutputPath,
        };
        var options = ProfileOptions.Default with
        {
            Window = window,
            Source = source.Name,
            OutputColumns = map.OutputNames.Count > 0 ? map.OutputNames : Names(first?.Output),
        };
        // As many readers as there are workers, each with a part of the memory.
        options = options with { MemoryLimit = options.MemoryLimit / new CaptureOptions().Workers };
        var builders = new ConcurrentBag<ProfileBuilder>();
        var summary = await CaptureReader.ReadAsync(source, window, map, Make, sink, null, cancellationToken).ConfigureAwait(false);
        var profile = ProfileBuilder.Build(builders);
        return (profile with { EndpointName = summary.EndpointName, VariantName = summary.VariantName, Window = window, BadRecordCount = summary.BadRecords }, summary);

        ProfileBuilder Make()
        {
            var builder = new ProfileBuilder(options);
            builders.Add(builder);
            return builder;
        }
    }

    /// <summary>Profiles a window of requests, widened to whole hours, through a store of hours that were profiled before.</summary>
    /// <param name="source">Where they lie.</param>
    /// <param name="window">The window; null for all there is.</param>
    /// <param name="names">The columns of the baseline, which the columns are called after where the map has no names. What is stored without names serves any baseline.</param>
    /// <param name="given">Names, and what is wanted of payloads of JSON, as whoever asks says.</param>
    /// <param name="store">Where profiles of hours are kept.</param>
    /// <param name="sink">Hears of problems and progress.</param>
    /// <param name="clock">Tells which hours are over.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The profile, and what was read; the reason for an empty one is in the latter.</returns>
    public static async Task<(DatasetProfile Profile, CaptureSummary Summary)> ReadAsync(
        CaptureSource source, MlWindow? window, IReadOnlyList<string> names, ColumnMap given, ProfileStore store, IMonitorSink sink, TimeProvider clock, CancellationToken cancellationToken)
    {
        var options = new HourlyOptions { Map = given };
        var (profile, summary) = await CaptureHours.ReadAsync(source, window, store, options, sink, clock, cancellationToken).ConfigureAwait(false);
        return (ProfileColumns.Named(profile, names), summary);
    }

    /// <summary>
    /// How columns without names are called. A baseline of as many columns as there are inputs has those; one of as many as both has
    /// the outputs first, as Model Monitor wants it. Anything else keeps <c>_c0</c> and so on, and so do the names of JSON.
    /// </summary>
    /// <param name="names">The columns of the baseline.</param>
    /// <param name="inputs">The columns of a request as they are without a map.</param>
    /// <param name="outputs">Those of its answer.</param>
    /// <returns>The map.</returns>
    internal static ColumnMap MapOf(IReadOnlyList<string> names, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs) =>
        inputs.Count == 0 || inputs.Any(name => !name.StartsWith("_c", StringComparison.Ordinal)) ? ColumnMap.None
        : names.Count == inputs.Count + outputs.Count ? ColumnMap.OfHeader(names, outputs.Count)
        : names.Count == inputs.Count ? new ColumnMap { InputNames = names }
        : ColumnMap.None;

    private static string[] Names(MlList<OrderedDictionary>? rows) => rows is [{ } row, ..] ? [.. row.Keys.Cast<string>()] : [];
}
