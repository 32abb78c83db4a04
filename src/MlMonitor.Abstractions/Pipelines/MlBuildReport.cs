namespace MlMonitor;

/// <summary>One test report of a build.</summary>
public sealed record MlBuildReport
{
    /// <summary>The report's name.</summary>
    public required string Name { get; init; }

    /// <summary>The status as AWS gave it.</summary>
    public string? RawStatus { get; init; }

    /// <summary>How many tests there were.</summary>
    public int Total { get; init; }

    /// <summary>How many of them passed.</summary>
    public int Passed { get; init; }

    /// <summary>How many failed or broke.</summary>
    public int Failed { get; init; }

    /// <summary>The report's ARN.</summary>
    public string? Arn { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Passed} of {Total} passed";
}
