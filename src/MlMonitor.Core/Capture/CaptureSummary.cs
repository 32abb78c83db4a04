using System.Globalization;

namespace MlMonitor.Core.Capture;

/// <summary>What was read of captured requests, and what could not be.</summary>
public sealed record CaptureSummary
{
    /// <summary>How many bad records are named.</summary>
    public const int BadRecordsKept = 10;

    /// <summary>How many files were read.</summary>
    public int Files { get; init; }

    /// <summary>How many files could not be read, or not to their end. Each was reported.</summary>
    public int UnreadFiles { get; init; }

    /// <summary>How many bytes the files have, as they lie there.</summary>
    public long Bytes { get; init; }

    /// <summary>How many records there were in the window, the bad ones not among them.</summary>
    public long Records { get; init; }

    /// <summary>How many rows the records held.</summary>
    public long Rows { get; init; }

    /// <summary>How many records could not be read or do not fit the columns.</summary>
    public long BadRecords { get; init; }

    /// <summary>How many files end in the middle of a record, or of what was packed: they are still being written, or were cut.</summary>
    public long UnfinishedRecords { get; init; }

    /// <summary>How many records lay outside of the window.</summary>
    public long RecordsOutside { get; init; }

    /// <summary>How many requests were left out because Get-MlExplanation made them, not a user.</summary>
    public long ExplanationCalls { get; init; }

    /// <summary>The first bad records, in the order of files and lines; ten at most.</summary>
    public IReadOnlyList<BadRecord> FirstBad { get; init; } = [];

    /// <summary>The names of the columns that are outputs.</summary>
    public IReadOnlyList<string> OutputColumns { get; init; } = [];

    /// <summary>The endpoint the files' folders name; null where they name none, or more than one.</summary>
    public string? EndpointName { get; init; }

    /// <summary>The variant the files' folders name; null where they name none, or more than one.</summary>
    public string? VariantName { get; init; }

    /// <summary>When the first record was (UTC); null where none has a time.</summary>
    public DateTimeOffset? First { get; init; }

    /// <summary>When the last record was (UTC); null where none has a time.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>Why there is nothing: no captured requests at all, none in the window, or no leave to see. Not reported; null where there is something.</summary>
    public Problem? Problem { get; init; }

    /// <summary>The share of bad records, 0 to 1; those that are unfinished do not count.</summary>
    public double BadShare => BadRecords == 0 ? 0 : (double)BadRecords / (Records + BadRecords);

    /// <summary>Whether more is bad than may be.</summary>
    /// <param name="maxBadShare">The share that may be, 0 to 1.</param>
    /// <returns>Whether more is.</returns>
    public bool IsDamaged(double maxBadShare) => BadShare > maxBadShare;

    /// <summary>What was left out though it is no damage, in words; none where nothing was.</summary>
    public IEnumerable<string> LeftOut
    {
        get
        {
            if (ExplanationCalls > 0)
                yield return string.Create(CultureInfo.InvariantCulture, $"{ExplanationCalls} captured requests were left out: Get-MlExplanation made them to explain others, no user did.");
            if (UnfinishedRecords > 0)
                yield return string.Create(CultureInfo.InvariantCulture, $"{UnfinishedRecords} of {Files} files end in the middle of a record or of what was packed: they are still being written, or were cut.");
        }
    }

    /// <summary>What could not be read, in words.</summary>
    /// <param name="maxBadShare">The share that may be, 0 to 1.</param>
    /// <returns>The words; null where nothing was bad.</returns>
    public string? Damage(double maxBadShare) => BadRecords == 0 ? null : string.Create(CultureInfo.InvariantCulture,
        $"{(IsDamaged(maxBadShare) ? "Capture damaged: " : "")}{BadRecords} of {Records + BadRecords} records ({BadShare:0.##%}) could not be read, among them {string.Join("; ", FirstBad)}");
}

/// <summary>A record that could not be read.</summary>
/// <param name="File">The path or the address of its file.</param>
/// <param name="Line">Its line, the first being 1.</param>
/// <param name="Reason">Why it could not be read.</param>
public sealed record BadRecord(string File, long Line, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{File}:{Line}: {Reason}");
}
