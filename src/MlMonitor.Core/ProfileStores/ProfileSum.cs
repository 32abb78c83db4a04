using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.ProfileStores;

/// <summary>
/// Merges many profiles as they come, the small ones among themselves first: a month of hours costs about five merges of each value
/// and not seven hundred. The order does not show in the result (<see cref="DatasetProfile.Merge(IEnumerable{DatasetProfile}, ProfileOptions)"/>).
/// </summary>
/// <param name="options">The limit of memory and the sizes of the summaries.</param>
public sealed class ProfileSum(ProfileOptions options)
{
    private readonly Stack<(DatasetProfile Profile, int Parts)> _sums = new();

    /// <summary>How many profiles were added.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a profile.</summary>
    /// <param name="profile">The profile.</param>
    public void Add(DatasetProfile profile)
    {
        Count++;
        var (sum, parts) = (profile, 1);
        while (_sums.TryPeek(out var top) && top.Parts <= parts)
        {
            _sums.Pop();
            (sum, parts) = (DatasetProfile.Merge([top.Profile, sum], options), top.Parts + parts);
        }

        _sums.Push((sum, parts));
    }

    /// <summary>All of them as one.</summary>
    /// <returns>The profile; one without rows where none was added.</returns>
    public DatasetProfile ToProfile() => DatasetProfile.Merge(_sums.Select(sum => sum.Profile), options);
}
