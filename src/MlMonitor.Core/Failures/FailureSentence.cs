using System.Globalization;
using MlMonitor.Core.Logs;

namespace MlMonitor.Core.Failures;

/// <summary>Puts a failure into one sentence that can be read aloud: names and reasons, no ids.</summary>
internal static class FailureSentence
{
    /// <summary>As much of a reason as one takes in by ear.</summary>
    private const int ReasonLength = 240;

    public static string Of(IReadOnlyList<MlFailureHop> hops, MlFailureChange? change)
    {
        var (top, root) = (hops[0], hops[^1]);
        var when = root.FailedAt is { } at ? $" on {at.UtcDateTime.ToString("d MMMM 'at' HH:mm", CultureInfo.InvariantCulture)} UTC" : "";
        var what = $"{Spoken(top.Kind)} {top.Name} failed{when}";
        var way = hops.Count == 1 ? "" : $" in {string.Join(", ", hops.Skip(1).Select(h => $"{Spoken(h.Kind).ToLowerInvariant()} {h.Name}"))}";
        var reason = hops.LastOrDefault(h => h.Reason.Length > 0)?.Reason;
        var why = reason is null ? ", and nothing says why" : $": {Short(reason)}";
        var who = change is null ? "" : $"; {change.ResourceName} was last changed by {change.UserName ?? "somebody"} on {change.Time.UtcDateTime.ToString("d MMMM 'at' HH:mm", CultureInfo.InvariantCulture)} UTC";
        var sentence = $"{what}{way}{why}{who}";
        return sentence.EndsWith("...", StringComparison.Ordinal) ? sentence : sentence + ".";
    }

    private static string Spoken(string kind) => kind == "StateMachine" ? "State machine" : kind;

    private static string Short(string reason)
    {
        // Of a traceback its last line says what happened, and the rest where.
        var lines = LogText.CleanLines(reason).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var said = lines.Length > 1 && reason.Contains("Traceback (most recent call last)", StringComparison.Ordinal) ? lines[^1] : string.Join(' ', lines);
        var line = string.Join(' ', said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.', ' ');
        return line.Length <= ReasonLength ? line : string.Concat(line.AsSpan(0, ReasonLength - 3), "...");
    }
}
