namespace MlMonitor.Core.Publishing;

/// <summary>A metric at a moment: what CloudWatch adds up.</summary>
/// <param name="Name">The metric's name.</param>
/// <param name="Dimensions">What it is of, in a fixed order.</param>
/// <param name="Unit">The unit's name in CloudWatch.</param>
/// <param name="Time">Of when the values are, in whole seconds.</param>
internal sealed record MetricKey(string Name, IReadOnlyList<MlDimension> Dimensions, string Unit, DateTimeOffset Time)
{
    // Values of dimensions hold no line feed.
    private readonly string _identity = string.Join('\n', [Name, .. Dimensions.Select(d => d.ToString())]);

    /// <summary>What AWS bills: the name and the dimensions.</summary>
    public string Metric => $"{Name} {{{string.Join(", ", Dimensions)}}}";

    /// <inheritdoc/>
    public bool Equals(MetricKey? other) => other is not null && _identity == other._identity && Unit == other.Unit && Time == other.Time;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_identity, Unit, Time);
}
