using System.Runtime.CompilerServices;
using MlMonitor.Core.Tests.Alerting;
using MlMonitor.Core.Watching;
using MlMonitor.Core.Watching.Configuration;

namespace MlMonitor.Core.Tests.Watching;

/// <summary>Watches whose results are known beforehand.</summary>
internal sealed class ScriptedRunner(Func<Watch, IEnumerable<WatchResult>> script) : IWatchRunner
{
    private readonly List<string> _began = [];

    /// <summary>The watches that were run, in order.</summary>
    public IReadOnlyList<string> Began => _began;

    public bool IsSpent { get; set; }

    /// <summary>Happens before each result, and can be the end of the process.</summary>
    public Func<Task> Step { get; set; } = () => Task.CompletedTask;

    public async IAsyncEnumerable<WatchResult> RunAsync(Watch watch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        lock (_began)
            _began.Add(watch.Name);
        foreach (var result in script(watch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Step();
            yield return result;
        }
    }

    public static Watch Watch(string name, TimeSpan every = default) => new() { Name = name, Kind = WatchKind.Of("EndpointHealth")!, Every = every };

    /// <summary>Something a watch looked at.</summary>
    public static WatchResult Found(Watch watch, string name, MlSeverity severity = MlSeverity.Critical, string region = "eu-west-1") =>
        new(watch, new Thing(AlertWorld.Seen(name, severity).Subject with { Region = region, Key = $"EndpointHealth/123456789012/{region}/{name}" }));

    /// <summary>Something that kept a watch from looking, in a region or, where it is empty, in all.</summary>
    public static WatchResult Hindered(Watch watch, ProblemId id, string target, string region = "eu-west-1") =>
        WatchResult.Unchecked(watch, new Problem(id, new MlMonitorException($"{target} does not answer.") { Region = region }, target, "Wait."));

    private sealed record Thing(MlAlertSubject Subject) : IMlAlertable
    {
        public MlAlertSubject ToAlertSubject() => Subject;
    }
}
