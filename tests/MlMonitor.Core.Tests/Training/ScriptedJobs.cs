using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using MlMonitor.Core.Tests.Support;

namespace MlMonitor.Core.Tests.Training;

/// <summary>One job of a scripted AWS.</summary>
internal sealed record ScriptedJob(string Kind, string Name, DateTimeOffset Created, string Status)
{
    public string? Secondary { get; init; }

    public string? FailureReason { get; init; }

    public Dictionary<string, string> Tags { get; init; } = [];

    /// <summary>Whether it is listed, and no longer there when it is described.</summary>
    public bool Vanishes { get; init; }
}

/// <summary>
/// SageMaker's lists, descriptions and search over scripted jobs. As with the real one a page is cut first and filtered then, so
/// that it may be empty and not the last.
/// </summary>
internal sealed class ScriptedJobs : IDisposable
{
    public static readonly string[] Kinds = ["TrainingJob", "ProcessingJob", "HyperParameterTuningJob", "TransformJob", "LabelingJob", "AutoMLJob"];

    public ScriptedJobs()
    {
        foreach (var kind in Kinds)
        {
            Aws.On($"List{kind}s", input => List(kind, input));
            Aws.On(kind == "AutoMLJob" ? "DescribeAutoMLJobV2" : $"Describe{kind}", input => Describe(kind, input));
        }

        Aws.On("Search", Search).On("ListTags", input => new
        {
            Tags = Jobs.Single(j => Arn(j) == input.GetProperty("ResourceArn").GetString()).Tags.Select(t => new { t.Key, t.Value }),
        });
    }

    public ScriptedAws Aws { get; } = new();

    public List<ScriptedJob> Jobs { get; } = [];

    /// <summary>Asked before each search with how many there were; an error it gives is the answer.</summary>
    public Func<int, ScriptedError?> BeforeSearch { get; set; } = _ => null;

    /// <summary>Asked before a job is described; an error it gives is the answer, and a status it gives the job's.</summary>
    public Func<string, (string? Status, ScriptedError? Error)> BeforeDescribe { get; set; } = _ => default;

    public ConcurrentQueue<string> Described { get; } = new();

    public int ListCalls => Kinds.Sum(k => Aws.CallsTo($"List{k}s").Count);

    public void Dispose() => Aws.Dispose();

    private static string Arn(ScriptedJob job) => $"arn:aws:sagemaker:eu-west-1:123456789012:{job.Kind.ToLowerInvariant()}/{job.Name}";

    private Dictionary<string, object?> List(string kind, JsonElement input)
    {
        Assert.Equal(("CreationTime", "Descending", 100),
            (input.GetProperty("SortBy").GetString(), input.GetProperty("SortOrder").GetString(), input.GetProperty("MaxResults").GetInt32()));
        Assert.False(input.TryGetProperty("LastModifiedTimeAfter", out _));
        var after = DateTimeOffset.FromUnixTimeMilliseconds((long)(input.GetProperty("CreationTimeAfter").GetDouble() * 1000));
        var (page, next) = Page(Jobs.Where(j => j.Kind == kind && j.Created > after), input);
        var status = input.TryGetProperty("StatusEquals", out var wanted) ? wanted.GetString() : null;
        return new Dictionary<string, object?>
        {
            [kind == "LabelingJob" ? "LabelingJobSummaryList" : $"{kind.Replace("Job", "", StringComparison.Ordinal)}JobSummaries"] =
                page.Where(j => status is null || j.Status == status).Select(j => Record(j, j.Status, brief: true)),
            ["NextToken"] = next,
        };
    }

    private object Search(JsonElement input)
    {
        if (BeforeSearch(Aws.CallsTo("Search").Count) is { } error)
            throw error;
        Assert.Equal(("CreationTime", "Descending", 100),
            (input.GetProperty("SortBy").GetString(), input.GetProperty("SortOrder").GetString(), input.GetProperty("MaxResults").GetInt32()));
        var kind = input.GetProperty("Resource").GetString()!;
        var found = Jobs.Where(j => j.Kind == kind);
        foreach (var filter in input.GetProperty("SearchExpression").GetProperty("Filters").EnumerateArray())
        {
            var (name, value) = (filter.GetProperty("Name").GetString()!, filter.GetProperty("Value").GetString()!);
            found = name switch
            {
                "CreationTime" => found.Where(j => j.Created >= DateTimeOffset.Parse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)),
                _ when name.StartsWith("Tags.", StringComparison.Ordinal) => found.Where(j => j.Tags.GetValueOrDefault(name[5..]) == value),
                _ when name.EndsWith("Status", StringComparison.Ordinal) => found.Where(j => j.Status == value),
                _ => found.Where(j => j.Name.Contains(value, StringComparison.OrdinalIgnoreCase)),
            };
        }

        var (page, next) = Page(found, input);
        return new { Results = page.Select(j => new Dictionary<string, object> { [kind] = Record(j, j.Status, brief: false) }), NextToken = next };
    }

    private Dictionary<string, object?> Describe(string kind, JsonElement input)
    {
        var name = input.GetProperty(kind + "Name").GetString()!;
        Described.Enqueue(name);
        var (status, error) = BeforeDescribe(name);
        if (error is not null)
            throw error;
        var job = Jobs.Find(j => j.Kind == kind && j.Name == name && !j.Vanishes) ?? throw new ScriptedError("ValidationException", "Requested resource not found.");
        return Record(job, status ?? job.Status, brief: false);
    }

    private static (List<ScriptedJob> Page, string? Next) Page(IEnumerable<ScriptedJob> jobs, JsonElement input)
    {
        var all = jobs.OrderByDescending(j => j.Created).ToList();
        var from = input.TryGetProperty("NextToken", out var token) ? int.Parse(token.GetString()!, CultureInfo.InvariantCulture) : 0;
        return ([.. all.Skip(from).Take(100)], from + 100 < all.Count ? $"{from + 100}" : null);
    }

    private static Dictionary<string, object?> Record(ScriptedJob job, string status, bool brief)
    {
        var lacksReason = brief && job.Kind is "TrainingJob" or "HyperParameterTuningJob";
        return new Dictionary<string, object?>
        {
            [$"{job.Kind}Name"] = job.Name,
            [$"{job.Kind}Arn"] = Arn(job),
            [$"{job.Kind}Status"] = status,
            ["SecondaryStatus"] = job.Secondary,
            ["CreationTime"] = ScriptedAws.Seconds(job.Created),
            [job.Kind == "HyperParameterTuningJob" ? "HyperParameterTuningEndTime" : $"{job.Kind.Replace("Job", "", StringComparison.Ordinal)}EndTime"] =
                status == "InProgress" ? null : ScriptedAws.Seconds(job.Created.AddMinutes(7)),
            ["FailureReason"] = lacksReason ? null : job.FailureReason,
        };
    }
}
