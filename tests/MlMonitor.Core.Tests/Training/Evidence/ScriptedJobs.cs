using System.Globalization;
using System.Text.Json;
using MlMonitor.Core.Tests.Support;

namespace MlMonitor.Core.Tests.Training.Evidence;

/// <summary>Jobs on a scripted AWS with all that they are judged by: description, metrics, log streams, trials.</summary>
internal sealed class ScriptedJobs : IDisposable
{
    private readonly ScriptedTraining _metrics;
    private readonly List<(string Name, DateTimeOffset? Said, (DateTimeOffset Time, string Message)[] Lines)> _streams = [];

    public ScriptedJobs(DateTimeOffset now, DateTimeOffset begun)
    {
        _metrics = new ScriptedTraining(begun) { Status = "InProgress" };
        (Now, Begun) = (now, begun);
        Aws.On("DescribeTrainingJob", DescribeTraining)
            .On("DescribeHyperParameterTuningJob", DescribeTuning)
            .On("ListTrainingJobsForHyperParameterTuningJob", Trials)
            .On("DescribeLogStreams", Streams)
            .On("GetLogEvents", Events);
    }

    public ScriptedAws Aws => _metrics.Aws;

    public DateTimeOffset Now { get; }

    public DateTimeOffset Begun { get; }

    public string Status { get; set; } = "InProgress";

    public string SecondaryStatus { get; set; } = "Training";

    public object Resources { get; set; } = new { InstanceType = "ml.m5.xlarge", InstanceCount = 1, VolumeSizeInGB = 30 };

    public (string Name, string Regex)[] Definitions { get; set; } = [("train:loss", "train-loss:([0-9.]+)"), ("train:accuracy", "train-accuracy:([0-9.]+)")];

    public object[]? Transitions { get; set; }

    public object TuningConfig { get; set; } = new { };

    public IReadOnlyList<object> TrialSummaries { get; set; } = [];

    /// <summary>The status of a metric's result.</summary>
    public Dictionary<string, string> MetricStatuses => _metrics.Statuses;

    public static object Transition(string status, DateTimeOffset start) => new { Status = status, StartTime = ScriptedAws.Seconds(start), StatusMessage = status };

    /// <summary>Points a minute apart, from the beginning of the job until then; what is not a number is published nowhere.</summary>
    public void Publish(string job, string name, DateTimeOffset until, Func<int, double> value, string? node = null) => _metrics.Put(
        node is null ? job : $"{job}/{node}", name,
        [.. Enumerable.Range(1, (int)(until - Begun).TotalMinutes).Select(i => (Begun.AddMinutes(i), value(i))).Where(p => double.IsFinite(p.Item2))]);

    /// <summary>A stream, and the time of its last line as the list of streams tells it.</summary>
    public void Log(string stream, DateTimeOffset? said, params (DateTimeOffset Time, string Message)[] lines) => _streams.Add((stream, said, lines));

    public void Deny(string operation) => Aws.On(operation, _ => throw new ScriptedError("AccessDeniedException", $"not authorized to perform: {operation}"));

    public void Dispose() => _metrics.Dispose();

    private object DescribeTraining(JsonElement input)
    {
        var name = input.GetProperty("TrainingJobName").GetString()!;
        if (name.StartsWith("no-such", StringComparison.Ordinal))
            throw new ScriptedError("ValidationException", "Requested resource not found.");
        return new
        {
            TrainingJobName = name,
            TrainingJobArn = $"arn:aws:sagemaker:eu-west-1:123456789012:training-job/{name}",
            TrainingJobStatus = Status,
            SecondaryStatus,
            CreationTime = ScriptedAws.Seconds(Begun.AddMinutes(-3)),
            TrainingStartTime = ScriptedAws.Seconds(Begun),
            ResourceConfig = Resources,
            StoppingCondition = new { MaxRuntimeInSeconds = 86_400 },
            AlgorithmSpecification = new { TrainingInputMode = "File", MetricDefinitions = Definitions.Select(d => new { d.Name, d.Regex }) },
            SecondaryStatusTransitions = Transitions ?? [Transition("Starting", Begun.AddMinutes(-3)), Transition("Training", Begun)],
        };
    }

    private object DescribeTuning(JsonElement input) => new
    {
        HyperParameterTuningJobName = input.GetProperty("HyperParameterTuningJobName").GetString(),
        HyperParameterTuningJobArn = "arn:aws:sagemaker:eu-west-1:123456789012:hyper-parameter-tuning-job/search",
        HyperParameterTuningJobConfig = TuningConfig,
        HyperParameterTuningJobStatus = Status,
        CreationTime = ScriptedAws.Seconds(Begun),
    };

    private object Trials(JsonElement input)
    {
        var from = Token(input, "NextToken");
        var size = input.GetProperty("MaxResults").GetInt32();
        return new { TrainingJobSummaries = TrialSummaries.Skip(from).Take(size), NextToken = from + size < TrialSummaries.Count ? $"{from + size}" : null };
    }

    private object Streams(JsonElement input)
    {
        var prefix = input.GetProperty("logStreamNamePrefix").GetString()!;
        var streams = _streams.Where(s => s.Name.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        var from = Token(input, "nextToken");
        return new
        {
            logStreams = streams.Skip(from).Take(2).Select(s => new { logStreamName = s.Name, lastEventTimestamp = s.Said?.ToUnixTimeMilliseconds() }),
            nextToken = from + 2 < streams.Count ? $"{from + 2}" : null,
        };
    }

    /// <summary>One page each way, as little logs have.</summary>
    private object Events(JsonElement input)
    {
        var (_, _, lines) = _streams.Single(s => s.Name == input.GetProperty("logStreamName").GetString());
        var start = input.TryGetProperty("startTime", out var time) ? time.GetInt64() : 0;
        var all = lines.Where(l => l.Time.ToUnixTimeMilliseconds() >= start && !input.TryGetProperty("nextToken", out _)).ToList();
        var limit = input.GetProperty("limit").GetInt32();
        return new
        {
            events = (input.GetProperty("startFromHead").GetBoolean() ? all.Take(limit) : all.TakeLast(limit))
                .Select(l => new { timestamp = l.Time.ToUnixTimeMilliseconds(), message = l.Message, ingestionTime = l.Time.ToUnixTimeMilliseconds() }),
            nextForwardToken = "f",
            nextBackwardToken = "b",
        };
    }

    private static int Token(JsonElement input, string name) => input.TryGetProperty(name, out var token) ? int.Parse(token.GetString()!, CultureInfo.InvariantCulture) : 0;
}
