using MathNet.Numerics;
using MathNet.Numerics.Random;

namespace MlMonitor.Core.Attribution;

/// <summary>The sets of features that are tried, with their weights. Neither the empty nor the full set is among them: those are held to exactly.</summary>
internal sealed class Coalitions
{
    private readonly List<bool[]> _sets = [];
    private readonly List<double> _weights = [];

    private Coalitions(int features) => Features = features;

    /// <summary>How many features there are.</summary>
    public int Features { get; }

    /// <summary>The sets: which features are in.</summary>
    public IReadOnlyList<bool[]> Sets => _sets;

    /// <summary>The weight of each.</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <summary>Whether all sets are there.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Chooses sets.</summary>
    /// <param name="features">How many features there are.</param>
    /// <param name="budget">How many sets at most.</param>
    /// <param name="seed">Where the choice starts.</param>
    public static Coalitions Choose(int features, int budget, int seed)
    {
        var chosen = new Coalitions(features) { IsComplete = features < 2 };
        if (features < 2)
            return chosen;
        // All sets of one size weigh (M − 1) / (s (M − s)) together; a size and that of its complement are taken at once.
        var sizes = features / 2;
        double[] weights = [.. Enumerable.Range(1, sizes).Select(s => (s == features - s ? 1.0 : 2.0) * (features - 1) / (s * (features - (double)s)))];
        var done = 0;
        for (; done < sizes; done++)
        {
            var count = SpecialFunctions.Binomial(features, done + 1) * (2 * (done + 1) == features ? 1 : 2);
            var isAll = chosen._sets.Count + weights[done..].Select((_, i) => SpecialFunctions.Binomial(features, done + i + 1) * (2 * (done + i + 1) == features ? 1 : 2)).Sum() <= budget;
            if (!isAll && count > (budget - chosen._sets.Count) * weights[done] / weights[done..].Sum())
                break;
            chosen.AddAll(done + 1, weights[done] / count);
        }

        chosen.IsComplete = done == sizes;
        if (!chosen.IsComplete)
            chosen.Draw(weights, done, budget, new Xoshiro256StarStar(seed));
        return chosen;
    }

    private void AddAll(int size, double weight)
    {
        int[] members = [.. Enumerable.Range(0, size)];
        while (true)
        {
            var set = new bool[Features];
            foreach (var member in members)
                set[member] = true;
            Add(set, weight);
            if (2 * size != Features)
                Add(Complement(set), weight);
            var last = size - 1;
            while (last >= 0 && members[last] == Features - size + last)
                last--;
            if (last < 0)
                return;
            members[last]++;
            for (var next = last + 1; next < size; next++)
                members[next] = members[next - 1] + 1;
        }
    }

    private void Draw(double[] weights, int done, int budget, Xoshiro256StarStar random)
    {
        var left = weights[done..].Sum();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var (first, draws) = (_sets.Count, 0);
        int[] order = [.. Enumerable.Range(0, Features)];
        // Sets that are drawn again cost nothing and count twice; a bound keeps a nearly full choice from going on for ever.
        for (; _sets.Count + 2 <= budget && draws < 4 * budget; draws++)
        {
            var (size, place) = (done, random.NextDouble() * left);
            while (size < weights.Length - 1 && (place -= weights[size]) > 0)
                size++;
            var set = new bool[Features];
            for (var i = 0; i <= size; i++)
            {
                var other = random.Next(i, Features);
                (order[i], order[other]) = (order[other], order[i]);
                set[order[i]] = true;
            }

            Count(set);
            Count(Complement(set));
        }

        // What was drawn shares the weight that was not given to whole sizes.
        var drawn = 0.0;
        for (var s = first; s < _sets.Count; s++)
            drawn += _weights[s];
        for (var s = first; s < _sets.Count; s++)
            _weights[s] *= left / drawn;

        void Count(bool[] set)
        {
            var key = string.Create(Features, set, static (span, of) =>
            {
                for (var i = 0; i < span.Length; i++)
                    span[i] = of[i] ? '1' : '0';
            });
            if (known.TryGetValue(key, out var at))
            {
                _weights[at]++;
                return;
            }

            known[key] = _sets.Count;
            Add(set, 1);
        }
    }

    private void Add(bool[] set, double weight)
    {
        _sets.Add(set);
        _weights.Add(weight);
    }

    private static bool[] Complement(bool[] set) => Array.ConvertAll(set, isIn => !isIn);
}
