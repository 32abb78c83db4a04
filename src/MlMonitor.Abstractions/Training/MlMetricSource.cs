namespace MlMonitor;

/// <summary>Where a metric of a job was read.</summary>
public enum MlMetricSource
{
    /// <summary>The last values that SageMaker keeps with the job.</summary>
    Final,

    /// <summary>CloudWatch, by time.</summary>
    CloudWatch,

    /// <summary>The metrics service of SageMaker, by iteration.</summary>
    SageMakerMetrics,
}
