using System.Globalization;
using MlMonitor.Sandbox.Platform.Jobs;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.SageMaker;

/// <summary>
/// Search over training and tuning jobs: whole records, a hundred a call. Other resources can be asked for and are not found.
/// </summary>
internal static class JobSearch
{
    private static readonly string[] Resources =
    [
        "TrainingJob", "Experiment", "ExperimentTrial", "ExperimentTrialComponent", "Endpoint", "Model", "ModelPackage", "ModelPackageGroup",
        "Pipeline", "PipelineExecution", "FeatureGroup", "FeatureMetadata", "Image", "ImageVersion", "Project", "HyperParameterTuningJob",
        "ModelCard", "PipelineVersion",
    ];

    private static readonly string[] Operators =
    [
        "Equals", "NotEquals", "GreaterThan", "GreaterThanOrEqualTo", "LessThan", "LessThanOrEqualTo", "Contains", "Exists", "NotExists", "In",
    ];

    public static object Search(JsonCall call)
    {
        var input = call.Input;
        var resource = input.OptionalEnum("Resource", Resources) ?? throw input.Invalid(null, "Resource", "Member must not be null");
        var by = input.OptionalEnum("SortBy", "CreationTime", "LastModifiedTime", resource + "Name", resource + "Status") ?? "LastModifiedTime";
        var chosen = input.Structure("SearchExpression") is { } expression ? Predicate(expression) : _ => true;
        var property = PropertyOf(by);
        var found = call.Platform.Jobs.All
            .Where(job => job.Type is JobType.Training or JobType.HyperParameterTuning && job.Type + "Job" == resource)
            .Where(chosen)
            .OrderBy(property, Comparer<object?>.Create(Compare))
            .ToList();
        // A token is good for as long as as many are found: what the expression says is not in it.
        var hits = found.Count;
        var page = Paging.Of(call, found, FormattableString.Invariant($"Search/{resource}/{by}/{hits}"));
        return new
        {
            Results = page.Items.Select(job => new
            {
                TrainingJob = job.Type == JobType.Training ? JobViews.Training(job, tags: true) : null,
                HyperParameterTuningJob = job.Type == JobType.HyperParameterTuning ? TuningViews.Job(job, tags: true) : null,
            }),
            page.NextToken,
            TotalHits = new { Value = hits, Relation = "EqualTo" },
        };
    }

    private static Func<Job, bool> Predicate(JsonInput expression)
    {
        if (expression.Structures("NestedFilters").Count > 0)
            throw new AwsError("ValidationException", "The sandbox knows no nested filters.");
        var parts = expression.Structures("Filters").Select(FilterOf)
            .Concat(expression.Structures("SubExpressions").Select(Predicate))
            .ToList();
        return expression.OptionalEnum("Operator", "And", "Or") == "Or"
            ? job => parts.Exists(part => part(job))
            : job => parts.TrueForAll(part => part(job));
    }

    private static Func<Job, bool> FilterOf(JsonInput filter)
    {
        var property = PropertyOf(filter.RequiredString("Name", 255));
        var operation = filter.OptionalEnum("Operator", Operators) ?? "Equals";
        if (operation is "Exists" or "NotExists")
            return job => property(job) is null == (operation == "NotExists");
        var wanted = filter.RequiredString("Value", 1024);
        return job => property(job) is { } actual && operation switch
        {
            "Contains" => Text(actual).Contains(wanted, StringComparison.OrdinalIgnoreCase),
            "In" => wanted.Split(',').Contains(Text(actual)),
            "Equals" => Compare(actual, Like(actual, wanted)) == 0,
            "NotEquals" => Compare(actual, Like(actual, wanted)) != 0,
            "GreaterThan" => Compare(actual, Like(actual, wanted)) > 0,
            "GreaterThanOrEqualTo" => Compare(actual, Like(actual, wanted)) >= 0,
            "LessThan" => Compare(actual, Like(actual, wanted)) < 0,
            _ => Compare(actual, Like(actual, wanted)) <= 0,
        };
    }

    /// <summary>Reads a text, a number or a time off a job; null when it has none.</summary>
    private static Func<Job, object?> PropertyOf(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return (dot < 0 ? name : name[..dot], dot < 0 ? "" : name[(dot + 1)..]) switch
        {
            ("CreationTime", _) => job => job.Created,
            ("LastModifiedTime", _) => job => job.LastModified,
            ("TrainingStartTime", _) => job => job.Ran ? job.Started : null,
            ("TrainingEndTime" or "HyperParameterTuningEndTime", _) => job => job.Ended,
            ("TrainingJobName" or "HyperParameterTuningJobName", _) => job => job.Name,
            ("TrainingJobArn" or "HyperParameterTuningJobArn", _) => job => job.Arn,
            ("TrainingJobStatus" or "HyperParameterTuningJobStatus", _) => job => job.Status,
            ("SecondaryStatus", _) => JobViews.SecondaryStatus,
            ("FailureReason", _) => job => job.Failure?.Reason,
            ("TuningJobArn", _) => JobViews.TuningArn,
            ("ResourceConfig", "InstanceType") => job => job.InstanceType,
            ("ResourceConfig", "InstanceCount") => job => (double)job.InstanceCount,
            ("EnableManagedSpotTraining", _) => job => job.SpotShare is null ? "false" : "true",
            ("RoleArn", _) => job => job.RoleArn,
            ("Tags", var key) => job => job.Tags.GetValueOrDefault(key),
            ("HyperParameters", var key) => job => job.Settings.GetValueOrDefault(key),
            ("Metrics", var key) => job => JobViews.FinalMetrics(job)?.FirstOrDefault(metric => metric.MetricName == key)?.Value,
            _ => throw new AwsError("ValidationException", "Unknown property name: " + name),
        };
    }

    private static object Like(object actual, string wanted) => actual switch
    {
        DateTimeOffset => DateTimeOffset.TryParse(
            wanted, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new AwsError("ValidationException", $"'{wanted}' is not a time of the form yyyy-MM-ddTHH:mm:ss."),
        double => double.TryParse(wanted, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new AwsError("ValidationException", $"'{wanted}' is not a number."),
        _ => wanted,
    };

    private static int Compare(object? left, object? right) => left is string text && right is string other
        ? string.CompareOrdinal(text, other)
        : Comparer<object?>.Default.Compare(left, right);

    private static string Text(object value) => string.Create(CultureInfo.InvariantCulture, $"{value}");
}
