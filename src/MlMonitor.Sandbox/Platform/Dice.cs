using System.Globalization;

namespace MlMonitor.Sandbox.Platform;

/// <summary>
/// Chance that repeats: the same seed and scope always throw the same numbers, so that one part of the platform can be made
/// (or made later) without moving another.
/// </summary>
internal sealed class Dice(int seed, string scope)
{
    private readonly Random _random = new(Hash(seed.ToString(CultureInfo.InvariantCulture) + "/" + scope));

    /// <summary>A number from <paramref name="min"/> up to, but not, <paramref name="max"/>.</summary>
    public int Number(int min, int max) => _random.Next(min, max);

    /// <summary>A number from 0 up to, but not, 1.</summary>
    public double Share() => _random.NextDouble();

    /// <summary>A number of mean 0 and standard deviation 1, normally distributed, by Box and Muller.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    /// <summary>A count of mean <paramref name="rate"/>, Poisson distributed, by Knuth's way; for small rates.</summary>
    public int Poisson(double rate)
    {
        var (limit, product, count) = (Math.Exp(-rate), _random.NextDouble(), 0);
        for (; product > limit; count++)
            product *= _random.NextDouble();
        return count;
    }

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    public TimeSpan Between(TimeSpan min, TimeSpan max) =>
        TimeSpan.FromMilliseconds(_random.NextInt64((long)min.TotalMilliseconds, (long)max.TotalMilliseconds + 1));

    public string Guid()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    public string Hex(int digits)
    {
        var bytes = new byte[(digits + 1) / 2];
        _random.NextBytes(bytes);
        return Convert.ToHexStringLower(bytes)[..digits];
    }

    // FNV-1a: string.GetHashCode differs from one process to the next.
    public static int Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var letter in text)
            hash = unchecked((hash ^ letter) * 16777619u);
        return unchecked((int)hash);
    }
}
