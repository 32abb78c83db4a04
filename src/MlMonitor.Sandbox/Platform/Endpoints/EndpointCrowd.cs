using System.Globalization;

namespace MlMonitor.Sandbox.Platform.Endpoints;

/// <summary>
/// The crowd of a large platform: with the sample endpoints as many as make two hundred, all of them well, but some of them idle
/// for weeks, as they are in any large account.
/// </summary>
internal static class EndpointCrowd
{
    private const int Wanted = 200;

    /// <summary>One in so many is idle.</summary>
    private const int IdleEach = 16;

    private static readonly string[] Teams = ["churn", "fraud", "ranking", "demand", "pricing", "vision", "search", "ltv"];
    private static readonly string[] Purposes = ["scorer", "ranker", "forecaster", "classifier", "detector", "matcher"];
    private static readonly string[] Types = ["ml.m5.large", "ml.m5.xlarge", "ml.m5.2xlarge", "ml.c5.2xlarge", "ml.r5.large", "ml.g4dn.xlarge"];

    public static IEnumerable<Endpoint> Of(RegionPlatform home, int others)
    {
        var make = new EndpointMaker(home);
        var dice = new Dice(home.Seed, "large/endpoints/" + home.Region);
        return Enumerable.Range(1, Wanted - others).Select(number => One(make, dice, number)).ToList();
    }

    private static Endpoint One(EndpointMaker make, Dice dice, int number)
    {
        var team = dice.Pick(Teams);
        var name = string.Create(CultureInfo.InvariantCulture, $"{team}-{dice.Pick(Purposes)}-{number:000}");
        var kind = dice.Number(0, 100) switch
        {
            < 9 => EndpointKind.Serverless,
            < 14 => EndpointKind.Asynchronous,
            < 19 => EndpointKind.MultiModel,
            < 22 => EndpointKind.MultiContainer,
            _ => EndpointKind.RealTime,
        };
        var type = dice.Pick(Types);
        var gpu = type.StartsWith("ml.g", StringComparison.Ordinal);
        var load = new Load(
            dice.Number(40, 900), dice.Number(6, 90), dice.Number(18, 58), dice.Number(22, 66), dice.Number(24, 58),
            gpu ? dice.Number(25, 65) : 0, gpu ? dice.Number(30, 68) : 0)
        {
            // What is asked of an asynchronous endpoint waits in a queue whose depth says more than the number of requests.
            IdleFor = number % IdleEach == 0 && kind != EndpointKind.Asynchronous ? TimeSpan.FromDays(dice.Number(35, 60)) : null,
        };
        var deployed = dice.Number(10, 90);
        var capture = dice.Chance(0.6) && kind is EndpointKind.RealTime or EndpointKind.MultiModel ? new Capture(dice.Pick([10, 25, 50, 100]), Capture.Csv) : null;
        var (version, made, instances) = (dice.Number(1, 20), 95 + dice.Number(0, 300), dice.Number(1, 5));
        var endpoint = kind == EndpointKind.Serverless
            ? make.Make(
                name, kind, made, deployed, version, null,
                new EndpointVariant(EndpointMaker.Variant, make.Model(name, version, deployed), null, 0, load with { Peak = 12 + (load.Peak / 20), Overhead = 22 })
                {
                    Serverless = new Serverless(dice.Pick([1024, 2048, 4096]), 20),
                })
            : make.Make(name, kind, made, deployed, type, instances, load, capture, version);
        return endpoint with
        {
            IsCrowd = true,
            Backlog = kind == EndpointKind.Asynchronous ? new Backlog(dice.Number(1, 6), TimeSpan.Zero, 0, TimeSpan.Zero) : null,
            Scaling = kind == EndpointKind.RealTime && dice.Chance(0.25) ? (1, instances + 4) : null,
            Tags = EndpointMaker.Tags("team-" + team),
        };
    }
}
