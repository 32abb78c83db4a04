namespace MlMonitor.Core.Publishing;

/// <summary>What the lines of HELP say. No quotation marks: OpenMetrics escapes them, and the older format does not.</summary>
internal static class PrometheusHelp
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["Severity"] = "How much it matters: 0 ok, 1 warning, 2 critical, 3 no data.",
        ["Value"] = "The value that the finding is about.",
        ["Checked"] = "How many things the run looked at.",
        ["Ok"] = "How many of the things looked at are well.",
        ["Warning"] = "How many of the things looked at are worth a look.",
        ["Critical"] = "How many of the things looked at are critical.",
        ["NoData"] = "How many of the things looked at could not be judged for lack of data.",
        ["CouldNotCheck"] = "How many things could not be looked at because a call failed.",
        ["AlertsSent"] = "How many alerts topics took.",
        ["AlertsMuted"] = "How many alerts a silence, quiet hours or a maintenance window held back.",
        ["AlertsNotSent"] = "How many alerts topics did not take.",
        ["Calls"] = "How many requests went to AWS, retries included.",
        ["BilledMetrics"] = "How many metrics CloudWatch was asked for that it bills.",
        ["Duration"] = "How long it took.",
        ["QueueTime"] = "How long it waited before it began.",
        ["BillableTime"] = "How much time is billed.",
        ["Runs"] = "How many runs started in the window.",
        ["SucceededRuns"] = "How many of the runs of the window succeeded.",
        ["FailedRuns"] = "How many of the runs of the window failed.",
        ["SuccessRate"] = "Succeeded of succeeded and failed runs of the window.",
        ["FailureStreak"] = "How many of the newest ended runs failed in a row.",
        ["MedianDuration"] = "The median duration of the succeeded runs of the window.",
        ["P95Duration"] = "The 95th percentile of the duration of the succeeded runs of the window.",
        ["MeanTimeToRecover"] = "The mean time from the first failure of a streak to the success that ended it.",
        ["Missing"] = "How many kinds of watching the endpoint lacks.",
        ["NotSeen"] = "How many kinds of watching could not be looked at.",
        ["AlarmsFiring"] = "How many CloudWatch alarms that name the endpoint are in ALARM.",
        ["Violations"] = "How many violations of its constraints the execution found.",
    };

    /// <summary>The numbers that there are words for.</summary>
    public static IReadOnlyCollection<string> Measures => Known.Keys;

    /// <summary>The words for a number.</summary>
    /// <param name="measure">The number's name.</param>
    public static string Of(string measure) => Known.GetValueOrDefault(measure, $"{measure}, as MlMonitor tells it.");
}
