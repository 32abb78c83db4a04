using System.Text.RegularExpressions;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Watching.Configuration;

/// <summary>Looks at the names of regions. New ones come, so that one which is not known is only a doubt.</summary>
internal static partial class RegionCheck
{
    public static IReadOnlyList<string> Look(ConfigSection section, string name)
    {
        var regions = section.Texts(name);
        foreach (var region in regions)
            Look(section, name, region);
        foreach (var twice in regions.GroupBy(r => r, StringComparer.OrdinalIgnoreCase).Where(g => g.Skip(1).Any()))
            section.Doubt(name, $"{twice.Key} stands there more than once.", "Remove one of them.");
        return regions;
    }

    public static void Look(ConfigSection section, string name, string region)
    {
        if (AwsPartition.Regions().Contains(region, StringComparer.Ordinal))
            return;
        var near = NearestName.Of(region, AwsPartition.Regions()) is { } known ? $"Write {known}." : "Write one such as eu-west-1.";
        if (Form().IsMatch(region))
            section.Doubt(name, $"No region {region} is known to this version.", near);
        else
            section.Wrong(name, $"'{region}' is no region.", near);
    }

    [GeneratedRegex(@"^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}\z")]
    private static partial Regex Form();
}
