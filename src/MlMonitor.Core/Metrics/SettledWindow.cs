namespace MlMonitor.Core.Metrics;

/// <summary>
/// Windows of whole periods whose points change no more. Points come in minute by minute and from several instances: of the last
/// minutes some are not there yet, and half a period is half a sum.
/// </summary>
internal static class SettledWindow
{
    /// <summary>How long after its end a minute is taken for complete, unless asked otherwise.</summary>
    public static TimeSpan UsualSettling { get; } = TimeSpan.FromMinutes(5);

    /// <summary>The whole periods of a window that have settled; of no length where none has.</summary>
    /// <param name="window">The window asked for.</param>
    /// <param name="period">The period in seconds.</param>
    /// <param name="now">The present.</param>
    /// <param name="settling">How long a period takes to settle once it has ended.</param>
    public static MlWindow Of(MlWindow window, int period, DateTimeOffset now, TimeSpan settling)
    {
        var whole = MetricPeriod.Align(window, period);
        var settled = DateTimeOffset.FromUnixTimeSeconds((now - settling).ToUnixTimeSeconds() / period * period);
        var end = whole.Before < settled ? whole.Before : settled;
        return new MlWindow(whole.After, end > whole.After ? end : whole.After);
    }

    /// <summary>The last settled window of that length.</summary>
    public static MlWindow Last(TimeSpan length, int period, DateTimeOffset now, TimeSpan settling)
    {
        var end = DateTimeOffset.FromUnixTimeSeconds((now - settling).ToUnixTimeSeconds() / period * period);
        var periods = Math.Max(1, (long)Math.Ceiling(length.TotalSeconds / period));
        return new MlWindow(end.AddSeconds(-periods * period), end);
    }
}
