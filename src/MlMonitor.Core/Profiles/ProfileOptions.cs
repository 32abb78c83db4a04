namespace MlMonitor.Core.Profiles;

/// <summary>How a profile is built, and of what.</summary>
public sealed record ProfileOptions
{
    /// <summary>The options where nothing was asked for.</summary>
    public static ProfileOptions Default { get; } = new();

    /// <summary>
    /// How many bytes all columns of one builder, or of one merged profile, may take. Beyond it the largest columns are
    /// summarised: numbers by a KLL sketch, texts by their heavy hitters. A profile within it is exact.
    /// </summary>
    public long MemoryLimit { get; init; } = 256L << 20;

    /// <summary>
    /// The size of a KLL sketch: 4,096 keeps a rank within 0.07 % of all values at 99 % confidence
    /// (<see cref="KllSketch.RankErrorOf"/>), for about 100 KB a column.
    /// </summary>
    public int SketchSize { get; init; } = 4096;

    /// <summary>How many texts a heavy-hitter summary keeps: a count is then too small by at most 1 / (this + 1) of all texts.</summary>
    public int HeavyHitters { get; init; } = 4096;

    /// <summary>Where the coins of the KLL sketches start: the same seed and the same values in the same order give the same sketch.</summary>
    public ulong Seed { get; init; } = 20260101;

    /// <summary>The columns that the model answered; all others are inputs.</summary>
    public IReadOnlyCollection<string> OutputColumns { get; init; } = [];

    /// <summary>The endpoint the rows went through; null where they did not.</summary>
    public string? EndpointName { get; init; }

    /// <summary>The variant that answered; null where it is not known.</summary>
    public string? VariantName { get; init; }

    /// <summary>The model that answered, or that was trained on the rows; null where it is not known.</summary>
    public string? ModelName { get; init; }

    /// <summary>The time the rows are of; null where it is not known.</summary>
    public MlWindow? Window { get; init; }

    /// <summary>Where the rows were read: a file, a folder, an <c>s3://</c> address.</summary>
    public string Source { get; init; } = "";
}
