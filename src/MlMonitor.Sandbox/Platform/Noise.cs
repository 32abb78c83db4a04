namespace MlMonitor.Sandbox.Platform;

/// <summary>
/// Chance by index: the noise at a point is the same whenever and in whatever order points are asked for, so that a series can
/// be read in pieces and go on growing.
/// </summary>
internal static class Noise
{
    /// <summary>About normal, of mean 0 and standard deviation 1, and never further out than 3.</summary>
    public static double At(string scope, long index) => At(Dice.Hash(scope), index);

    /// <summary>The same, of a scope that was hashed before: for long series.</summary>
    public static double At(int scope, long index)
    {
        var state = unchecked(((ulong)(uint)scope << 32) + (ulong)index);
        var sum = 0.0;
        for (var part = 0; part < 3; part++)
            sum += (Next(ref state) >> 11) / (double)(1UL << 53);
        return (sum - 1.5) * 2;
    }

    /// <summary>A share of 1, which itself is never reached. It has nothing to do with the noise at the same point.</summary>
    public static double Share(int scope, long index)
    {
        var state = unchecked(~(((ulong)(uint)scope << 32) + (ulong)index));
        return (Next(ref state) >> 11) / (double)(1UL << 53);
    }

    // SplitMix64.
    private static ulong Next(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = state;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
