namespace MlMonitor.Core.Alerting;

/// <summary>One alert of a message about several, for programs.</summary>
/// <param name="Key">The alert's key.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Reason">Why it is told.</param>
/// <param name="Resource">The thing.</param>
/// <param name="Message">What was found.</param>
/// <param name="Since">Since when (UTC).</param>
/// <param name="Link">Where in the AWS console to look.</param>
public sealed record AlertLine(string Key, MlSeverity Severity, MlAlertReason Reason, string? Resource, string Message, DateTimeOffset Since, Uri? Link);
