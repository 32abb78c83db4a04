using MlMonitor.Sandbox.Platform.Buckets;
using MlMonitor.Sandbox.Platform.Captures;

namespace MlMonitor.Sandbox.Platform.Monitoring;

/// <summary>Model Monitor's schedules of a region. Their reports are worked out from what was captured: they tell nothing else.</summary>
internal sealed class MonitoringStore
{
    private const string Hourly = "cron(0 * ? * * *)";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly RegionPlatform _home;

    public MonitoringStore(RegionPlatform home)
    {
        _home = home;
        if (home.Region != SamplePlatform.HomeRegion)
            return;
        // Of the last whole hour, whose job is through.
        var newest = CaptureStore.LastFullHour(home) + Hour;
        Schedules =
        [
            Data(Schemas.Churn, 44).Ran(newest, Hour, 48),
            ChurnQuality().Ran(newest, Day, 6),
            CreditBias().Ran(newest, Day, 6),
            CreditExplanations().Ran(newest, Day, 5),
            Data(Schemas.Fraud, 120, newest - (14 * Day)).Ran(newest - (14 * Day), Hour, 12),
            Data(Schemas.Recommendation, 80).Ran(newest, Hour, 12),
        ];
    }

    public IReadOnlyList<MonitoringSchedule> Schedules { get; } = [];

    public IEnumerable<MonitoringExecution> Executions => Schedules.SelectMany(schedule => schedule.Executions);

    public MonitoringSchedule? Find(string name) => Schedules.FirstOrDefault(schedule => schedule.Name == name);

    public MonitoringExecution? FindJob(string name) => Executions.FirstOrDefault(execution => execution.JobName == name);

    public IEnumerable<StoredObject> Files() => Executions.SelectMany(execution => execution.Files());

    private MonitoringSchedule Data(Schema schema, int daysOld, DateTimeOffset? stopped = null) => new()
    {
        Home = _home,
        Name = schema.Endpoint + "-data-quality",
        Type = MonitoringType.DataQuality,
        Endpoint = schema.Endpoint,
        Status = stopped is null ? "Scheduled" : "Stopped",
        Stopped = stopped + (0.6 * Hour),
        Expression = Hourly,
        Created = _home.Now - (daysOld * Day),
        Baseline = schema.Endpoint,
        Evaluate = scheduled =>
        {
            // Drawn again for each file: an hour's requests are sooner made than kept.
            Table Hours() => new(
                schema.Target, schema.Columns, RequestsOf(schema, scheduled - Hour, scheduled).Select(row => (row.Predicted, row.Values)));
            var table = Hours();
            return table.Count == 0 ? null : new Report(
                [("statistics.json", () => DataStatistics.Of(Hours())), ("constraints.json", () => DataQuality.Constraints(Hours()))],
                DataQuality.Violations(_home.Baselines.Training(schema.Endpoint), table));
        },
    };

    private MonitoringSchedule ChurnQuality() => new()
    {
        Home = _home,
        Name = "churn-predictor-model-quality",
        Type = MonitoringType.ModelQuality,
        Endpoint = Schemas.Churn.Endpoint,
        Expression = Daily,
        Created = _home.Now - (44 * Day),
        Baseline = "churn-predictor/model-quality",
        Offsets = ("-PT36H", "-PT12H"),
        ViolationsFile = "constraints_violations.json",
        Evaluate = scheduled =>
        {
            var pairs = Labelled(Schemas.Churn.Endpoint, scheduled - (36 * Hour), scheduled - (12 * Hour)).Select(each => (each.Predicted, each.Truth)).ToList();
            var baseline = _home.Baselines.ChurnValidation;
            return new Report(
                [
                    ("statistics.json", () => ModelQuality.Statistics(pairs, scheduled + (0.3 * Hour))),
                    ("constraints.json", () => ModelQuality.Constraints(baseline, Baselines.QualityLeeway)),
                ],
                ModelQuality.Violations(baseline, Baselines.QualityLeeway, pairs));
        },
    };

    private MonitoringSchedule CreditBias() => new()
    {
        Home = _home,
        Name = "credit-decision-bias",
        Type = MonitoringType.ModelBias,
        Endpoint = Credit.Endpoint,
        Expression = Daily,
        Created = _home.Now - (44 * Day),
        Baseline = "credit-decision/bias",
        Offsets = ("-PT56H", "-PT32H"),
        Evaluate = scheduled =>
        {
            var metrics = Baselines.Bias.Metrics(Baselines.Rows(Labelled(Credit.Endpoint, scheduled - (56 * Hour), scheduled - (32 * Hour))));
            return new Report([("analysis.json", () => Baselines.Bias.Analysis(metrics))], Baselines.Bias.Violations(_home.Baselines.BiasLimits, metrics));
        },
    };

    private MonitoringSchedule CreditExplanations() => new()
    {
        Home = _home,
        Name = "credit-decision-explainability",
        Type = MonitoringType.ModelExplainability,
        Endpoint = Credit.Endpoint,
        Expression = Daily,
        Created = _home.Now - (44 * Day),
        Baseline = "credit-decision/explainability",
        Offsets = ("-PT24H", "-PT0H"),
        Evaluate = scheduled =>
        {
            var requests = _home.Captures.Of(Credit.Endpoint).SelectMany(stream => stream.Between(scheduled - Day, scheduled)).ToList();
            var global = Attribution.Global(requests, _home.Now);
            return new Report([("analysis.json", () => Attribution.Analysis(global, Credit.Expected))], Attribution.Violations(_home.Baselines.Attribution, global));
        },
    };

    private string Daily => FormattableString.Invariant($"cron(0 {(CaptureStore.LastFullHour(_home) + Hour).UtcDateTime.Hour} ? * * *)");

    /// <summary>The requests of an hour; those that are older than what is still kept are drawn as they would have been.</summary>
    private List<Captured> RequestsOf(Schema schema, DateTimeOffset from, DateTimeOffset to)
    {
        var kept = _home.Captures.Of(schema.Endpoint).ToList();
        if (kept.Any(stream => _home.Now - stream.Oldest < from))
            return kept.SelectMany(stream => stream.Between(from, to)).ToList();
        var dice = new Dice(_home.Seed, FormattableString.Invariant($"gone/{schema.Endpoint}/{(_home.Now - from).TotalHours:F0}"));
        return Enumerable.Range(0, 40).Select(number => schema.Draw(dice, from + (number * Hour / 40), _home.Now - from)).ToList();
    }

    private IEnumerable<Captured> Labelled(string endpoint, DateTimeOffset from, DateTimeOffset to) =>
        from stream in _home.Captures.Of(endpoint)
        from slot in stream.Slots
        where stream.StartOf(slot) >= @from && stream.StartOf(slot) < to
        from request in CaptureFiles.Labelled(stream, slot)
        select request;
}
