namespace MlMonitor.Core.Failures;

/// <summary>How far to look into a failure.</summary>
/// <param name="LogLines">How many of the root's last log lines to read; 0 for none.</param>
/// <param name="IncludeChange">Whether to ask CloudTrail who changed a thing on the way last.</param>
public sealed record FailureInquiry(int LogLines, bool IncludeChange);
