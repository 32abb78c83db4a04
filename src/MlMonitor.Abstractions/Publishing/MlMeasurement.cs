namespace MlMonitor;

/// <summary>The numbers that an object tells, and what they are of.</summary>
public sealed record MlMeasurement
{
    /// <summary>What speaks, such as <c>Endpoint</c> or <c>Drift</c>.</summary>
    public required string Source { get; init; }

    /// <summary>What the numbers are of beside it, in a fixed order; never null. A part that the object does not have is not there.</summary>
    public required MlList<MlDimension> Dimensions { get; init; }

    /// <summary>The numbers, each of another name; never null.</summary>
    public required MlList<MlMeasure> Measures { get; init; }

    /// <summary>The AWS region; empty for what was read from files.</summary>
    public required string Region { get; init; }

    /// <summary>The twelve digits of the AWS account; null where not known.</summary>
    public string? Account { get; init; }

    /// <summary>The credential profile it was read with; null where none was named.</summary>
    public string? ProfileName { get; init; }

    /// <summary>Of when the numbers are (UTC): the end of the window, or of the run; null for now.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Makes the numbers of an object.</summary>
    /// <param name="source">What speaks.</param>
    /// <param name="subject">What it tells for alerts, with the severity, the region and the account.</param>
    /// <param name="profile">The credential profile it was read with.</param>
    /// <param name="time">Of when they are; null for now.</param>
    /// <param name="dimensions">What they are of; those without a value are left out.</param>
    /// <param name="more">What there is beside the severity; what has no value is left out.</param>
    internal static MlMeasurement Of(
        string source, MlAlertSubject subject, string? profile, DateTimeOffset? time,
        ReadOnlySpan<(string Name, string? Value, bool IsDetail)> dimensions, params ReadOnlySpan<(string Name, double? Value, string Unit)> more)
    {
        List<MlDimension> parts = [];
        foreach (var (name, value, isDetail) in dimensions)
            if (!string.IsNullOrWhiteSpace(value))
                parts.Add(new MlDimension(name, value, isDetail));
        List<MlMeasure> measures = [new("Severity", (int)subject.Severity)];
        foreach (var (name, value, unit) in more)
            if (value is { } number)
                measures.Add(new MlMeasure(name, number, unit));
        return new MlMeasurement
        {
            Source = source,
            Dimensions = new MlList<MlDimension>(parts),
            Measures = new MlList<MlMeasure>(measures),
            Region = subject.Region ?? "",
            Account = subject.Account,
            ProfileName = profile,
            Time = time,
        };
    }
}
