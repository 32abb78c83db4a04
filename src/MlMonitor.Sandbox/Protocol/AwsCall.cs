using MlMonitor.Sandbox.Platform;

namespace MlMonitor.Sandbox.Protocol;

/// <summary>One call that has been authenticated and routed: what an operation gets to work with.</summary>
internal sealed record AwsCall(
    AwsHttpRequest Request,
    string Operation,
    string RequestId,
    Identity Identity,
    RegionPlatform Platform,
    TimeProvider Clock,
    Func<string, Faults.FaultKind?> MetricFault)
{
    public string Region => Platform.Region;

    public string UserArn => $"arn:{Platform.Partition}:iam::{SamplePlatform.Account}:user/{Identity.UserName}";
}
