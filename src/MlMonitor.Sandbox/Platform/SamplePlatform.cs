using System.Collections.Concurrent;

namespace MlMonitor.Sandbox.Platform;

/// <summary>
/// The sample ML platform of one account, region by region. Two regions are in use; every other is valid and empty.
/// It is made from the seed, the size and the moment of making: all its times are relative to that moment. What runs then goes
/// on running by the clock.
/// </summary>
internal sealed class SamplePlatform(int seed, SandboxSize size, TimeProvider clock)
{
    public const string Account = "123456789012";
    public const string HomeRegion = "eu-west-1";
    public const string SecondRegion = "us-east-1";

    private readonly DateTimeOffset _now = clock.GetUtcNow();
    private readonly ConcurrentDictionary<string, RegionPlatform> _regions = new();

    public RegionPlatform In(string region) =>
        _regions.GetOrAdd(region, name => new RegionPlatform(name, seed, size, _now));

    /// <summary>The regions that have been asked for, by name.</summary>
    public IEnumerable<RegionPlatform> Known => _regions.Values.OrderBy(region => region.Region, StringComparer.Ordinal);
}
