namespace MlMonitor.Core.Endpoints.Monitoring;

/// <summary>The words of Model Monitor in those of this module.</summary>
internal static class MonitorWords
{
    /// <summary>ExecutionStatus of the SageMaker API Reference.</summary>
    public static MlStatus StatusOf(string? raw) => raw switch
    {
        "Pending" => MlStatus.Pending,
        "InProgress" => MlStatus.InProgress,
        "Completed" => MlStatus.Succeeded,
        "CompletedWithViolations" => MlStatus.SucceededWithWarnings,
        "Failed" => MlStatus.Failed,
        "Stopping" => MlStatus.Stopping,
        "Stopped" => MlStatus.Stopped,
        _ => MlStatus.Unknown,
    };

    /// <summary>Schedules of before there were types watch data, and have none.</summary>
    public static MlMonitoringType TypeOf(string? raw) => raw switch
    {
        null or "" or "DataQuality" => MlMonitoringType.DataQuality,
        "ModelQuality" => MlMonitoringType.ModelQuality,
        "ModelBias" => MlMonitoringType.ModelBias,
        "ModelExplainability" => MlMonitoringType.ModelExplainability,
        _ => MlMonitoringType.Unknown,
    };

    /// <summary>
    /// The checks of Model Monitor's data quality
    /// (https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-interpreting-violations.html).
    /// </summary>
    public static MlDriftCheck CheckOf(string? raw) => raw switch
    {
        "data_type_check" => MlDriftCheck.DataType,
        "completeness_check" => MlDriftCheck.Completeness,
        "missing_column_check" => MlDriftCheck.MissingColumn,
        "extra_column_check" => MlDriftCheck.ExtraColumn,
        "categorical_values_check" => MlDriftCheck.Domain,
        "baseline_drift_check" => MlDriftCheck.Drift,
        _ => MlDriftCheck.Other,
    };
}
