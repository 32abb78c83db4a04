using System.Collections.Frozen;
using System.Globalization;

namespace MlMonitor.Core.Aws;

/// <summary>What an instance of SageMaker has.</summary>
/// <param name="CoreCount">Its vCPUs. CPUUtilization of CloudWatch is the sum over them: 100 % is one.</param>
/// <param name="CardCount">Its NVIDIA GPUs, of which GPUUtilization is the sum.</param>
/// <param name="MemoryGiB">Its memory in GiB.</param>
public sealed record InstanceCapacity(int CoreCount, int CardCount, double MemoryGiB);

/// <summary>The instance types of SageMaker. InstanceTypes.csv beside this file holds them and says where they are from.</summary>
public static class InstanceTypes
{
    private static readonly Lazy<FrozenDictionary<string, InstanceCapacity>> Table = new(Load);

    /// <summary>The names of all known types.</summary>
    public static IReadOnlyList<string> Names => Table.Value.Keys;

    /// <summary>Looks a type up.</summary>
    /// <param name="name">Its name, such as <c>ml.g5.2xlarge</c>.</param>
    /// <returns>What an instance of it has; null where the type is not known, which is no reason to guess.</returns>
    public static InstanceCapacity? Of(string? name) => name is null ? null : Table.Value.GetValueOrDefault(name);

    private static FrozenDictionary<string, InstanceCapacity> Load()
    {
        using var stream = typeof(InstanceTypes).Assembly.GetManifestResourceStream("MlMonitor.Core.Aws.InstanceTypes.csv")!;
        using var reader = new StreamReader(stream);
        var types = new Dictionary<string, InstanceCapacity>(StringComparer.OrdinalIgnoreCase);
        while (reader.ReadLine() is { } line)
            if (line.Split(',') is [var name, var cores, var cards, var memory] && int.TryParse(cores, CultureInfo.InvariantCulture, out var count))
                types[name] = new InstanceCapacity(count, int.Parse(cards, CultureInfo.InvariantCulture), double.Parse(memory, CultureInfo.InvariantCulture));
        return types.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
