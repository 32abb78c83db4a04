using MlMonitor.Core.Endpoints.Alarms;
using MlMonitor.Core.Storage;

namespace MlMonitor.Core.Endpoints.Posture;

/// <summary>All that was read of who watches one endpoint.</summary>
/// <param name="Endpoint">The endpoint.</param>
internal sealed record PostureFacts(MlEndpoint Endpoint)
{
    /// <summary>When the configuration that serves now was made.</summary>
    public DateTimeOffset? ModelDeployed { get; init; }

    /// <summary>The newest capture file; neither file nor problem where there is none, or where nothing is captured.</summary>
    public S3Answer<S3Item> Capture { get; init; }

    /// <summary>Where the baseline is; null where none is named.</summary>
    public string? BaselineUri { get; init; }

    /// <summary>The baseline's file.</summary>
    public S3Answer<S3Item> Baseline { get; init; }

    /// <summary>Where labels are; null where none are named.</summary>
    public string? LabelUri { get; init; }

    /// <summary>The newest file of labels.</summary>
    public S3Answer<S3Item> Label { get; init; }

    /// <summary>The newest execution of each schedule.</summary>
    public IReadOnlyList<MlMonitorExecution> Executions { get; init; } = [];

    /// <summary>What kept schedules, executions or job definitions from being read; null where nothing did.</summary>
    public Problem? MonitorProblem { get; init; }

    /// <summary>What kept the tags from being read; null where nothing did.</summary>
    public Problem? TagProblem { get; init; }

    public IReadOnlyList<EndpointAlarm> Alarms { get; init; } = [];

    /// <summary>What kept alarms from being read; null where nothing did.</summary>
    public Problem? AlarmProblem { get; init; }
}
