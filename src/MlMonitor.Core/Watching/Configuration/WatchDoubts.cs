using MlMonitor.Core.Alerting;

namespace MlMonitor.Core.Watching.Configuration;

/// <summary>Finds watches that can never tell of anything, or that look past something.</summary>
internal static class WatchDoubts
{
    public static void Look(Watch watch, ConfigSection at, AlertPolicy policy)
    {
        if (watch.For > TimeSpan.Zero && watch.For < watch.Every)
            at.Doubt("For", $"For {watch.For} is shorter than the {watch.Every} between two looks: it is over at the second look, whatever it says.", "Leave For out, or make it longer than Every.");
        else if (watch.For > policy.RepeatInterval)
            at.Doubt("For", $"For {watch.For} is longer than the {policy.RepeatInterval} after which topics are told again: the first word takes longer than the second.", "Make For shorter, or RepeatInterval longer.");
        if (at.Has("Every") && policy.RepeatInterval < watch.Every)
            at.Doubt("Every", $"It looks every {watch.Every}, and topics are told again every {policy.RepeatInterval}: they are told of what nobody has looked at since.", "Look more often, or make RepeatInterval longer.");
        // What a job did is seen for as long as it is in the window of the command.
        if (watch.Kind.Name == "Job" && watch.For >= TimeSpan.FromDays(1) && !watch.Parameter.ContainsKey("After"))
            at.Doubt("For", $"For {watch.For} is longer than the day that jobs are looked back for: it never fires.", "Make For shorter.");
        if (Window(watch) is { } window && watch.Every > window)
            at.Doubt("Every", $"It looks every {watch.Every} at what was in the last {window}: what was before that is never seen.", "Look more often, or at a longer time.");
        if (watch.Parameter.ContainsKey("Before"))
            at.Doubt("Parameter", "Before is one time for ever: every run looks at the same requests.", "Leave Before out.");
        if (watch.Gives.All(s => s == MlSeverity.Ok))
            at.Doubt("Severity", "Whatever it finds counts as Ok: it never fires.", "Leave one of the severities as it is.");
        foreach (var (key, value) in watch.Tag)
            if (value.AsSpan().IndexOfAny('*', '?') >= 0)
                at.Doubt("Tag", $"A watch takes the value of {key} exactly: '{value}' has no wildcard, and most likely chooses nothing.", "Write the value in full; routes and silences take wildcards.");
    }

    private static TimeSpan? Window(Watch watch) => watch.Parameter.TryGetValue("Window", out var given)
        ? given switch
        {
            string text => ConfigDuration.Parse(text),
            int or double => TimeSpan.FromSeconds(Convert.ToDouble(given, System.Globalization.CultureInfo.InvariantCulture)),
            _ => null,
        }
        : watch.Parameter.ContainsKey("After") || watch.Parameter.ContainsKey("ProfileStore") ? null : watch.Kind.LooksBack;
}
