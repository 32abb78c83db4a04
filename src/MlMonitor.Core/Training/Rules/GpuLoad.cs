namespace MlMonitor.Core.Training.Rules;

/// <summary>How busy the GPUs of a node are, and the cores beside them.</summary>
/// <param name="Gpu">The use of each card.</param>
/// <param name="Cpu">The use of each core; null where not known.</param>
internal sealed record GpuLoad(NodeLoad Gpu, NodeLoad? Cpu)
{
    /// <summary>The nodes of a job; none where the cards are not counted, or where the algorithm is not at work just now.</summary>
    public static IEnumerable<GpuLoad> Of(TrainingRun run)
    {
        if (run.Evidence.CardCount is not { } cards || cards < 1 || (run.IsRunning && !run.IsTraining))
            return [];
        var cpus = run.Evidence.CoreCount is { } cores and > 0
            ? UtilizationMetric.Of(run, UtilizationMetric.Cpu, cores, wholeRun: true).ToArray()
            : [];
        return UtilizationMetric.Of(run, UtilizationMetric.Gpu, cards, wholeRun: true)
            .Select(g => new GpuLoad(g, Array.Find(cpus, c => c.Node == g.Node)));
    }

    /// <summary>Whether the cards wait for the cores.</summary>
    public bool IsCpuBound(TrainingThresholds thresholds) =>
        Gpu.Percent < thresholds.CpuBoundGpuPercent && Cpu?.Percent > thresholds.CpuBoundCpuPercent;
}
