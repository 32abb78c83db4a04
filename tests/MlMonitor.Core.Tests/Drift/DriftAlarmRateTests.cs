using Xunit.Abstractions;

namespace MlMonitor.Core.Tests.Drift;

/// <summary>
/// How often there is an alarm without drift, and none with it, over generated data of 20 columns of mixed kinds. The whole table is
/// in docs/design/drift.md; <c>MlMonitor.Benchmarks -- alarms</c> prints it.
/// </summary>
public sealed class DriftAlarmRateTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(100, 200)]
    [InlineData(1_000, 200)]
    // As many as a test may take the time for; the benchmark draws 200.
    [InlineData(10_000, 25)]
    public void Alarms_are_rare_without_drift_and_sure_with_it(int rows, int pairs)
    {
        var rates = AlarmRates.Measure(rows, pairs, eachDrift: false);

        output.WriteLine(AlarmRates.Head);
        output.WriteLine(rates.ToString());
        Assert.InRange(rates.FalseAlarms, 0, pairs / 20);
        if (rows < 10_000)
            return;
        Assert.All(rates.Found, pair => Assert.True(pair.Value.Found >= 0.95 * pair.Value.Of, $"{pair.Key}: {pair.Value.Found} of {pair.Value.Of}"));
        Assert.Equal(pairs, rates.Found.Values.Sum(pair => pair.Of));
    }
}
