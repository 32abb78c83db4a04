namespace MlMonitor.Core.Profiles;

/// <summary>How often each text occurred. Exact, or what a heavy-hitter summary kept: then rare texts are missing.</summary>
public sealed class CategoryDistribution
{
    /// <summary>Makes a distribution.</summary>
    /// <param name="counts">How often each text occurred, compared letter by letter.</param>
    /// <param name="count">How many texts there were in all; more than the counts add up to where rare ones were left out.</param>
    /// <param name="countError">By how much a count may be too small; 0 where it is exact.</param>
    public CategoryDistribution(IReadOnlyDictionary<string, long> counts, long count, long countError = 0)
    {
        Counts = counts;
        Count = count;
        CountError = countError;
    }

    /// <summary>How often each text occurred.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; }

    /// <summary>How many texts there were in all.</summary>
    public long Count { get; }

    /// <summary>By how much a count may be too small, and how often a text that is missing may have occurred; 0 where it is exact.</summary>
    public long CountError { get; }

    /// <summary>Whether nothing was left out.</summary>
    public bool IsExact => CountError == 0;
}
