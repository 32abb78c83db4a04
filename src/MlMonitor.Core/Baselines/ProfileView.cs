using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Baselines;

/// <summary>Makes of profiles and baselines what people see.</summary>
public static class ProfileView
{
    /// <summary>Shows a profile.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="path">Where it was written; null where it was not.</param>
    /// <returns>What people see.</returns>
    public static MlProfile Show(DatasetProfile profile, string? path) => new()
    {
        Source = profile.Source,
        Path = path,
        EndpointName = profile.EndpointName,
        VariantName = profile.VariantName,
        ModelName = profile.ModelName,
        Window = profile.Window,
        RowCount = profile.RowCount,
        BadRecordCount = profile.BadRecordCount,
        IsExact = profile.IsExact,
        Columns = [.. profile.Columns.Select(Show)],
    };

    /// <summary>Shows a baseline.</summary>
    /// <param name="baseline">The baseline.</param>
    /// <param name="format">The form it was written in.</param>
    /// <param name="path">Where it was written; null where it was not.</param>
    /// <returns>What people see.</returns>
    public static MlBaseline Show(Baseline baseline, MlBaselineFormat format, string? path) => new()
    {
        Source = baseline.Source,
        Path = path,
        Format = format,
        ModelName = baseline.ModelName,
        Created = baseline.Created,
        Window = baseline.Window,
        RowCount = baseline.Profile.RowCount,
        Constraints = [.. baseline.Constraints.Features.Select(f => new MlConstraint
        {
            FeatureName = f.Name,
            Type = TypeOf(f.Type),
            Completeness = f.Completeness,
            IsNonNegative = f.IsNonNegative,
            Domain = [.. f.Domain ?? []],
        })],
    };

    private static MlProfileColumn Show(ColumnProfile column) => new()
    {
        FeatureName = column.Name,
        Type = TypeOf(column.Type),
        IsOutput = column.Role == ColumnRole.Output,
        Count = column.Count,
        Missing = column.Missing,
        Mean = column.Mean,
        StandardDeviation = column.StandardDeviation,
        Minimum = column.Minimum,
        Maximum = column.Maximum,
        Distinct = column.DistinctCount,
        IsExact = column.IsExact,
        RankError = column.NumberSummary.Sketch?.RankError ?? 0,
        CountError = column.TextSummary.Error,
    };

    private static MlColumnType TypeOf(ColumnType type) => type switch
    {
        ColumnType.Integral => MlColumnType.Integral,
        ColumnType.Fractional => MlColumnType.Fractional,
        ColumnType.String => MlColumnType.String,
        _ => MlColumnType.Unknown,
    };
}
