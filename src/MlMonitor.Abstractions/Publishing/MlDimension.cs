namespace MlMonitor;

/// <summary>One part of what a number is of, such as the endpoint.</summary>
/// <param name="Name">What part, by the name of the object's property, such as <c>EndpointName</c>.</param>
/// <param name="Value">Which one.</param>
/// <param name="IsDetail">
/// Whether there may be very many, or a new one every day: features, jobs, groups of people. Where each costs money, such a part is left
/// out unless it is asked for.
/// </param>
public sealed record MlDimension(string Name, string Value, bool IsDetail = false)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}={Value}";
}
