namespace MlMonitor.Sandbox.Platform.Buckets;

/// <summary>The buckets of a region. Names are the world's: one that is in another region is known to be there.</summary>
internal sealed class BucketStore
{
    public const string Captures = "ml-capture-" + SamplePlatform.Account;
    public const string Monitoring = "ml-monitoring-" + SamplePlatform.Account;
    public const string Baselines = "ml-baselines-" + SamplePlatform.Account;
    public const string Labels = "ml-labels-" + SamplePlatform.Account;

    /// <summary>Its policy lets nobody in.</summary>
    public const string Locked = "ml-locked-" + SamplePlatform.Account;

    private static readonly SortedDictionary<string, string> Regions = new(StringComparer.Ordinal)
    {
        [Captures] = SamplePlatform.HomeRegion,
        [Monitoring] = SamplePlatform.HomeRegion,
        [Baselines] = SamplePlatform.HomeRegion,
        [Labels] = SamplePlatform.HomeRegion,
        [Locked] = SamplePlatform.HomeRegion,
        [$"sagemaker-{SamplePlatform.HomeRegion}-{SamplePlatform.Account}"] = SamplePlatform.HomeRegion,
        [$"sagemaker-{SamplePlatform.SecondRegion}-{SamplePlatform.Account}"] = SamplePlatform.SecondRegion,
    };

    private readonly Dictionary<string, Bucket> _buckets;

    public BucketStore(RegionPlatform home)
    {
        _buckets = Regions
            .Where(each => each.Value == home.Region)
            .ToDictionary(each => each.Key, each => new Bucket(each.Key, () => Fill(home, each.Key)));
    }

    /// <summary>All buckets of the account with their regions, by name.</summary>
    public static IEnumerable<(string Name, string Region)> All => Regions.Select(each => (each.Key, each.Value));

    /// <summary>The region of a bucket; null when there is none of that name.</summary>
    public static string? RegionOf(string name) => Regions.GetValueOrDefault(name);

    /// <summary>A bucket of this region.</summary>
    public Bucket? Find(string name) => _buckets.GetValueOrDefault(name);

    private static IEnumerable<StoredObject> Fill(RegionPlatform home, string name) => name switch
    {
        Captures => home.Captures.Files(),
        Labels => home.Captures.Labels(),
        Baselines => home.Baselines.Files(),
        Monitoring => home.Monitoring.Files(),
        _ => [],
    };
}
