using MlMonitor.Core.Baselines;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Datasets;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Drift;

/// <summary>
/// Reads a baseline and what is held against it at the same time: the latter only needs to know what the columns of the former are
/// called, which the first line of a file of CSV says.
/// </summary>
public static class DriftRead
{
    /// <summary>Reads both.</summary>
    /// <param name="baselines">Reads the baseline.</param>
    /// <param name="path">Where the baseline is.</param>
    /// <param name="current">Reads what is held against it, given the names of the baseline's columns in order.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Both; null where there is no baseline, which the sink has heard of.</returns>
    public static async Task<(Baseline Baseline, DatasetProfile Profile, CaptureSummary Summary)?> ReadAsync(
        BaselineReader baselines,
        string path,
        Func<IReadOnlyList<string>, CancellationToken, Task<(DatasetProfile Profile, CaptureSummary Summary)>> current,
        CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var named = new TaskCompletionSource<IReadOnlyList<string>?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Task.Run(ReadBaselineAsync, CancellationToken.None);
        Task<(DatasetProfile Profile, CaptureSummary Summary)>? profiling = null;
        try
        {
            if (await named.Task.ConfigureAwait(false) is { } names)
                profiling = Task.Run(() => current(names, stop.Token), CancellationToken.None);
            if (await reading.ConfigureAwait(false) is not { } baseline)
                return null;
            var (profile, summary) = await (profiling ?? current([.. baseline.Profile.Columns.Select(column => column.Name)], stop.Token)).ConfigureAwait(false);
            return (baseline, profile, summary);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(reading, profiling ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task<Baseline?> ReadBaselineAsync()
        {
            try
            {
                return await baselines.ReadAsync(path, DatasetOptions.Default with { Named = names => named.TrySetResult(names) }, ProfileOptions.Default, stop.Token).ConfigureAwait(false);
            }
            finally
            {
                named.TrySetResult(null);
            }
        }
    }
}
