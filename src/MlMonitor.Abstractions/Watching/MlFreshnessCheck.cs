namespace MlMonitor;

/// <summary>What should have happened.</summary>
public enum MlFreshnessCheck
{
    /// <summary>A pipeline should have run.</summary>
    PipelineRun,

    /// <summary>A schedule of Model Monitor should have run.</summary>
    Schedule,

    /// <summary>An endpoint should have captured requests.</summary>
    Capture,

    /// <summary>Labels should have come.</summary>
    Label,

    /// <summary>A baseline should be no older than its model.</summary>
    Baseline,
}
