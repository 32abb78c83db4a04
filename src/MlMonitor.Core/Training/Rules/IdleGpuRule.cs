namespace MlMonitor.Core.Training.Rules;

/// <summary>A GPU that has next to nothing to do, and not because it waits for the CPU: a smaller instance would do.</summary>
internal sealed class IdleGpuRule : ITrainingRule
{
    public IEnumerable<MlTrainingFinding> Judge(TrainingRun run)
    {
        var limit = run.Thresholds.IdleGpuPercent;
        var idle = GpuLoad.Of(run).Where(l => l.Gpu.Percent < limit && !l.IsCpuBound(run.Thresholds)).MinBy(l => l.Gpu.Percent)?.Gpu;
        if (idle is not null)
        {
            var reason = $"The GPU of {idle.Node} is {idle.Percent:0.#} % busy";
            yield return run.Found(MlTrainingCheck.IdleGpu, MlSeverity.Warning, reason, UtilizationMetric.Gpu, idle, limit);
        }
    }
}
