namespace MlMonitor.Core.Tests.Training.Rules.Curves;

/// <summary>Seeded chance.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    public double Between(double low, double high) => low + ((high - low) * _random.NextDouble());

    /// <summary>As likely between 1 and 10 as between 10 and 100.</summary>
    public double LogBetween(double low, double high) => Math.Exp(Between(Math.Log(low), Math.Log(high)));

    public int Whole(int low, int high) => _random.Next(low, high + 1);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public T Pick<T>(params ReadOnlySpan<T> items) => items[_random.Next(items.Length)];

    /// <summary>Box and Muller.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    /// <summary>Student's t: a normal over the root of a mean of squared normals.</summary>
    public double Student(int freedom)
    {
        var squares = 0d;
        for (var i = 0; i < freedom; i++)
        {
            var value = Normal();
            squares += value * value;
        }
        return Normal() / Math.Sqrt(squares / freedom);
    }
}
