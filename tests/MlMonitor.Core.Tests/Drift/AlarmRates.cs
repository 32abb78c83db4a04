using MlMonitor.Core.Drift;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Drift;

/// <summary>How often pairs of generated data alarm, without drift and with that of one column.</summary>
/// <param name="Rows">Rows on either side.</param>
/// <param name="Pairs">How many pairs without drift.</param>
/// <param name="FalseAlarms">How many of them alarmed.</param>
/// <param name="Unsure">The share of columns of these that could not be judged, 0 to 1.</param>
/// <param name="Found">By kind of drift, how many pairs of how many alarmed on the column that drifted.</param>
internal sealed record AlarmRates(int Rows, int Pairs, int FalseAlarms, double Unsure, IReadOnlyDictionary<string, (int Found, int Of)> Found)
{
    private static readonly Dictionary<string, FeatureRule> NoRules = new(StringComparer.Ordinal);

    /// <summary>Draws pairs and judges them.</summary>
    /// <param name="rows">Rows on either side.</param>
    /// <param name="pairs">How many pairs.</param>
    /// <param name="eachDrift">Whether each pair drifts in every way in turn, rather than in one way.</param>
    public static AlarmRates Measure(int rows, int pairs, bool eachDrift)
    {
        var (falseAlarms, unsure, columnCount) = (0, 0, 1);
        var found = GeneratedData.Drifts.ToDictionary(drift => drift, _ => (Found: 0, Of: 0), StringComparer.Ordinal);
        Parallel.For(0, pairs, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            var data = new GeneratedData((rows * 31) + seed);
            var baseline = GeneratedData.Of(data.Columns(rows));
            var columns = data.Columns(rows);
            columnCount = columns.Count;
            var quiet = Judge(baseline, columns);
            Interlocked.Add(ref unsure, quiet.Count(finding => finding.Severity == MlSeverity.NoData));
            if (quiet.Any(IsBad))
                Interlocked.Increment(ref falseAlarms);
            foreach (var drift in eachDrift ? GeneratedData.Drifts : [GeneratedData.Drifts[seed % GeneratedData.Drifts.Length]])
            {
                var (at, drifted) = data.Drifted(drift, rows, eachDrift ? seed : seed / GeneratedData.Drifts.Length);
                var isFound = Judge(baseline, [.. columns.Select((column, i) => i == at ? drifted : column)]).Any(finding => IsBad(finding) && finding.FeatureName == drifted.Name);
                lock (found)
                    found[drift] = (found[drift].Found + (isFound ? 1 : 0), found[drift].Of + 1);
            }
        });
        return new AlarmRates(rows, pairs, falseAlarms, (double)unsure / pairs / columnCount, found);
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"| {Rows:N0} | {FalseAlarms} of {Pairs} | {string.Join(" | ", Found.Values.Select(pair => FormattableString.Invariant($"{100.0 * pair.Found / pair.Of:0.#} %")))} | {100 * Unsure:0} % |");

    /// <summary>The head of the table whose rows <see cref="ToString"/> gives.</summary>
    public static string Head =>
        $"| Rows | False alarms | {string.Join(" | ", GeneratedData.Drifts)} | Columns not judged |{Environment.NewLine}|{string.Concat(Enumerable.Repeat(" --- |", 3 + GeneratedData.Drifts.Length))}";

    private static IReadOnlyList<MlDriftFinding> Judge(DatasetProfile baseline, List<ColumnProfile> columns) =>
        DriftTest.Judge(baseline, NoRules, GeneratedData.Of(columns), DriftOptions.Default);

    private static bool IsBad(MlDriftFinding finding) => finding.Severity is MlSeverity.Warning or MlSeverity.Critical;
}
