namespace MlMonitor.Core.Alerting;

/// <summary>How alerts become messages.</summary>
public sealed record AlertPolicy
{
    /// <summary>The routes, of which the first that takes an alert leads it, and those below where it says so.</summary>
    public IReadOnlyList<AlertRoute> Routes { get; init; } = [];

    /// <summary>What alerts have in common that go into one message to one topic.</summary>
    public AlertGrouping GroupBy { get; init; } = AlertGrouping.Source | AlertGrouping.Severity;

    /// <summary>How many alerts of a message have a line of their own; the rest is counted.</summary>
    public int MaxInMessage { get; init; } = 20;

    /// <summary>After how long a topic is told again of what still fires. Alertmanager's repeat_interval, and its default.</summary>
    public TimeSpan RepeatInterval { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Whether topics are told that an alert is over.</summary>
    public bool NotifyResolved { get; init; } = true;

    /// <summary>The hours in which alerts wait.</summary>
    public IReadOnlyList<QuietHours> QuietHours { get; init; } = [];

    /// <summary>The times in which somebody works on things.</summary>
    public IReadOnlyList<MaintenanceWindow> Maintenance { get; init; } = [];

    /// <summary>How many times an alert may begin and end within <see cref="FlapWindow"/> before its end is no longer told at once; 0 for any.</summary>
    public int FlapChanges { get; init; } = 4;

    /// <summary>The time in which changes are counted. What has changed less often in it is calm again.</summary>
    public TimeSpan FlapWindow { get; init; } = TimeSpan.FromHours(3);

    /// <summary>The form of the messages.</summary>
    public MlAlertFormat Format { get; init; } = MlAlertFormat.Text;
}
