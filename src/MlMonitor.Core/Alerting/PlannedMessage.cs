namespace MlMonitor.Core.Alerting;

/// <summary>A message that is about to be sent. It is kept before it goes out, so that whoever comes after a crash sends the same one.</summary>
/// <param name="Key">The key of the message.</param>
/// <param name="TopicArn">The topic.</param>
/// <param name="Group">What its alerts have in common.</param>
/// <param name="At">When it was planned (UTC).</param>
/// <param name="Lines">The alerts in it, the worst first.</param>
public sealed record PlannedMessage(string Key, string TopicArn, string Group, DateTimeOffset At, IReadOnlyList<PlannedLine> Lines);

/// <summary>One alert in a message.</summary>
/// <param name="Key">The alert's key.</param>
/// <param name="Reason">Why it is told.</param>
/// <param name="HeldBy">What held it back until now; null where nothing did.</param>
public sealed record PlannedLine(string Key, MlAlertReason Reason, string? HeldBy);
