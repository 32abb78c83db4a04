using System.Runtime.CompilerServices;

namespace MlMonitor.Core.Profiles;

/// <summary>
/// Goes through blocks of numbers, each sorted, as through one: to count what waits where it lies, since one piece of all of it
/// would need as much room again just when there is none.
/// </summary>
/// <param name="blocks">The blocks, each rising. They stay as they are.</param>
internal sealed class NumberBlocks(IReadOnlyList<NumberBlock> blocks)
{
    /// <summary>How many different numbers there are.</summary>
    public int CountDistinct()
    {
        var distinct = 0;
        foreach (var _ in Runs())
            distinct++;
        return distinct;
    }

    /// <summary>The different numbers, rising, each with its count.</summary>
    public IEnumerable<(double Value, long Count)> Runs()
    {
        var next = new int[blocks.Count];
        while (Lowest(next) is { } value)
            yield return (value, Take(next, value));
    }

    // There are a few dozen blocks at most: looking at the head of each costs less than keeping them in order.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double? Lowest(int[] next)
    {
        double? lowest = null;
        for (var i = 0; i < next.Length; i++)
        {
            if (next[i] < blocks[i].Length && !(blocks[i].Values[next[i]] >= lowest))
                lowest = blocks[i].Values[next[i]];
        }

        return lowest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long Take(int[] next, double value)
    {
        var count = 0L;
        for (var i = 0; i < next.Length; i++)
        {
            for (var values = blocks[i].Values; next[i] < values.Length && values[next[i]] == value; next[i]++)
                count++;
        }

        return count;
    }
}
