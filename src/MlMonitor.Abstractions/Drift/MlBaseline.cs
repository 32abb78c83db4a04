namespace MlMonitor;

/// <summary>What later data is held against, and where it came from.</summary>
public sealed record MlBaseline
{
    /// <summary>What it was read from.</summary>
    public required string Source { get; init; }

    /// <summary>The file or folder it was written to; null where it was not.</summary>
    public string? Path { get; init; }

    /// <summary>The form it was written in.</summary>
    public MlBaselineFormat Format { get; init; }

    /// <summary>The model it is of; null where it is not known.</summary>
    public string? ModelName { get; init; }

    /// <summary>When what it was read from was written (UTC); null where that is not known.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The time the rows are of; null where it is not known.</summary>
    public MlWindow? Window { get; init; }

    /// <summary>How many rows it was made of.</summary>
    public long RowCount { get; init; }

    /// <summary>What each column is held to.</summary>
    public MlList<MlConstraint> Constraints { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{Source}: {RowCount} rows, {Constraints.Count} columns";
}

/// <summary>What one column is held to.</summary>
public sealed record MlConstraint
{
    /// <summary>The column.</summary>
    public required string FeatureName { get; init; }

    /// <summary>Of which type its values are.</summary>
    public MlColumnType Type { get; init; }

    /// <summary>Which share of its values must be there, 0 to 1; null where it does not matter.</summary>
    public double? Completeness { get; init; }

    /// <summary>Whether none may be below zero; null where that was not looked at.</summary>
    public bool? IsNonNegative { get; init; }

    /// <summary>The texts it may have; empty where any will do.</summary>
    public MlList<string> Domain { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{FeatureName}: {Type}";
}

/// <summary>The form a baseline is written in.</summary>
public enum MlBaselineFormat
{
    /// <summary>A profile of MlMonitor, exact, with its constraints beside it.</summary>
    Profile,

    /// <summary>statistics.json and constraints.json of Model Monitor.</summary>
    ModelMonitor,
}
