using System.Globalization;

namespace MlMonitor.Core.Training.Rules;

/// <summary>A job's evidence as the rules look at it.</summary>
internal sealed class TrainingRun(TrainingEvidence evidence, TrainingThresholds thresholds)
{
    private readonly Curve[] _curves = [.. evidence.Metrics.Select(s => Curve.Of(s, thresholds.MinimumPoints)).OfType<Curve>()];

    public TrainingEvidence Evidence => evidence;

    public TrainingThresholds Thresholds => thresholds;

    public MlJob Job => evidence.Job;

    /// <summary>The metrics with a known direction and enough points.</summary>
    public IReadOnlyList<Curve> Curves => _curves;

    /// <summary>Whether it goes on.</summary>
    public bool IsRunning => Job.Status == MlStatus.InProgress;

    /// <summary>Whether the algorithm is at work, and not the platform fetching data or storing the model.</summary>
    public bool IsTraining => IsRunning && (Job.SecondaryStatus is null || IsStatus(Job.SecondaryStatus, "Training"));

    /// <summary>The end of what can be looked at: now, or the end of the job.</summary>
    public DateTimeOffset End => Job.Ended ?? evidence.Now;

    /// <summary>When the algorithm first was at work.</summary>
    public DateTimeOffset? TrainingSince => evidence.Transitions.FirstOrDefault(t => IsStatus(t.Status, "Training"))?.Start ?? Job.Started;

    public static bool IsStatus(string? status, string wanted) => string.Equals(status, wanted, StringComparison.OrdinalIgnoreCase);

    /// <summary>A number in words.</summary>
    public static string Say(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A length of time in words.</summary>
    public static string Say(TimeSpan span) => span switch
    {
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.#} h"),
        { TotalMinutes: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} s"),
    };

    public MlTrainingFinding Found(MlTrainingCheck check, MlSeverity severity, string reason) => new()
    {
        JobName = Job.JobName,
        Check = check,
        Severity = severity,
        Reason = reason,
        ConsoleLink = Job.ConsoleLink,
        Arn = Job.Arn,
        Region = Job.Region,
        Account = Job.Account,
        ProfileName = Job.ProfileName,
    };

    /// <summary>The result for something that could not be read.</summary>
    public MlTrainingFinding Unseen(TrainingGap gap) =>
        Found(gap.Checks.Count == 1 ? gap.Checks[0] : MlTrainingCheck.All, MlSeverity.NoData, gap.Reason) with { MetricName = gap.MetricName };

    /// <summary>The result where no rule found anything.</summary>
    /// <param name="needsData">Whether what was looked for shows in measurements only.</param>
    public MlTrainingFinding NothingFound(bool needsData)
    {
        if (!needsData)
            return Found(MlTrainingCheck.All, MlSeverity.Ok, $"Nothing wrong by what SageMaker says of it: the job is {Job.Status}");
        var points = evidence.Metrics.Sum(s => s.Points.Count);
        var loads = evidence.Utilization.Sum(s => s.Points.Count);
        var trials = evidence.Tuning?.Trials.Count ?? 0;
        if (points + loads + trials == 0 && evidence.LastLogEvent is null && YetToCome() is { } waiting)
            return Found(MlTrainingCheck.All, MlSeverity.Ok, waiting);
        if (points + loads + trials == 0 && evidence.LastLogEvent is null)
            return Found(MlTrainingCheck.All, MlSeverity.NoData, $"No metric, log or utilization to judge by; the job is {Job.Status}");
        string[] seen =
        [
            .. Seen(points, $"{Count(evidence.Metrics.Count, "metric")} of {Count(points, "point")}"),
            .. Seen(loads, $"{Count(loads, "point")} of utilization"),
            .. Seen(trials, Count(trials, "trial")),
            .. Seen(evidence.LastLogEvent is null ? 0 : 1, "the log"),
        ];
        var unjudged = Unjudged().ToArray();
        var aside = unjudged.Length == 0 ? "" : $"; not judged: {string.Join(", ", unjudged)}";
        return Found(MlTrainingCheck.All, MlSeverity.Ok, $"Nothing wrong in {string.Join(", ", seen)}{aside}") with { PointCount = points + loads };
    }

    /// <summary>Why a job that goes on cannot have anything to judge by yet; null where it should have.</summary>
    private string? YetToCome()
    {
        var since = evidence.Transitions.Count > 0 ? evidence.Transitions[^1].Start : Job.Created;
        if (Job.Status is not (MlStatus.Pending or MlStatus.InProgress) || since is null || evidence.Now - since >= thresholds.StallAfter)
            return null;
        return $"Nothing to judge by yet: the job is {Job.SecondaryStatus ?? Job.RawStatus} since {Say(evidence.Now - since.Value)}";
    }

    private static IEnumerable<string> Seen(int count, string words) => count > 0 ? [words] : [];

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private IEnumerable<string> Unjudged()
    {
        var directionless = evidence.Metrics.Where(s => s.Direction == MlMetricDirection.Unknown).Select(s => s.MetricName).ToArray();
        if (directionless.Length > 0)
            yield return $"the shape of {string.Join(", ", directionless)} (unknown which way is better)";
        var few = evidence.Metrics.Count - directionless.Length - _curves.Length;
        if (few > 0)
            yield return $"the shape of {Count(few, "metric")} (fewer than {thresholds.MinimumPoints} points)";
        if (evidence.CardCount is null && evidence.Utilization.Any(s => s.MetricName == UtilizationMetric.Gpu))
            yield return "the GPU (unknown how many cards)";
    }
}
