using MlMonitor.Core.Capture;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.ProfileStores;

/// <summary>Calls the columns of a profile otherwise than when it was made.</summary>
public static class ProfileColumns
{
    /// <summary>
    /// Names what was told by its place. What is stored keeps <c>_c0</c> and so on, so that it serves whatever the columns are called
    /// by later.
    /// </summary>
    /// <param name="profile">A profile of captured requests, made without names.</param>
    /// <param name="names">The names: those of the inputs, or those of the outputs and then the inputs.</param>
    /// <returns>
    /// The profile, as if it had been made with the names; unchanged where their number does not fit. A column that came by its place in
    /// some requests and by its name in others is one.
    /// </returns>
    public static DatasetProfile Named(DatasetProfile profile, IReadOnlyList<string> names)
    {
        string[] inputs = [.. Of(ColumnRole.Input).Where(ColumnMap.IsPlace)], answers = [.. Of(ColumnRole.Output)];
        var outputs = Array.FindAll(answers, ColumnMap.IsPlace) is { Length: > 0 } placed ? placed : answers;
        var map = ColumnMap.OfDataset(names, inputs, outputs);
        var called = inputs.Zip(map.InputNames).Concat(outputs.Zip(map.OutputNames)).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        return called.Count == 0 ? profile : profile with
        {
            Columns = [.. profile.Columns.Select(column => column.As(NameOf(column), column.Role)).GroupBy(column => column.Name, StringComparer.Ordinal)
                .Select(same => same.Aggregate((one, other) => ProfileMerge.Merge(one, other, profile.RowCount, ProfileOptions.Default)))],
        };

        IEnumerable<string> Of(ColumnRole role) => profile.Columns.Where(column => column.Role == role).Select(column => column.Name);

        // The first column of a data set without names is called as the first answer is.
        string NameOf(ColumnProfile column) => called.TryGetValue(column.Name, out var name) ? name
            : column.Role == ColumnRole.Output && called.ContainsValue(column.Name) ? ColumnMap.OutputPrefix + column.Name
            : column.Name;
    }

    /// <summary>Tells which columns are outputs, once it is known.</summary>
    internal static DatasetProfile WithOutputs(DatasetProfile profile, IReadOnlyCollection<string> outputs) => profile with
    {
        Columns = [.. profile.Columns.Select(column => outputs.Contains(column.Name) ? column.As(column.Name, ColumnRole.Output) : column)],
    };
}
