namespace MlMonitor;

/// <summary>What one column of a data set looks like.</summary>
public sealed record MlProfileColumn
{
    /// <summary>The column, which is a feature of the model or one of its answers.</summary>
    public required string FeatureName { get; init; }

    /// <summary>What its values are.</summary>
    public MlColumnType Type { get; init; }

    /// <summary>Whether it is an answer of the model.</summary>
    public bool IsOutput { get; init; }

    /// <summary>How many rows there were.</summary>
    public long Count { get; init; }

    /// <summary>In how many of them it was missing.</summary>
    public long Missing { get; init; }

    /// <summary>The mean of its numbers; null where it has none.</summary>
    public double? Mean { get; init; }

    /// <summary>Their standard deviation as a population (ddof 0); null where it has none.</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>The smallest of its numbers; null where it has none.</summary>
    public double? Minimum { get; init; }

    /// <summary>The largest of its numbers; null where it has none.</summary>
    public double? Maximum { get; init; }

    /// <summary>How many different values there are; null where not all were kept.</summary>
    public long? Distinct { get; init; }

    /// <summary>Whether its distribution is exact; else it is a summary within the bounds that are beside this.</summary>
    public bool IsExact { get; init; }

    /// <summary>By how much the rank of a number may be off, as a share of all, 0 to 1, at 99 % confidence; 0 where it is exact.</summary>
    public double RankError { get; init; }

    /// <summary>By how much the count of a text may be too small; 0 where it is exact.</summary>
    public long CountError { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{FeatureName}: {Type}";
}
