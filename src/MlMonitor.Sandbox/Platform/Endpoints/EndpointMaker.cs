using System.Globalization;

namespace MlMonitor.Sandbox.Platform.Endpoints;

/// <summary>Puts endpoints together from what differs between them.</summary>
internal sealed class EndpointMaker(RegionPlatform home)
{
    public const string Variant = "AllTraffic";

    /// <summary>An endpoint of one variant, made so many days ago and last deployed so many days ago.</summary>
    public Endpoint Make(
        string name, EndpointKind kind, double made, double deployed, string? instanceType, int instances, Load load, Capture? capture, int version = 1)
    {
        var model = kind == EndpointKind.InferenceComponent ? null : Model(name, version, deployed, kind);
        return Make(name, kind, made, deployed, version, capture, new EndpointVariant(Variant, model, instanceType, instances, load));
    }

    /// <summary>An endpoint of any variants.</summary>
    public Endpoint Make(
        string name, EndpointKind kind, double made, double deployed, int version, Capture? capture, params IReadOnlyList<EndpointVariant> variants) => new()
        {
            Home = home,
            Name = name,
            Kind = kind,
            Created = Ago(made),
            // It takes a few minutes until a configuration is in force.
            LastModified = Ago(deployed) + (deployed < 0.1 ? TimeSpan.FromMinutes(4) : TimeSpan.FromMinutes(11)),
            Config = Config(name, version, deployed, capture, variants),
        };

    public EndpointConfig Config(string name, int version, double deployed, Capture? capture, params IReadOnlyList<EndpointVariant> variants) =>
        new(Text($"{name}-v{version}"), Ago(deployed), variants, capture);

    public EndpointModel Model(string name, int version, double deployed, EndpointKind kind = EndpointKind.RealTime) =>
        new(Text($"{name}-model-v{version}"), Ago(deployed + 0.02), kind == EndpointKind.MultiContainer ? ["features", "ranker", "diversity"] : ["model"])
        {
            IsMulti = kind == EndpointKind.MultiModel,
        };

    /// <summary>The tags that teams put on, with those that say where an endpoint's baseline and labels are.</summary>
    public static IReadOnlyDictionary<string, string> Tags(string owner, string? watched = null)
    {
        var tags = new Dictionary<string, string> { ["owner"] = owner, ["env"] = "prod" };
        if (watched is not null)
        {
            tags["mlmonitor:baseline"] = $"s3://{BaselineBucket}/{watched}/statistics.json";
            tags["mlmonitor:labels"] = $"s3://{LabelBucket}/{watched}/";
        }

        return tags;
    }

    public const string BaselineBucket = "ml-baselines-" + SamplePlatform.Account;

    public const string LabelBucket = "ml-labels-" + SamplePlatform.Account;

    public DateTimeOffset Ago(double days) => home.Now - TimeSpan.FromDays(days);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
