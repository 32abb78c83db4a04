namespace MlMonitor.Core.Training.Rules;

/// <summary>A GPU that waits for the CPU, which has all it can do with feeding it.</summary>
internal sealed class CpuBoundGpuRule : ITrainingRule
{
    public IEnumerable<MlTrainingFinding> Judge(TrainingRun run)
    {
        if (GpuLoad.Of(run).Where(l => l.IsCpuBound(run.Thresholds)).MinBy(l => l.Gpu.Percent) is { } bound)
        {
            var reason = $"The GPU of {bound.Gpu.Node} is {bound.Gpu.Percent:0.#} % busy while its CPU is {bound.Cpu!.Percent:0.#} % busy";
            yield return run.Found(MlTrainingCheck.CpuBoundGpu, MlSeverity.Warning, reason, UtilizationMetric.Gpu, bound.Gpu, run.Thresholds.CpuBoundGpuPercent);
        }
    }
}
