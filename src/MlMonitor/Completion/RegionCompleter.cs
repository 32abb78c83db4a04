using MlMonitor.Core.Aws;

namespace MlMonitor.Completion;

/// <summary>Completes AWS regions.</summary>
public sealed class RegionCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names() => AwsPartition.Regions();
}
