namespace MlMonitor.Core.Capture;

/// <summary>How captured requests are read.</summary>
public sealed record CaptureOptions
{
    /// <summary>How many threads read and parse, 1 or more; 2 by default, since that is what a small machine has.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>The longest line in bytes; longer ones are bad records. 64 MB by default: a request of the largest size with its answer.</summary>
    public int MaxLineBytes { get; init; } = CaptureLineReader.DefaultMaxLineBytes;

    /// <summary>How large a file of this machine is before several workers share it, in bytes; 32 MB by default.</summary>
    public long PartBytes { get; init; } = 32L << 20;

    /// <summary>How many files of S3 are opened ahead, so that their latencies overlap; 8 by default.</summary>
    public int OpenAhead { get; init; } = 8;

    /// <summary>The only variant wanted, as the folders of files name it; null for all.</summary>
    public string? VariantName { get; init; }

    /// <summary>How many records are wanted as objects; all by default.</summary>
    public int First { get; init; } = int.MaxValue;

    /// <summary>
    /// Whether requests that Get-MlExplanation made are read too. No by default: they are rows that it mixed, which no user asked about.
    /// </summary>
    public bool IncludeExplanationCalls { get; init; }
}
