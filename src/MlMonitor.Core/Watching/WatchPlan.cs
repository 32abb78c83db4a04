using MlMonitor.Core.Alerting;
using MlMonitor.Core.Watching.Configuration;

namespace MlMonitor.Core.Watching;

/// <summary>What a run is to do.</summary>
/// <param name="Asked">What it was asked to do, as a digest.</param>
/// <param name="At">When it begins (UTC).</param>
/// <param name="Due">The watches to run, what waits longest first.</param>
/// <param name="Resumed">What a run found that did not come to its end: it is not looked at again.</param>
public sealed record WatchPlan(string Asked, DateTimeOffset At, IReadOnlyList<Watch> Due, IReadOnlyList<WatchProgress> Resumed);
