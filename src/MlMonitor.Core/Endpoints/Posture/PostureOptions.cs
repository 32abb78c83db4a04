namespace MlMonitor.Core.Endpoints.Posture;

/// <summary>What is asked of those who watch an endpoint.</summary>
public sealed record PostureOptions
{
    /// <summary>The tag that names the owner.</summary>
    public string OwnerTag { get; init; } = "owner";

    /// <summary>How old the newest capture file may be.</summary>
    public TimeSpan MaximumCaptureAge { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How old the baseline may be.</summary>
    public TimeSpan MaximumBaselineAge { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How old the newest labels may be.</summary>
    public TimeSpan MaximumLabelAge { get; init; } = TimeSpan.FromDays(7);
}
