using System.Globalization;
using MlMonitor.Sandbox.Platform.Workflows;

namespace MlMonitor.Sandbox.Platform.Metrics;

/// <summary>The metrics of an Express state machine, whose executions cannot be listed: these are all there is to see of it.</summary>
internal static class ExpressSeries
{
    private const int BadMinutes = 12;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(14);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BadSince = TimeSpan.FromHours(2);

    public static IEnumerable<Series> Of(Machine machine) =>
    [
        Count(machine, "ExecutionsStarted", (started, _) => started),
        Count(machine, "ExecutionsSucceeded", (started, failed) => started - failed),
        Count(machine, "ExecutionsFailed", (_, failed) => failed),
        Count(machine, "ExecutionsTimedOut", (_, _) => 0),
        new(
            Id(machine, "ExecutionTime"), "Milliseconds",
            (from, to) => Minutes(machine, from, to).SelectMany(minute => Durations(machine, minute)), now => now - Minute),
    ];

    private static Series Count(Machine machine, string name, Func<int, int, int> count) => new(
        Id(machine, name), "Count",
        (from, to) => Minutes(machine, from, to).Select(minute =>
        {
            var number = count(minute.Started, minute.Failed);
            // One for each, or a single nought.
            return number > 0 ? Sample.Of(minute.Time, 1, number) : Sample.Of(minute.Time, 0);
        }),
        now => now - Minute);

    private static IEnumerable<(DateTimeOffset Time, long Number, int Started, int Failed)> Minutes(Machine machine, DateTimeOffset from, DateTimeOffset to)
    {
        var earliest = machine.Home.Now - Kept;
        var first = (from > earliest ? from : earliest).ToUnixTimeSeconds() / 60;
        var bad = (machine.Home.Now - BadSince).ToUnixTimeSeconds() / 60;
        for (var number = first; number * 60 < to.ToUnixTimeSeconds(); number++)
        {
            var time = DateTimeOffset.FromUnixTimeSeconds(number * 60);
            var started = (int)(42 + (9 * Math.Sin(number * Math.PI / 720)) + (4 * Noise.At(Scope(machine, "started"), number)));
            var usual = Noise.At(Scope(machine, "failed"), number) > 2 ? 1 : 0;
            yield return (time, number, started, number >= bad && number < bad + BadMinutes ? started / 3 : usual);
        }
    }

    private static IEnumerable<Sample> Durations(Machine machine, (DateTimeOffset Time, long Number, int Started, int Failed) minute)
    {
        var typical = machine.Typical.TotalMilliseconds;
        for (var each = 0; each < minute.Started; each++)
        {
            var noise = Noise.At(Scope(machine, "time"), (minute.Number * 100) + each);
            yield return Sample.Of(minute.Time, Math.Round(typical * Math.Exp(0.35 * noise)));
        }
    }

    private static string Scope(Machine machine, string what) => string.Create(CultureInfo.InvariantCulture, $"{machine.Home.Seed}/{machine.Name}/{what}");

    private static MetricId Id(Machine machine, string name) => MetricId.Of("AWS/States", name, "StateMachineArn", machine.Arn);
}
