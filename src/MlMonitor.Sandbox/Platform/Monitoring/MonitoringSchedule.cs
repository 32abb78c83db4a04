using System.Text.Json.Nodes;
using MlMonitor.Sandbox.Platform.Buckets;

namespace MlMonitor.Sandbox.Platform.Monitoring;

/// <summary>The names are those of the API.</summary>
internal enum MonitoringType
{
    DataQuality,
    ModelQuality,
    ModelBias,
    ModelExplainability,
}

/// <summary>A schedule of Model Monitor, with the job definition that it runs.</summary>
internal sealed class MonitoringSchedule
{
    public required RegionPlatform Home { get; init; }

    public required string Name { get; init; }

    public required MonitoringType Type { get; init; }

    public required string Endpoint { get; init; }

    /// <summary>Scheduled, Stopped, Failed or Pending.</summary>
    public string Status { get; init; } = "Scheduled";

    public required string Expression { get; init; }

    public required DateTimeOffset Created { get; init; }

    public DateTimeOffset? Stopped { get; init; }

    /// <summary>The folder of the bucket of baselines with what it holds requests to.</summary>
    public required string Baseline { get; init; }

    /// <summary>What it looks at, before the hour of its execution, as durations; null for the hour itself.</summary>
    public (string Start, string End)? Offsets { get; init; }

    /// <summary>What its reports call the file of violations; two spellings are about.</summary>
    public string ViolationsFile { get; init; } = "constraint_violations.json";

    /// <summary>What an execution of that time finds; null where there were no requests.</summary>
    public required Func<DateTimeOffset, Report?> Evaluate { get; init; }

    /// <summary>The executions, the newest first.</summary>
    public IReadOnlyList<MonitoringExecution> Executions { get; private set; } = [];

    public string Arn => Home.Arn("sagemaker", "monitoring-schedule/" + Name);

    public string JobDefinition => Name + "-job-definition";

    public string JobDefinitionArn => Home.Arn("sagemaker", $"{DefinitionKind}/{JobDefinition}");

    public static string OutputUri => $"s3://{BucketStore.Monitoring}/reports";

    public DateTimeOffset LastModified => Stopped ?? (Executions.Count > 0 ? Executions[0].Ended : Created);

    private string DefinitionKind => Type switch
    {
        MonitoringType.DataQuality => "data-quality-job-definition",
        MonitoringType.ModelQuality => "model-quality-job-definition",
        MonitoringType.ModelBias => "model-bias-job-definition",
        _ => "model-explainability-job-definition",
    };

    /// <summary>Gives it so many executions, the newest scheduled for that time.</summary>
    public MonitoringSchedule Ran(DateTimeOffset newest, TimeSpan every, int count)
    {
        Executions = Enumerable.Range(0, count).Select(number => new MonitoringExecution(this, newest - (number * every))).ToList();
        return this;
    }
}

/// <summary>What a job of Model Monitor wrote: files by name, each made when it is read, and what violates the constraints.</summary>
internal sealed record Report(IReadOnlyList<(string Name, Func<JsonObject> Make)> Files, IReadOnlyList<JsonObject> Violations);
