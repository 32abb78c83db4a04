namespace MlMonitor.Core.Alerting;

/// <summary>Puts severities in the order of how bad they are.</summary>
internal static class AlertRank
{
    /// <summary>The higher the worse. What could not be judged is less bad than what was judged to be bad: an alert that turns from one to the other is worse.</summary>
    /// <param name="severity">The severity.</param>
    public static int Of(MlSeverity severity) => severity switch
    {
        MlSeverity.Critical => 3,
        MlSeverity.Warning => 2,
        MlSeverity.NoData => 1,
        _ => 0,
    };
}
