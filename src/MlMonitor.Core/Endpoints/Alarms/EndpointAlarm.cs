namespace MlMonitor.Core.Endpoints.Alarms;

/// <summary>One alarm of CloudWatch that names an endpoint.</summary>
/// <param name="Name">The alarm.</param>
/// <param name="State">Its state as CloudWatch gave it: OK, ALARM or INSUFFICIENT_DATA.</param>
/// <param name="Since">When it went into this state (UTC); null where not known.</param>
/// <param name="Reason">Why it is in this state, as CloudWatch put it; empty where not told.</param>
/// <param name="Children">Of a composite, the alarms its rule names; of another none.</param>
public sealed record EndpointAlarm(string Name, string? State, DateTimeOffset? Since, string Reason, IReadOnlyList<string> Children)
{
    /// <summary>Whether it is in ALARM.</summary>
    public bool IsFiring => State == "ALARM";

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {State}";
}
