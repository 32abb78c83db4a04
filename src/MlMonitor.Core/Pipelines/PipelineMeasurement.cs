using System.Globalization;

namespace MlMonitor.Core.Pipelines;

/// <summary>Measures how a pipeline did over a window, from its runs.</summary>
public static class PipelineMeasurement
{
    /// <summary>Measures one pipeline.</summary>
    /// <param name="runs">Its runs that started in the window, in any order; at least one.</param>
    /// <param name="window">The window.</param>
    /// <param name="thresholds">What the measures are held against.</param>
    /// <returns>The measures and the verdict.</returns>
    public static MlPipelineMeasure Of(IReadOnlyCollection<MlPipelineRun> runs, MlWindow window, PipelineThresholds thresholds)
    {
        var oldestFirst = runs.OrderBy(r => r.Started).ToArray();
        var newest = oldestFirst[^1];
        var ended = oldestFirst.Where(r => r.Status is MlStatus.Succeeded or MlStatus.SucceededWithWarnings || r.IsFailure).ToArray();
        var succeeded = ended.Where(r => !r.IsFailure).ToArray();
        var durations = succeeded.Select(r => r.DurationSeconds).OfType<double>().Order().ToArray();
        var measure = new MlPipelineMeasure
        {
            PipelineName = newest.PipelineName,
            Source = newest.Source,
            Region = newest.Region,
            Account = newest.Account,
            ProfileName = newest.ProfileName,
            Window = window,
            Severity = MlSeverity.Ok,
            Reason = "",
            RunCount = oldestFirst.Length,
            SucceededCount = succeeded.Length,
            FailedCount = ended.Length - succeeded.Length,
            StoppedCount = oldestFirst.Count(r => r.Status is MlStatus.Stopped or MlStatus.Superseded or MlStatus.Skipped),
            RunningCount = oldestFirst.Count(r => !r.Status.IsTerminal() && r.Status != MlStatus.Unknown),
            SuccessRatePercent = ended.Length == 0 ? null : 100.0 * succeeded.Length / ended.Length,
            FailureStreak = ended.Reverse().TakeWhile(r => r.IsFailure).Count(),
            MedianDurationSeconds = Percentile(durations, 0.5),
            P95DurationSeconds = Percentile(durations, 0.95),
            MeanTimeToRecoverSeconds = MeanTimeToRecover(ended),
            RunsPerDay = oldestFirst.Length / window.Length.TotalDays,
            LastRun = newest.Started,
            LastSuccess = succeeded.Max(r => r.Ended ?? r.Started),
        };
        return Judged(measure, thresholds);
    }

    /// <summary>
    /// The quantile between the order statistics around it, as numpy's default (method 7 of Hyndman and Fan, "Sample Quantiles
    /// in Statistical Packages", The American Statistician 50(4), 1996).
    /// </summary>
    private static double? Percentile(double[] sorted, double share)
    {
        if (sorted.Length == 0)
            return null;
        var rank = share * (sorted.Length - 1);
        var below = (int)Math.Floor(rank);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((rank - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>From the end of the first failure of each streak to the end of the success after it.</summary>
    private static double? MeanTimeToRecover(MlPipelineRun[] endedOldestFirst)
    {
        var recoveries = new List<double>();
        DateTimeOffset? down = null;
        foreach (var run in endedOldestFirst)
            if (run.IsFailure)
            {
                down ??= run.Ended ?? run.Started;
            }
            else if (down is { } since)
            {
                if ((run.Ended ?? run.Started) is { } up)
                    recoveries.Add((up - since).TotalSeconds);
                down = null;
            }

        return recoveries.Count == 0 ? null : recoveries.Average();
    }

    private static MlPipelineMeasure Judged(MlPipelineMeasure measure, PipelineThresholds thresholds)
    {
        var broken = Broken(measure, thresholds).OrderByDescending(b => b.Severity).ToArray();
        if (broken.Length > 0)
            return measure with
            {
                Severity = broken[0].Severity,
                Reason = string.Join("; ", broken.Select(b => b.Reason)),
                Value = broken[0].Value,
                Threshold = broken[0].Threshold,
            };
        if (measure.SuccessRatePercent is null && (thresholds.MinimumSuccessRatePercent ?? thresholds.MaximumFailureStreak) is not null)
            return measure with { Severity = MlSeverity.NoData, Reason = "No run ended in the window" };
        var rate = measure.SuccessRatePercent is { } percent ? $"{percent.ToString("0.#", CultureInfo.InvariantCulture)} % succeeded" : "none ended";
        return measure with { Reason = $"{measure.RunCount} runs, {rate}" };
    }

    private static IEnumerable<(MlSeverity Severity, string Reason, double Value, double Threshold)> Broken(MlPipelineMeasure measure, PipelineThresholds thresholds)
    {
        if (thresholds.MaximumFailureStreak is { } streak && measure.FailureStreak > streak)
            yield return (MlSeverity.Critical, $"{measure.FailureStreak} failures in a row, at most {streak} wanted", measure.FailureStreak, streak);
        if (thresholds.MinimumSuccessRatePercent is { } least && measure.SuccessRatePercent < least)
            yield return (MlSeverity.Critical, string.Create(CultureInfo.InvariantCulture, $"{measure.SuccessRatePercent:0.#} % succeeded, at least {least:0.#} % wanted"), measure.SuccessRatePercent!.Value, least);
        if (thresholds.MaximumDuration is { } longest && measure.P95DurationSeconds > longest.TotalSeconds)
            yield return (MlSeverity.Warning, string.Create(CultureInfo.InvariantCulture, $"95 % end within {measure.P95DurationSeconds:0} s, {longest.TotalSeconds:0} s wanted"), measure.P95DurationSeconds!.Value, longest.TotalSeconds);
        if (thresholds.MinimumRunsPerDay is { } fewest && measure.RunsPerDay < fewest)
            yield return (MlSeverity.Warning, string.Create(CultureInfo.InvariantCulture, $"{measure.RunsPerDay:0.##} runs a day, at least {fewest:0.##} wanted"), measure.RunsPerDay, fewest);
    }
}
