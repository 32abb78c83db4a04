using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using MlMonitor.Sandbox.Platform.Buckets;
using MlMonitor.Sandbox.Platform.Jobs;

namespace MlMonitor.Sandbox.Platform.Monitoring;

/// <summary>An execution of a schedule: a processing job, and the report it wrote.</summary>
internal sealed class MonitoringExecution
{
    private const string NoData = "Job inputs had no data";

    private readonly Lazy<Report?> _report;

    public MonitoringExecution(MonitoringSchedule schedule, DateTimeOffset scheduled)
    {
        Schedule = schedule;
        Scheduled = scheduled;
        // Jobs start up to twenty minutes after the hour, and take some five.
        var dice = new Dice(schedule.Home.Seed, string.Create(CultureInfo.InvariantCulture, $"monitoring/{schedule.Name}/{scheduled.Hour}"));
        Created = scheduled + dice.Between(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(20));
        Ended = Created + dice.Between(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(6));
        JobName = string.Create(CultureInfo.InvariantCulture, $"model-monitoring-{scheduled.UtcDateTime:yyyyMMddHHmm}-{dice.Hex(24)}");
        _report = new(() => schedule.Evaluate(scheduled));
    }

    public MonitoringSchedule Schedule { get; }

    public DateTimeOffset Scheduled { get; }

    public DateTimeOffset Created { get; }

    public DateTimeOffset Ended { get; }

    public string JobName { get; }

    public string Status => _report.Value switch
    {
        null => "Failed",
        { Violations.Count: > 0 } => "CompletedWithViolations",
        _ => "Completed",
    };

    public string? FailureReason => _report.Value is null ? NoData : null;

    public string ExitMessage => _report.Value switch
    {
        null => NoData,
        { Violations: { Count: > 0 } violations } => string.Create(
            CultureInfo.InvariantCulture, $"CompletedWithViolations: Job completed successfully with {violations.Count} violations."),
        _ => "Completed: Job completed successfully with no violations.",
    };

    /// <summary>Where its report is, without the bucket.</summary>
    public string Folder => string.Create(
        CultureInfo.InvariantCulture, $"reports/{Schedule.Endpoint}/{Schedule.Name}/{Scheduled.UtcDateTime:yyyy/MM/dd/HH}");

    /// <summary>The processing job that did it.</summary>
    public Job Job => new()
    {
        Home = Schedule.Home,
        Type = JobType.Processing,
        Name = JobName,
        Status = _report.Value is null ? "Failed" : "Completed",
        Program = "/opt/amazon/sagemaker/monitor",
        Created = Created,
        Ended = Ended,
        Failure = _report.Value is null
            ? new JobFailure(NoData, NoData, [$"ERROR DataAnalyzer: {NoData}", "ai.deequ.monitor.exceptions: no objects under the prefix of the hour"])
            : null,
        Settings = new Dictionary<string, string>
        {
            ["publish_cloudwatch_metrics"] = "Enabled",
            ["dataset_source"] = "/opt/ml/processing/input/endpoint",
            ["start_time"] = Time(Schedule.Offsets?.Start ?? "-PT1H"),
            ["end_time"] = Time(Schedule.Offsets?.End ?? "-PT0H"),
        },
    };

    // Model Monitor tells its containers the window of the data in UTC.
    private string Time(string offset) => (Scheduled + XmlConvert.ToTimeSpan(offset)).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The files of its report. Where nothing is violated there is no file that says so.</summary>
    public IEnumerable<StoredObject> Files()
    {
        if (_report.Value is not { } report)
            yield break;
        foreach (var (name, make) in report.Files)
            yield return StoredObject.OfText($"{Folder}/{name}", Ended, () => Baselines.Text(make()));
        if (report.Violations.Count > 0)
        {
            var document = new JsonObject();
            if (Schedule.Type is MonitoringType.ModelBias or MonitoringType.ModelExplainability)
                document["version"] = "1.0";
            document["violations"] = new JsonArray(report.Violations.Select(violation => violation.DeepClone()).ToArray());
            yield return StoredObject.OfText($"{Folder}/{Schedule.ViolationsFile}", Ended, () => Baselines.Text(document));
        }
    }
}
