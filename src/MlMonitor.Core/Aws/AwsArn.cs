namespace MlMonitor.Core.Aws;

/// <summary>The parts of an ARN: <c>arn:partition:service:region:account:resource</c>.</summary>
internal static class AwsArn
{
    public static string? ServiceOf(string? arn) => Part(arn, 2);

    public static string? RegionOf(string? arn) => Part(arn, 3);

    public static string? AccountOf(string? arn) => Part(arn, 4);

    /// <summary>Everything after the account, such as <c>training-job/name</c> or <c>stateMachine:name</c>.</summary>
    public static string? ResourceOf(string? arn) => Part(arn, 5);

    private static string? Part(string? arn, int index)
    {
        var parts = (arn ?? "").Split(':', 6);
        return parts.Length == 6 && parts[0] == "arn" && parts[index].Length > 0 ? parts[index] : null;
    }
}
