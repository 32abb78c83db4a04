using System.Globalization;

namespace MlMonitor.Core.Drift;

/// <summary>Says in words what moved from where to where.</summary>
internal static class WhatMoved
{
    /// <summary>The bin that lost most and the bin that gained most.</summary>
    /// <param name="bins">The bins.</param>
    /// <returns>The words.</returns>
    public static string Describe(IReadOnlyList<MlDriftBin> bins)
    {
        var from = bins.MinBy(Change)!;
        var to = bins.MaxBy(Change)!;
        return Change(to) <= 0 ? "every bin holds as much as before" : $"mass went from {Name(from)} to {Name(to)}: {Shares(from)}, {Shares(to)}";
    }

    /// <summary>Names texts, the first few of them.</summary>
    /// <param name="names">The texts, the most frequent first.</param>
    /// <returns>The words.</returns>
    public static string List(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(3)) + (names.Count > 3 ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - 3} more") : "");

    private static double Change(MlDriftBin bin) => bin.CurrentShare - bin.BaselineShare;

    private static string Name(MlDriftBin bin) => bin is { Kind: MlDriftBinKind.Range, Lower: { } lower, Upper: { } upper }
        ? string.Create(CultureInfo.InvariantCulture, $"{lower:G4}-{upper:G4}")
        : bin.Label;

    private static string Shares(MlDriftBin bin) =>
        string.Create(CultureInfo.InvariantCulture, $"{bin.BaselineShare * 100:0.#} % then and {bin.CurrentShare * 100:0.#} % now");
}
