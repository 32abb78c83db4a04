namespace MlMonitor.Core.Alerting;

/// <summary>What is kept of a watch between runs.</summary>
/// <param name="RanAt">When it last ran (UTC).</param>
public sealed record WatchMark(DateTimeOffset RanAt);
