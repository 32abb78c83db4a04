using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Logs;

namespace MlMonitor.Core.Metrics;

/// <summary>What the pages of a reply say of one metric.</summary>
internal sealed class MetricAnswer
{
    private readonly Dictionary<DateTimeOffset, double> _points = [];
    private readonly List<string> _messages = [];
    private StatusCode? _status;

    /// <summary>The points, in order.</summary>
    public IEnumerable<KeyValuePair<DateTimeOffset, double>> Points => _points.OrderBy(p => p.Key);

    public bool HasPoints => _points.Count > 0;

    /// <summary>Whether a call failed before all was read. That has been reported.</summary>
    public bool Failed { get; set; }

    /// <summary>What kept points back; null where nothing did.</summary>
    public ProblemId? Gap => _status == StatusCode.Forbidden ? ProblemId.MetricForbidden
        : Failed || _status != StatusCode.Complete || _messages.Count > 0 ? ProblemId.MetricIncomplete
        : null;

    /// <summary>What CloudWatch said of it; empty where it gave everything.</summary>
    public string Note
    {
        get
        {
            var words = _messages.Count == 0 ? "" : $" ({string.Join("; ", _messages)})";
            if (_status == StatusCode.Forbidden)
                return $"Forbidden{words}";
            if (Failed)
                return $"a call failed before all was read{words}";
            if (_status is null)
                return "CloudWatch left it out of its reply";
            return _status != StatusCode.Complete ? $"{_status.Value}{words}" : string.Join("; ", _messages);
        }
    }

    public static string Words(MessageData message) => LogText.Clean($"{message.Code}: {message.Value}");

    public void Take(MetricDataResult result)
    {
        foreach (var (time, value) in (result.Timestamps ?? []).Zip(result.Values ?? []))
            _points.TryAdd(AwsTime.Utc(time), value);
        _messages.AddRange((result.Messages ?? []).Select(Words));
        // A page that is not the last is partial by nature, so the last word counts; an error is not undone by a later page.
        if (_status != StatusCode.Forbidden && _status != StatusCode.InternalError)
            _status = result.StatusCode;
    }
}
