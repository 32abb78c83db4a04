namespace MlMonitor;

/// <summary>One number.</summary>
/// <param name="Name">What it tells, such as <c>Severity</c> or <c>Duration</c>.</param>
/// <param name="Value">The number; may be not a number, where that is what was found.</param>
/// <param name="Unit">The unit, such as <c>%</c>, <c>ms</c>, <c>s</c>, <c>h</c> or <c>count</c>; empty for none.</param>
public sealed record MlMeasure(string Name, double Value, string Unit = "");
