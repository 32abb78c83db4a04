using MlMonitor.Core.Training.Rules.Statistics;

namespace MlMonitor.Core.Endpoints.Health;

/// <summary>
/// A queue that grows, by the Mann-Kendall test and by how much longer it is at the end of the window than at its beginning; or whose
/// oldest request waits too long.
/// </summary>
internal sealed class BacklogRule : IEndpointRule
{
    /// <summary>The chance below which a rise counts as one.</summary>
    private const double Significance = 0.01;

    public IEnumerable<MlEndpointFinding> Judge(EndpointUnderTest tested)
    {
        var limits = tested.Thresholds;
        foreach (var series in tested.Of("ApproximateBacklogSize").Where(s => s.Points.Count >= Math.Max(6, limits.MinimumPoints)))
        {
            double[] sizes = [.. series.Points.Select(p => p.Value)];
            var third = sizes.Length / 3;
            var (begin, end) = (Robust.Median(sizes.AsSpan(..third)), Robust.Median(sizes.AsSpan(^third..)));
            var chance = MannKendall.Of(sizes).Rising;
            if (end >= limits.BacklogMinimum && end >= begin * (1 + (limits.BacklogGrowthPercent / 100)) && chance < Significance)
                yield return tested.Found(
                    MlEndpointCheck.Backlog, MlSeverity.Warning,
                    $"The queue grows: from {EndpointUnderTest.Say(begin)} to {EndpointUnderTest.Say(end)} requests in {EndpointUnderTest.Say(series.Window.Length)}",
                    series, end, Math.Max(limits.BacklogMinimum, begin * (1 + (limits.BacklogGrowthPercent / 100)))) with
                { Method = $"Mann-Kendall p = {chance:G2}" };
        }

        foreach (var series in tested.Of("ApproximateAgeOfOldestRequest").Where(s => s.Last is not null))
        {
            // No queue is older than that, and a span of time holds no number without bounds.
            var age = TimeSpan.FromSeconds(Math.Min(series.Last!.Value, int.MaxValue));
            if (age < limits.BacklogAgeWarning && age < limits.BacklogAgeCritical)
                continue;
            var isCritical = age >= limits.BacklogAgeCritical;
            yield return tested.Found(
                MlEndpointCheck.Backlog, isCritical ? MlSeverity.Critical : MlSeverity.Warning, $"The oldest request waits for {EndpointUnderTest.Say(age)}",
                series, age.TotalSeconds, (isCritical ? limits.BacklogAgeCritical : limits.BacklogAgeWarning).TotalSeconds);
        }
    }
}
