using MlMonitor.Core.Alerting;

namespace MlMonitor.Core.Tests.Alerting;

/// <summary>What should be told, worked out anew at each run from all that ever happened.</summary>
internal sealed class HistoryModel(AlertPolicy policy, TimeSpan wait, int keys)
{
    private readonly List<(DateTimeOffset At, MlSeverity? There)>[] _looks = [.. Enumerable.Range(0, keys).Select(_ => new List<(DateTimeOffset, MlSeverity?)>())];
    private readonly List<(DateTimeOffset At, MlSeverity Severity, bool Over, bool Taken)>[] _tries = [.. Enumerable.Range(0, keys).Select(_ => new List<(DateTimeOffset, MlSeverity, bool, bool)>())];
    private bool _topicRefused;

    public static string KeyOf(int key) => $"EndpointHealth/123456789012/eu-west-1/e{key}";

    public static MlSeverity SeverityOf(int there) => there switch { 1 => MlSeverity.Warning, 2 => MlSeverity.Critical, _ => MlSeverity.NoData };

    /// <summary>What the topic takes in a run: key, and whether it is that it is over.</summary>
    public List<(string Key, bool Over)> Play(AlertModelTests.Step step, DateTimeOffset at)
    {
        _topicRefused = !step.Takes;
        var told = new List<(string, bool)>();
        for (var key = 0; key < keys; key++)
        {
            if (!step.Unseen[key])
                _looks[key].Add((at, step.There[key] == 0 ? null : SeverityOf(step.There[key])));
            if (step.Silenced[key] || Wanted(key, at) is not { } wanted)
                continue;
            _tries[key].Add((at, wanted.Severity, wanted.Over, !_topicRefused));
            if (!_topicRefused)
                told.Add((KeyOf(key), wanted.Over));
        }

        return told;
    }

    private (MlSeverity Severity, bool Over)? Wanted(int key, DateTimeOffset at)
    {
        var firing = Firing(key);
        var changed = new List<DateTimeOffset>();
        for (var i = 0; i < firing.Count; i++)
            if (firing[i].Is != (i > 0 && firing[i - 1].Is))
                changed.Add(firing[i].At);
        var isFiring = firing.Count > 0 && firing[^1].Is;
        var severity = _looks[key].LastOrDefault(l => l.There is not null).There;
        var open = _tries[key].Skip(_tries[key].FindLastIndex(t => t is { Over: true, Taken: true }) + 1).ToList();
        var taken = open.Where(t => t is { Taken: true, Over: false }).ToList();
        if (isFiring)
            return taken.Count == 0 || Rank(severity!.Value) > Rank(taken[^1].Severity) || at - taken[^1].At >= policy.RepeatInterval ? (severity!.Value, false) : null;
        // Whether what was there before is gone, or only waits to fire again.
        var isGone = _looks[key].Count > 0 && _looks[key][^1].There is null;
        var flaps = changed.Count(c => c > at - policy.FlapWindow) >= policy.FlapChanges;
        return isGone && open.Count > 0 && !flaps ? (severity!.Value, true) : null;
    }

    /// <summary>Of each look whether it fired then: it was found at every look for so long.</summary>
    private List<(DateTimeOffset At, bool Is)> Firing(int key)
    {
        var result = new List<(DateTimeOffset, bool)>();
        DateTimeOffset? since = null;
        foreach (var (at, there) in _looks[key])
        {
            since = there is null ? null : since ?? at;
            result.Add((at, since is { } s && at - s >= wait));
        }

        return result;
    }

    private static int Rank(MlSeverity severity) => Array.IndexOf([MlSeverity.NoData, MlSeverity.Warning, MlSeverity.Critical], severity);
}
