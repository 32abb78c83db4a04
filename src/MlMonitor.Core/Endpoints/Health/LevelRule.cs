using MlMonitor.Core.Training.Rules.Statistics;

namespace MlMonitor.Core.Endpoints.Health;

/// <summary>
/// Cores, memory, GPUs or disk that are used up, by the median over the window. Of cores and GPUs the average of the fleet counts; of
/// memory and disk the fullest instance, because one that is full is one too many.
/// </summary>
internal sealed class LevelRule(MlEndpointCheck check, string metric, string what, Func<EndpointThresholds, (double Warning, double Critical)> limits) : IEndpointRule
{
    public static LevelRule Cpu { get; } = new(MlEndpointCheck.Cpu, "CPUUtilization", "The cores are {0} % busy", t => (t.CpuWarningPercent, t.CpuCriticalPercent));

    public static LevelRule Memory { get; } = new(MlEndpointCheck.Memory, "MemoryUtilization", "The memory is {0} % full", t => (t.MemoryWarningPercent, t.MemoryCriticalPercent));

    public static LevelRule Gpu { get; } = new(MlEndpointCheck.Gpu, "GPUUtilization", "The GPUs are {0} % busy", t => (t.GpuWarningPercent, t.GpuCriticalPercent));

    public static LevelRule GpuMemory { get; } = new(MlEndpointCheck.GpuMemory, "GPUMemoryUtilization", "The memory of the GPUs is {0} % full", t => (t.GpuMemoryWarningPercent, t.GpuMemoryCriticalPercent));

    public static LevelRule Disk { get; } = new(MlEndpointCheck.Disk, "DiskUtilization", "The disk is {0} % full; above 75 % SageMaker captures no data", t => (t.DiskWarningPercent, t.DiskCriticalPercent));

    public IEnumerable<MlEndpointFinding> Judge(EndpointUnderTest tested)
    {
        // Percent of one core say nothing of all.
        if (tested.Evidence.Unnormalized.Contains(metric))
            yield break;
        var (warning, critical) = limits(tested.Thresholds);
        foreach (var series in tested.Of(metric).Where(s => s.Points.Count >= tested.Thresholds.MinimumPoints))
        {
            var value = Robust.Median([.. series.Points.Select(p => p.Value)]);
            if (value < Math.Min(warning, critical))
                continue;
            var isCritical = value >= critical;
            yield return tested.Found(
                check, isCritical ? MlSeverity.Critical : MlSeverity.Warning, string.Format(null, what, EndpointUnderTest.Say(value)),
                series, value, isCritical ? critical : warning) with { Method = $"median of {series.Statistic}" };
        }
    }
}
