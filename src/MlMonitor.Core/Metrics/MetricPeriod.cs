namespace MlMonitor.Core.Metrics;

/// <summary>
/// How far apart points are asked for. CloudWatch keeps points a minute apart for 15 days, five minutes for 63, an hour for 455,
/// and gives none at all where the period is finer than what it keeps of the window's beginning
/// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html).
/// </summary>
internal static class MetricPeriod
{
    /// <summary>A day of minutes. More points of one metric tell a person or a rule nothing more.</summary>
    private const int MostPoints = 1440;

    /// <summary>A point must not fall out of what is kept between the question and the answer.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private static readonly int[] Usual = [60, 300, 900, 3600, 21_600, 86_400];

    /// <summary>How long CloudWatch keeps anything.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(455);

    /// <summary>The period in seconds for a window.</summary>
    /// <param name="window">The window.</param>
    /// <param name="now">The present.</param>
    /// <param name="asked">What was asked for; raised where CloudWatch has nothing that fine.</param>
    public static int Of(MlWindow window, DateTimeOffset now, int? asked)
    {
        var kept = Kept(now - window.After + Margin);
        if (asked is { } seconds)
            return (seconds + kept - 1) / kept * kept;
        return Array.Find(Usual, p => p >= kept && window.Length.TotalSeconds / p <= MostPoints) is > 0 and var usual ? usual : Usual[^1];
    }

    /// <summary>The window with both ends moved outwards to a multiple of the period: other points are averaged over parts of periods.</summary>
    public static MlWindow Align(MlWindow window, int period) => new(
        DateTimeOffset.FromUnixTimeSeconds(window.After.ToUnixTimeSeconds() / period * period),
        DateTimeOffset.FromUnixTimeSeconds((window.Before.ToUnixTimeSeconds() + period - 1) / period * period));

    private static int Kept(TimeSpan age) => age.TotalDays switch
    {
        < 15 => 60,
        < 63 => 300,
        _ => 3600,
    };
}
