using System.Globalization;
using System.Text.Json;
using MlMonitor.Core.Tests.Support;

namespace MlMonitor.Core.Tests.Logs;

/// <summary>A job and its log on a scripted AWS. The log grows when the test says so.</summary>
internal sealed class ScriptedLog : IDisposable
{
    private readonly SortedDictionary<string, List<(long Time, string Message)>> _streams = new(StringComparer.Ordinal);

    public ScriptedLog()
    {
        foreach (var kind in (string[])["TrainingJob", "ProcessingJob", "TransformJob", "LabelingJob", "HyperParameterTuningJob"])
            Aws.On($"Describe{kind}", input => Describe(kind, input));
        Aws.On("DescribeLogStreams", Streams).On("GetLogEvents", Events);
    }

    public ScriptedAws Aws { get; } = new();

    public string Status { get; set; } = "Completed";

    public string? FailureReason { get; set; }

    public DateTimeOffset Ended { get; set; } = DateTimeOffset.UnixEpoch.AddDays(20_000);

    /// <summary>How many events a page holds.</summary>
    public int PageSize { get; set; } = 10_000;

    /// <summary>Told each time before the job is described: one round of following.</summary>
    public Action<int> Round { get; set; } = _ => { };

    /// <summary>Asked before each GetLogEvents; an error it gives is the answer.</summary>
    public Func<ScriptedError?> BeforeEvents { get; set; } = () => null;

    /// <summary>The same for one stream.</summary>
    public Func<string, ScriptedError?> BeforeEventsOf { get; set; } = _ => null;

    /// <summary>Whether pages come back with the token that was given though they hold events.</summary>
    public bool RepeatsTokens { get; set; }

    /// <summary>Whether every other page is empty.</summary>
    public bool GivesEmptyPages { get; set; }

    /// <summary>Every line written, in the order in which a reader of the whole log should see them.</summary>
    public IEnumerable<string> Lines => _streams
        .SelectMany(s => s.Value.Select(e => (e.Time, Stream: s.Key, e.Message)))
        .OrderBy(e => e.Time)
        .Select(e => e.Message);

    public void Write(string stream, long time, string message)
    {
        if (!_streams.TryGetValue(stream, out var events))
            _streams[stream] = events = [];
        events.Add((time, message));
    }

    public void Open(string stream) => _streams.TryAdd(stream, []);

    public void Dispose() => Aws.Dispose();

    private Dictionary<string, object?> Describe(string kind, JsonElement input)
    {
        var name = input.GetProperty(kind + "Name").GetString()!;
        if (name.StartsWith("no-such", StringComparison.Ordinal))
            throw new ScriptedError("ValidationException", "Requested resource not found.");
        Round(Aws.CallsTo("Describe" + kind).Count);
        return new Dictionary<string, object?>
        {
            [kind + "Name"] = name,
            [kind + "Arn"] = $"arn:aws:sagemaker:eu-west-1:123456789012:{kind.ToLowerInvariant()}/{name}",
            [kind + "Status"] = Status,
            ["SecondaryStatus"] = Status,
            ["FailureReason"] = FailureReason,
            ["CreationTime"] = 1.7e9,
            [kind.Replace("Job", "", StringComparison.Ordinal) + "EndTime"] = Status == "InProgress" ? null : ScriptedAws.Seconds(Ended),
            ["LastModifiedTime"] = ScriptedAws.Seconds(Ended),
        };
    }

    private object Streams(JsonElement input)
    {
        if (_streams.Count == 0)
            throw new ScriptedError("ResourceNotFoundException", "The specified log group does not exist.");
        var names = _streams.Keys.Where(s => s.StartsWith(input.GetProperty("logStreamNamePrefix").GetString()!, StringComparison.Ordinal)).ToList();
        var from = Token(input, "nextToken") ?? 0;
        return new { logStreams = names.Skip(from).Take(2).Select(n => new { logStreamName = n }), nextToken = from + 2 < names.Count ? $"t{from + 2}" : null };
    }

    /// <summary>As the real one: there always is a token, and at the end it is the one that was given.</summary>
    private object Events(JsonElement input)
    {
        if ((BeforeEvents() ?? BeforeEventsOf(input.GetProperty("logStreamName").GetString()!)) is { } error)
            throw error;
        var all = _streams[input.GetProperty("logStreamName").GetString()!];
        if (input.TryGetProperty("startTime", out var start))
            all = all.FindAll(e => e.Time >= start.GetInt64());
        var limit = Math.Min(PageSize, input.GetProperty("limit").GetInt32());
        var token = input.TryGetProperty("nextToken", out var given) ? given.GetString()! : null;
        var at = Token(input, "nextToken");
        var (from, to) = (token?[0], input.GetProperty("startFromHead").GetBoolean()) switch
        {
            (null, true) => (0, Math.Min(limit, all.Count)),
            (null, false) => (Math.Max(0, all.Count - limit), all.Count),
            ('b', _) => (Math.Max(0, at!.Value - limit), at.Value),
            _ => (at!.Value, Math.Min(all.Count, at.Value + limit)),
        };
        // An empty page says so in its token, so that the next one is not empty.
        var isEmpty = GivesEmptyPages && to > from && token?.EndsWith('e') != true;
        if (isEmpty)
            (from, to) = token?[0] == 'b' || (token is null && from > 0) ? (to, to) : (from, from);
        var forward = string.Create(CultureInfo.InvariantCulture, $"f{to}{(isEmpty ? "e" : "")}");
        var backward = string.Create(CultureInfo.InvariantCulture, $"b{from}{(isEmpty ? "e" : "")}");
        return new
        {
            events = all[from..to].Select((e, i) => new { timestamp = e.Time, message = e.Message, ingestionTime = e.Time + from + i }),
            nextForwardToken = (RepeatsTokens && token is not null) || (to == from && !isEmpty && token?[0] == 'f') ? token : forward,
            nextBackwardToken = to == from && !isEmpty && token?[0] == 'b' ? token : backward,
        };
    }

    private static int? Token(JsonElement input, string name) =>
        input.TryGetProperty(name, out var token) ? int.Parse(token.GetString()!.Trim('t', 'f', 'b', 'e'), CultureInfo.InvariantCulture) : null;
}
