namespace MlMonitor.Core.Attribution;

/// <summary>How much each feature counts for one label, over all predictions. Immutable.</summary>
/// <param name="Label">The label, such as <c>label0</c>.</param>
/// <param name="Values">By feature how much it counts, 0 or more.</param>
/// <param name="ExpectedValue">What the model answers on average; null where not known.</param>
public sealed record GlobalAttributions(string Label, IReadOnlyDictionary<string, double> Values, double? ExpectedValue)
{
    /// <summary>Of how many predictions; null where not known.</summary>
    public long? Count { get; init; }

    /// <summary>The same of the data drawn anew, each time by feature in the order of <see cref="Features"/>; empty where not known.</summary>
    public IReadOnlyList<double[]> Replicates { get; init; } = [];

    /// <summary>The features, in order.</summary>
    public IReadOnlyList<string> Features { get; } = [.. Values.Keys];
}
