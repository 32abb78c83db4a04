namespace MlMonitor.Core.Alerting;

/// <summary>One thing that a watch found wrong, or could not check.</summary>
/// <param name="Subject">What it is about. Its key is the alert's.</param>
/// <param name="Watch">The watch that found it.</param>
/// <param name="For">How long it has to be there before it fires.</param>
public sealed record Observation(MlAlertSubject Subject, string Watch, TimeSpan For)
{
    /// <summary>The tags that routes, silences and windows match on, such as those of its watch.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
