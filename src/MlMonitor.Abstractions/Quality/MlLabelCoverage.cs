namespace MlMonitor;

/// <summary>How much of what an endpoint answered has a label, and how late labels come: what a result against labels rests on.</summary>
public sealed record MlLabelCoverage
{
    /// <summary>How many requests of the window were captured.</summary>
    public required long PredictionCount { get; init; }

    /// <summary>How many of them have a label.</summary>
    public required long LabelledCount { get; init; }

    /// <summary>The share of requests that have a label, 0 to 1; null where there were none.</summary>
    public double? Coverage => PredictionCount == 0 ? null : (double)LabelledCount / PredictionCount;

    /// <summary>How many labels were read, each request counted once.</summary>
    public required long LabelCount { get; init; }

    /// <summary>How many labels name a request that was not captured in the window.</summary>
    public required long UnmatchedLabelCount { get; init; }

    /// <summary>How many labels were told again as they were told before.</summary>
    public long RepeatedLabelCount { get; init; }

    /// <summary>How many labels say another thing than one before: what was collected last counts.</summary>
    public long ContradictedLabelCount { get; init; }

    /// <summary>How many requests have labels of another number of rows, and were left out.</summary>
    public long MismatchedCount { get; init; }

    /// <summary>How many lines of label files could not be read.</summary>
    public long BadLabelCount { get; init; }

    /// <summary>How long after the request half of the labels came; null where that is not known.</summary>
    public TimeSpan? MedianDelay { get; init; }

    /// <summary>How long after the request nine labels in ten came; null where that is not known.</summary>
    public TimeSpan? P90Delay { get; init; }

    /// <summary>When the newest label was collected (UTC); null where there is none.</summary>
    public DateTimeOffset? NewestLabel { get; init; }

    /// <summary>In short: <c>9,120 of 9,600 labelled (95 %), median delay 9 h</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        var share = Coverage is { } c ? string.Create(culture, $" ({100 * c:0.#} %)") : "";
        var delay = MedianDelay is { } d ? string.Create(culture, $", median delay {d.TotalHours:0.#} h") : "";
        return string.Create(culture, $"{LabelledCount} of {PredictionCount} labelled{share}{delay}");
    }
}
