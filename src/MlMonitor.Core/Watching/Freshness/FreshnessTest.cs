using System.Globalization;

namespace MlMonitor.Core.Watching.Freshness;

/// <summary>Judges whether what should have happened has: silence of what is watched looks like health.</summary>
public static class FreshnessTest
{
    /// <summary>The time in which runs of Express machines are counted.</summary>
    private static readonly TimeSpan CountedDay = TimeSpan.FromDays(1);

    /// <summary>How much older than its model a baseline may be: both are made in one go, the baseline first.</summary>
    private static readonly TimeSpan BaselineLead = TimeSpan.FromDays(7);

    /// <summary>Judges a pipeline: it should have run, whatever came of it.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="maximumAge">How long ago its last run may have ended.</param>
    /// <param name="now">The present.</param>
    /// <returns>What was found.</returns>
    public static MlFreshnessFinding Judge(MlPipelineStatus pipeline, TimeSpan maximumAge, DateTimeOffset now)
    {
        var express = pipeline.RawStatus == "EXPRESS";
        var runs = pipeline.Status is MlStatus.InProgress && !pipeline.IsStalled && !express;
        var last = runs ? now : pipeline.Since ?? pipeline.LastSuccess;
        var late = last is null || now - last > maximumAge;
        var (severity, reason) = express ? JudgeExpress(pipeline.Status, maximumAge)
            : pipeline.Status is MlStatus.Unknown ? (MlSeverity.NoData, pipeline.Reason)
            : (late ? MlSeverity.Critical : MlSeverity.Ok, runs ? "It runs now" : last is null ? "It never ran" : $"It last did something {Hours(now - last.Value)} ago{(late ? $", and should within {Hours(maximumAge)}" : "")}");
        return new MlFreshnessFinding
        {
            Check = MlFreshnessCheck.PipelineRun,
            PipelineName = pipeline.PipelineName,
            Severity = severity,
            Reason = reason,
            Value = (now - last)?.TotalHours,
            Threshold = maximumAge.TotalHours,
            Unit = "h",
            Last = last,
            Region = pipeline.Region,
            Account = pipeline.Account,
            Arn = pipeline.Arn,
            ProfileName = pipeline.ProfileName,
            ConsoleLink = pipeline.ConsoleLink,
        };
    }

    // Step Functions keeps no executions of Express machines; what is told is how many there were in the last day.
    private static (MlSeverity Severity, string Reason) JudgeExpress(MlStatus status, TimeSpan maximumAge) => status switch
    {
        MlStatus.Unknown => (MlSeverity.NoData, "Whether it ran could not be seen"),
        // The default is an hour more than a day: a run in that hour is not worth a doubt.
        MlStatus.Pending when maximumAge <= CountedDay + TimeSpan.FromHours(1) => (MlSeverity.Critical, $"It did not run in the last day, and should within {Hours(maximumAge)}"),
        MlStatus.Pending => (MlSeverity.NoData, "It did not run in the last day, and what was before is not told"),
        _ when maximumAge >= CountedDay => (MlSeverity.Ok, "It ran in the last day"),
        _ => (MlSeverity.NoData, "It ran in the last day, and when is not told"),
    };

    /// <summary>Judges an endpoint: its schedules, capture, labels and baseline, as far as it has any.</summary>
    /// <param name="endpoint">Who watches it.</param>
    /// <param name="checks">What to look for; empty for all.</param>
    /// <param name="maximumAge">How long ago each may have happened.</param>
    /// <param name="now">The present.</param>
    /// <returns>What was found, one for each check that the endpoint has something for.</returns>
    public static IEnumerable<MlFreshnessFinding> Judge(MlPosture endpoint, IReadOnlySet<MlFreshnessCheck> checks, TimeSpan maximumAge, DateTimeOffset now)
    {
        if (Wanted(MlFreshnessCheck.Schedule))
            foreach (var schedule in endpoint.Executions)
            {
                var found = Age(MlFreshnessCheck.Schedule, schedule.Scheduled, "Schedule " + schedule.MonitoringScheduleName, "last ran") with { MonitoringScheduleName = schedule.MonitoringScheduleName };
                // Somebody stopped it: perhaps on purpose, perhaps to start it again.
                yield return schedule.ScheduleStatus is "Stopped" && found.Severity == MlSeverity.Critical
                    ? found with { Severity = MlSeverity.Warning, Reason = $"{found.Reason}; it is stopped" } : found;
            }

        if (Wanted(MlFreshnessCheck.Capture) && endpoint.DataCapture is { IsEnabled: true })
            yield return Age(MlFreshnessCheck.Capture, endpoint.NewestCapture, "Data capture", "last wrote a file");
        if (Wanted(MlFreshnessCheck.Label) && endpoint.LabelUri is not null)
            yield return Age(MlFreshnessCheck.Label, endpoint.NewestLabel, "Labels", "last came");
        if (Wanted(MlFreshnessCheck.Baseline) && endpoint is { BaselineUri: not null, ModelDeployed: { } deployed })
        {
            var older = deployed - endpoint.BaselineWritten;
            var stale = older > BaselineLead;
            yield return Of(MlFreshnessCheck.Baseline, endpoint.BaselineWritten, endpoint.BaselineWritten is null ? Unseen("baseline") ?? MlSeverity.Critical : stale ? MlSeverity.Critical : MlSeverity.Ok,
                older is null ? "The baseline is not there, or was not seen" : stale ? $"The baseline is {Hours(older.Value)} older than its model" : "The baseline fits its model")
                with
            { Value = older?.TotalHours, Threshold = BaselineLead.TotalHours };
        }

        bool Wanted(MlFreshnessCheck check) => checks.Count == 0 || checks.Contains(check);

        MlFreshnessFinding Age(MlFreshnessCheck check, DateTimeOffset? last, string what, string did)
        {
            // What was deployed a moment ago need not have done anything yet.
            var late = now - (last ?? endpoint.ModelDeployed ?? DateTimeOffset.MinValue) > maximumAge;
            var severity = last is null ? Unseen(check.ToString()) ?? (late ? MlSeverity.Critical : MlSeverity.Ok) : late ? MlSeverity.Critical : MlSeverity.Ok;
            var reason = last is null ? severity == MlSeverity.NoData ? $"{what} could not be seen" : $"{what} never {did[5..]}{(late ? "" : ", and need not have yet")}"
                : $"{what} {did} {Hours(now - last.Value)} ago{(late ? $", and should within {Hours(maximumAge)}" : "")}";
            return Of(check, last, severity, reason) with { Value = (now - last)?.TotalHours, Threshold = maximumAge.TotalHours };
        }

        // What could not be looked at is not missing.
        MlSeverity? Unseen(string words) => endpoint.NotSeen.Any(n => n.Contains(words, StringComparison.OrdinalIgnoreCase)) ? MlSeverity.NoData : null;

        MlFreshnessFinding Of(MlFreshnessCheck check, DateTimeOffset? last, MlSeverity severity, string reason) => new()
        {
            Check = check,
            EndpointName = endpoint.EndpointName,
            Severity = severity,
            Reason = reason,
            Unit = "h",
            Last = last,
            Region = endpoint.Region,
            Account = endpoint.Account,
            Arn = endpoint.Arn,
            ProfileName = endpoint.ProfileName,
            ConsoleLink = endpoint.ConsoleLink,
        };
    }

    private static string Hours(TimeSpan span) => span.TotalHours >= 48
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0} days") : string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.#} h");
}
