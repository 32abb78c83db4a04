using MlMonitor.Core.Baselines;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Datasets;
using MlMonitor.Core.Profiles;
using MlMonitor.Core.ProfileStores;

namespace MlMonitor.Core.Drift;

/// <summary>Reads a baseline and what is held against it at the same time, and calls the columns of the latter as those of the former.</summary>
public static class DriftRead
{
    /// <summary>Reads both.</summary>
    /// <param name="baselines">Reads the baseline.</param>
    /// <param name="path">Where the baseline is.</param>
    /// <param name="current">Reads what is held against it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Both; null where there is no baseline, which the sink has heard of.</returns>
    public static async Task<(Baseline Baseline, DatasetProfile Profile, CaptureSummary Summary)?> ReadAsync(
        BaselineReader baselines, string path, Func<CancellationToken, Task<(DatasetProfile Profile, CaptureSummary Summary)>> current, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(() => baselines.ReadAsync(path, DatasetOptions.Default, ProfileOptions.Default, stop.Token), CancellationToken.None);
        var profiling = Task.Run(() => current(stop.Token), CancellationToken.None);
        try
        {
            if (await reading.ConfigureAwait(false) is not { } baseline)
                return null;
            var (profile, summary) = await profiling.ConfigureAwait(false);
            return (baseline, Named(profile, baseline), summary);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(reading, profiling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Why columns that requests tell by their place were not called as those of a baseline.</summary>
    /// <param name="profile">The profile of the requests, with names as far as it has any.</param>
    /// <param name="baseline">The baseline.</param>
    /// <returns>How many there are on both sides; null where each has a name, or the baseline has none either.</returns>
    public static string? WhyUnnamed(DatasetProfile profile, Baseline baseline)
    {
        int Places(ColumnRole role) => profile.Columns.Count(column => column.Role == role && ColumnMap.IsPlace(column.Name));
        var (inputs, outputs, known) = (Places(ColumnRole.Input), Places(ColumnRole.Output), baseline.Profile.Columns);
        return inputs == 0 || known.Any(column => ColumnMap.IsPlace(column.Name)) ? null
            : FormattableString.Invariant($"The requests have {inputs} inputs and {outputs} outputs without names, and the {known.Count} columns of {baseline.Source} are neither as many as the inputs nor as both: no column could be named. Give -Header, or a baseline with the same columns.");
    }

    /// <summary>Calls the columns of captured requests as those of a baseline, where they have no names.</summary>
    /// <param name="profile">The profile of the requests.</param>
    /// <param name="baseline">The baseline.</param>
    /// <returns>The profile.</returns>
    public static DatasetProfile Named(DatasetProfile profile, Baseline baseline) =>
        ProfileColumns.Named(profile, [.. baseline.Profile.Columns.Select(column => column.Name)]);
}
