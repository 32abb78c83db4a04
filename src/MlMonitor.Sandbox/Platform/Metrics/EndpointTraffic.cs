using System.Globalization;
using MlMonitor.Sandbox.Platform.Endpoints;

namespace MlMonitor.Sandbox.Platform.Metrics;

/// <summary>
/// What a variant is asked, minute by minute: busiest at three in the afternoon (UTC), a third of that at three in the morning, six
/// tenths of it at the weekend; and how quickly and how well it answers.
/// </summary>
internal sealed class EndpointTraffic(Endpoint endpoint, string scope, Load load)
{
    // Latencies are log-normal, and come in thirteen bins: up to which share of the requests each goes, and the normal deviate in its
    // midst. 0.5, 0.9 and 0.99 are in the midst of bins, so that p50, p90 and p99 are those of the distribution.
    private static readonly double[] Bounds = [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95, 0.985, 0.995, 1];

    private static readonly double[] Deviates =
    [
        -1.95996, -1.28155, -0.84162, -0.52440, -0.25335, 0, 0.25335, 0.52440, 0.84162, 1.28155, 1.88079, 2.32635, 2.80703,
    ];

    private readonly int _count = Hash(endpoint, scope, "count");
    private readonly int _errors = Hash(endpoint, scope, "errors");
    private readonly int _pace = Hash(endpoint, scope, "pace");
    private readonly DateTimeOffset _now = endpoint.Home.Now;

    public Load Load => load;

    /// <summary>When there was last a request.</summary>
    public DateTimeOffset Latest(DateTimeOffset now) => load.IdleFor is { } idle ? _now - idle : now - TimeSpan.FromMinutes(1);

    /// <summary>How much is asked, of 1 at the busiest hour.</summary>
    public double Activity(long minute)
    {
        if (load.IdleFor is { } idle && minute >= (_now - idle).ToUnixTimeSeconds() / 60)
            return 0;
        var daily = 0.65 - (0.35 * Math.Cos(2 * Math.PI * ((minute % 1440 / 60.0) - 3) / 24));
        // The first of January 1970 was a Thursday.
        return minute / 1440 % 7 is 2 or 3 ? daily * 0.6 : daily;
    }

    public int Requests(long minute)
    {
        var mean = load.Peak * Activity(minute);
        // The thinner the stream the more it varies, and may break off for a minute.
        return mean > 0 ? (int)(Math.Max(0, mean + (((0.7 * Math.Sqrt(mean)) + (0.03 * mean)) * Noise.At(_count, minute))) + Noise.Share(_count, minute)) : 0;
    }

    /// <summary>How many requests had errors: of the caller's making, the server's, and of the latter those of the model.</summary>
    public (int Client, int Server, int Model) Errors(long minute, int requests)
    {
        var (client, server, model) = (0.004, 0.0002, 0.0001);
        if (load.Errors is { } burst && burst.Covers(_now, SeriesPublisher.TimeOf(minute)))
            (server, model) = (burst.Server, burst.Model);
        // In a thin stream one odd error would be a rate to worry about.
        var floor = requests < 50 ? 0.01 : 0;
        return (Some(client, 1), Some(server, 2), Some(model, 2));

        int Some(double rate, int which) => rate <= floor ? 0 : (int)((requests * rate) + Noise.Share(_errors + which, minute));
    }

    /// <summary>How long the model took over so many requests, in microseconds, or over a part of its work: so often this long.</summary>
    public void ModelLatencies(List<Sample> samples, long minute, int requests, double share = 1)
    {
        var slower = load.Slower is { } ramp ? 1 + ((ramp.To - 1) * ramp.At(_now, SeriesPublisher.TimeOf(minute))) : 1;
        Latencies(samples, minute, requests, load.Milliseconds * share * slower, load.Spread);
    }

    /// <summary>How long anything took, in microseconds, of that median and spread.</summary>
    public void Latencies(List<Sample> samples, long minute, int requests, double milliseconds, double spread)
    {
        var time = SeriesPublisher.TimeOf(minute);
        var median = milliseconds * 1000 * (1 + (0.1 * Activity(minute))) * Math.Exp(0.05 * Noise.At(_pace, minute));
        var before = 0;
        for (var bin = 0; bin < Bounds.Length; bin++)
        {
            var until = (int)Math.Round(Bounds[bin] * requests, MidpointRounding.AwayFromZero);
            if (until > before)
                samples.Add(Sample.Of(time, Math.Round(median * Math.Exp(spread * Deviates[bin])), until - before));
            before = until;
        }
    }

    /// <summary>How busy what works on requests is, of 1, where it is that busy at the busiest hour.</summary>
    public double Busy(long minute, double atPeak) => 0.015 + ((atPeak - 0.015) * Math.Pow(Activity(minute), 0.8));

    public static int Hash(Endpoint endpoint, string scope, string what) =>
        Dice.Hash(string.Create(CultureInfo.InvariantCulture, $"{endpoint.Home.Seed}/{endpoint.Home.Region}/{endpoint.Name}/{scope}/{what}"));
}
