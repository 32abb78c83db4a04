namespace MlMonitor.Core.Aws;

/// <summary>The SDK gives times as DateTime; results give them as UTC with their offset.</summary>
internal static class AwsTime
{
    public static DateTimeOffset? Utc(DateTime? time) => time is { } t ? Utc(t) : null;

    public static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time.ToUniversalTime(), DateTimeKind.Utc));
}
