using Xunit.Abstractions;

namespace MlMonitor.Core.Tests.Drift;

/// <summary>
/// How often there is an alarm without drift, and none with it, over generated data of 20 columns of mixed kinds. The whole table is
/// in docs/design/drift.md; <c>MlMonitor.Benchmarks -- alarms</c> prints it.
/// </summary>
public sealed class DriftAlarmRateTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    public void Alarms_are_rare_without_drift_and_sure_with_it(int rows)
    {
        const int Pairs = 200;

        var rates = AlarmRates.Measure(rows, Pairs, eachDrift: false);

        output.WriteLine(AlarmRates.Head);
        output.WriteLine(rates.ToString());
        Assert.InRange(rates.FalseAlarms, 0, Pairs / 20);
        if (rows < 10_000)
            return;
        Assert.All(rates.Found, pair => Assert.True(pair.Value.Found >= 0.95 * pair.Value.Of, $"{pair.Key}: {pair.Value.Found} of {pair.Value.Of}"));
        Assert.Equal(Pairs, rates.Found.Values.Sum(pair => pair.Of));
    }
}
