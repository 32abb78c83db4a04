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
    /// <returns>The profile, as if it had been made with the names; unchanged where their number does not fit.</returns>
    public static DatasetProfile Named(DatasetProfile profile, IReadOnlyList<string> names)
    {
        string[] inputs = [.. Of(ColumnRole.Input)], outputs = [.. Of(ColumnRole.Output)];
        var map = ColumnMap.OfDataset(names, inputs, outputs);
        var called = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (was, name) in inputs.Zip(map.InputNames).Concat(outputs.Zip(map.OutputNames)))
            called[was] = name;
        return called.Count == 0 ? profile : profile with { Columns = [.. profile.Columns.Select(column => column.As(called.GetValueOrDefault(column.Name, column.Name), column.Role))] };

        IEnumerable<string> Of(ColumnRole role) => profile.Columns.Where(column => column.Role == role).Select(column => column.Name);
    }

    /// <summary>Tells which columns are outputs, once it is known.</summary>
    internal static DatasetProfile WithOutputs(DatasetProfile profile, IReadOnlyCollection<string> outputs) => profile with
    {
        Columns = [.. profile.Columns.Select(column => outputs.Contains(column.Name) ? column.As(column.Name, ColumnRole.Output) : column)],
    };
}
