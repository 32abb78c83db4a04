using MlMonitor.Core.Capture;

namespace MlMonitor.Core.ProfileStores;

/// <summary>What the files in the folder of one hour hold, profiled.</summary>
internal sealed record StoredHour
{
    /// <summary>The endpoint, as the folders tell.</summary>
    public required string EndpointName { get; init; }

    /// <summary>The variant, as the folders tell.</summary>
    public required string VariantName { get; init; }

    /// <summary>The hour of the folder (UTC).</summary>
    public required DateTimeOffset Hour { get; init; }

    /// <summary>What it is made of and how (<see cref="ProfileRecipe"/>).</summary>
    public required string Key { get; init; }

    /// <summary>The files it was made of.</summary>
    public required IReadOnlyList<StoredFile> Files { get; init; }

    /// <summary>The hours of the requests.</summary>
    public required IReadOnlyList<HourPart> Parts { get; init; }

    /// <summary>How many files could not be read; such an hour is not kept.</summary>
    public int UnreadFiles { get; init; }

    /// <summary>How many records could not be read or did not fit the columns.</summary>
    public long BadRecords { get; init; }

    /// <summary>How many files ended in the middle of a record.</summary>
    public long UnfinishedRecords { get; init; }

    /// <summary>How many requests were left out because Get-MlExplanation made them.</summary>
    public long ExplanationCalls { get; init; }

    /// <summary>The first bad records; ten at most.</summary>
    public IReadOnlyList<BadRecord> FirstBad { get; init; } = [];

    /// <summary>The names of the columns that are outputs.</summary>
    public IReadOnlyList<string> OutputColumns { get; init; } = [];

    /// <summary>How many bytes its files have.</summary>
    public long Bytes => Files.Sum(file => file.Size);

    /// <summary>
    /// Whether all files that are there now were profiled as they are. Files that were deleted since do not matter: rules of a
    /// bucket delete captures after a while, and the profile is what stays.
    /// </summary>
    public bool Covers(IEnumerable<CaptureFile> files) => files.Select(StoredFile.Of).ToHashSet().IsSubsetOf(Files);
}
