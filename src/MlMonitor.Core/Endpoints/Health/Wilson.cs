namespace MlMonitor.Core.Endpoints.Health;

/// <summary>
/// How large a share must be, for all that chance can do: the lower end of the score interval (Wilson, "Probable Inference, the Law of
/// Succession, and Statistical Inference", JASA 22 (1927), 209-212). Unlike the share itself it does not take one of three for a third.
/// </summary>
internal static class Wilson
{
    /// <summary>The deviate that leaves 2.5 % on each side: a 95 % interval.</summary>
    private const double Z = 1.959963984540054;

    /// <summary>The lower end of the 95 % interval, 0 to 1.</summary>
    /// <param name="some">How many were so.</param>
    /// <param name="all">Of how many; more than none.</param>
    public static double Lower(double some, double all)
    {
        var share = Math.Min(1, some / all);
        var middle = share + (Z * Z / (2 * all));
        var half = Z * Math.Sqrt(((share * (1 - share)) + (Z * Z / (4 * all))) / all);
        return Math.Max(0, (middle - half) / (1 + (Z * Z / all)));
    }
}
