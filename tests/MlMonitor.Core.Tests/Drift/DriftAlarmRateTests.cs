using MlMonitor.Core.Drift;
using MlMonitor.Core.Profiles;
using Xunit;
using Xunit.Abstractions;

namespace MlMonitor.Core.Tests.Drift;

/// <summary>How often there is an alarm without drift, and none with it, over generated data of 25 columns.</summary>
public sealed class DriftAlarmRateTests(ITestOutputHelper output)
{
    private static readonly string[] Drifts = ["mean +0.3 sd", "scale x 1.5", "missing 1 -> 9 %", "category mix", "unseen value 2 %"];
    private static readonly Dictionary<string, FeatureRule> NoRules = new(StringComparer.Ordinal);

    // The larger, the fewer: what is found at 10,000 rows is found at 100,000 too.
    [Theory]
    [InlineData(100, 200)]
    [InlineData(1_000, 200)]
    [InlineData(10_000, 200)]
    [InlineData(100_000, 5)]
    public void Alarms_are_rare_without_drift_and_sure_with_it(int rows, int seeds)
    {
        var falseAlarms = 0;
        var found = Drifts.ToDictionary(drift => drift, _ => 0, StringComparer.Ordinal);
        Parallel.For(0, seeds, seed =>
        {
            var data = new GeneratedData((rows * 31) + seed);
            var baseline = GeneratedData.Of(data.Columns(rows));
            var columns = data.Columns(rows);
            if (Alarms(baseline, columns).Any())
                Interlocked.Increment(ref falseAlarms);
            foreach (var drift in Drifts)
            {
                var (at, drifted) = data.Drifted(drift, rows);
                if (!Alarms(baseline, [.. columns.Select((column, i) => i == at ? drifted : column)]).Contains(drifted.Name))
                    continue;
                lock (found)
                    found[drift]++;
            }
        });
        output.WriteLine($"{rows} rows, {seeds} pairs: {falseAlarms} false alarms; found {string.Join(", ", found.Select(pair => $"{pair.Key} {100.0 * pair.Value / seeds:0.#} %"))}");

        Assert.InRange(falseAlarms, 0, seeds / 20);
        if (rows >= 10_000)
            Assert.All(found, pair => Assert.InRange(pair.Value, (int)Math.Ceiling(0.95 * seeds), seeds));
    }

    private static IEnumerable<string> Alarms(DatasetProfile baseline, List<ColumnProfile> columns) =>
        DriftTest.Judge(baseline, NoRules, GeneratedData.Of(columns), DriftOptions.Default)
            .Where(finding => finding.Severity is MlSeverity.Warning or MlSeverity.Critical).Select(finding => finding.FeatureName);
}
