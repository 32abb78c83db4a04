using MlMonitor.Sandbox.Faults;
using MlMonitor.Sandbox.Platform.Jobs;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.SageMakerMetrics;

/// <summary>https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Operations_Amazon_SageMaker_Metrics_Service.html</summary>
internal sealed class SageMakerMetricsService : RestJsonService
{
    private const int MostQueries = 100;
    private const string TrialComponentEnd = "-aws-training-job";

    public SageMakerMetricsService()
        : base("sagemaker-metrics", "sagemaker") => Operation("POST", "/BatchGetMetrics", "BatchGetMetrics", BatchGetMetrics);

    public override string IamPrefix => "sagemaker";

    private static object BatchGetMetrics(JsonCall call)
    {
        var queries = call.Input.Structures("MetricQueries");
        if (queries.Count is 0 or > MostQueries)
            throw call.Input.Invalid(null, "MetricQueries", $"Member must have length between 1 and {MostQueries}");
        return new { MetricQueryResults = queries.Select(query => Answer(call, query)).ToList() };
    }

    private static object Answer(JsonCall call, JsonInput query)
    {
        var name = query.RequiredString("MetricName", 255);
        var arn = query.RequiredString("ResourceArn", 2048);
        var statistic = query.OptionalEnum("MetricStat", "Min", "Max", "Avg", "Count", "StdDev", "Last") ?? "Avg";
        var period = query.OptionalEnum("Period", "OneMinute", "FiveMinute", "OneHour", "IterationNumber") ?? "IterationNumber";
        var byTime = query.OptionalEnum("XAxisType", "IterationNumber", "Timestamp") == "Timestamp";
        var (start, end) = (query.OptionalLong("Start") ?? long.MinValue, query.OptionalLong("End") ?? long.MaxValue);
        if (JobOf(call, arn) is not { } job)
            return Result("ValidationError", "Could not find a training job or trial component with ARN " + arn, []);

        var seconds = period switch { "OneMinute" => 60, "FiveMinute" => 300, "OneHour" => 3600, _ => 1 };
        var points = job.Run.Curves.Where(curve => curve.Name == name)
            .SelectMany(curve => job.Iterations(call.Call.Clock.GetUtcNow()).Select(iteration => (
                X: byTime ? iteration.Time.ToUnixTimeSeconds() / seconds * seconds : iteration.Number,
                Y: curve.At(job, iteration.Number))))
            .Where(point => point.X >= start && point.X <= end && double.IsFinite(point.Y))
            .GroupBy(point => point.X)
            .Select(group => (group.Key, Reckon(statistic, group.Select(point => point.Y).ToList())))
            .ToList();
        return call.Call.MetricFault($"{job.LogGroup}/{name}") switch
        {
            FaultKind.MetricForbidden => Result("ValidationError", "You are not authorized to read this metric.", []),
            FaultKind.MetricError => Result("InternalError", "An error occurred while this metric was read.", []),
            FaultKind.MetricPartial => Result("Truncated", null, points[..(points.Count / 2)]),
            FaultKind.MetricGaps => Result("Complete", null, points.Where((_, index) => index % 10 < 6)),
            FaultKind.MetricDisorder => Result("Complete", null, points.OrderBy(point => point.Item1 * 7919 % 1009)),
            _ => Result("Complete", null, points),
        };
    }

    private static double Reckon(string statistic, List<double> values) => statistic switch
    {
        "Min" => values.Min(),
        "Max" => values.Max(),
        "Count" => values.Count,
        "Last" => values[^1],
        "StdDev" => Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2))),
        _ => values.Average(),
    };

    /// <summary>A training job by its own ARN or by that of the trial component which SageMaker keeps of it.</summary>
    private static Job? JobOf(JsonCall call, string arn)
    {
        var name = arn[(arn.LastIndexOf('/') + 1)..];
        if (arn.Contains(":experiment-trial-component/", StringComparison.Ordinal) && name.EndsWith(TrialComponentEnd, StringComparison.Ordinal))
            return call.Platform.Jobs.Find(JobType.Training, name[..^TrialComponentEnd.Length]);
        return call.Platform.Jobs.Find(arn) is { Type: JobType.Training } job ? job : null;
    }

    private static object Result(string status, string? message, IEnumerable<(long X, double Y)> points) => new
    {
        Status = status,
        Message = message,
        XAxisValues = points.Select(point => point.X),
        MetricValues = points.Select(point => point.Y),
    };
}
