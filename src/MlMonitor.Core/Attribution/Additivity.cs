namespace MlMonitor.Core.Attribution;

/// <summary>Whether attributions add up to what they should explain.</summary>
internal static class Additivity
{
    // Answers come with some seven digits, as floats do.
    private const double Tolerance = 1e-6;

    /// <summary>Whether a gap is rounding.</summary>
    /// <param name="gap">Prediction minus expected value minus all attributions.</param>
    /// <param name="prediction">The prediction.</param>
    /// <param name="expected">The expected value.</param>
    public static bool Holds(double gap, double prediction, double expected) =>
        Math.Abs(gap) <= Tolerance * Math.Max(1, Math.Max(Math.Abs(prediction), Math.Abs(expected)));
}
