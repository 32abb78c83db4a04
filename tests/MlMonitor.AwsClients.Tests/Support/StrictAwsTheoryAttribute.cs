namespace MlMonitor.AwsClients.Tests.Support;

/// <summary>A theory that is skipped, with the reason, where strict_aws cannot run.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class StrictAwsTheoryAttribute : TheoryAttribute
{
    public StrictAwsTheoryAttribute() => Skip = StrictAws.Missing;
}
