using Amazon;

namespace MlMonitor.Core.Aws;

/// <summary>The parts of AWS that share nothing: names in ARNs and hosts of the console differ between them.</summary>
public static class AwsPartition
{
    /// <summary>The partition's name in ARNs.</summary>
    /// <param name="region">An AWS region.</param>
    /// <returns><c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c> or the like.</returns>
    public static string NameOf(string region) => RegionEndpoint.GetBySystemName(region).PartitionName;

    /// <summary>The regions this version knows; newer ones work all the same.</summary>
    /// <returns>Their names.</returns>
    public static IEnumerable<string> Regions() => RegionEndpoint.EnumerableAllRegions.Select(r => r.SystemName);

    /// <summary>The address of the console for a region.</summary>
    /// <param name="region">An AWS region.</param>
    /// <returns>The address, with no slash at its end.</returns>
    public static string ConsoleOf(string region) => NameOf(region) switch
    {
        "aws-cn" => "https://console.amazonaws.cn",
        "aws-us-gov" => "https://console.amazonaws-us-gov.com",
        _ => $"https://{region}.console.aws.amazon.com",
    };
}
