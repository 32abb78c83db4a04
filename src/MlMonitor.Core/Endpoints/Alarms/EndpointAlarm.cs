namespace MlMonitor.Core.Endpoints.Alarms;

/// <summary>One alarm of CloudWatch that names an endpoint.</summary>
/// <param name="Name">The alarm.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="State">Its state as CloudWatch gave it: OK, ALARM or INSUFFICIENT_DATA.</param>
/// <param name="Since">When it went into this state (UTC).</param>
/// <param name="Reason">Why it is in this state, as CloudWatch put it; empty where not told.</param>
internal sealed record EndpointAlarm(string Name, string? Arn, string? State, DateTimeOffset? Since, string Reason)
{
    public bool IsFiring => State == "ALARM";

    public override string ToString() => $"{Name}: {State}";
}
