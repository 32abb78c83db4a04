using System.Collections.Concurrent;
using System.Globalization;
using MlMonitor.Core.Baselines;
using MlMonitor.Core.Distances;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Drift;

/// <summary>Holds what an endpoint was asked and answered against a baseline, column by column.</summary>
public static class DriftTest
{
    /// <summary>Judges all columns against a baseline and its constraints.</summary>
    /// <param name="baseline">What is held against. Constraints that were only suggested count for Model Monitor's verdicts alone.</param>
    /// <param name="current">What is looked at.</param>
    /// <param name="options">How.</param>
    /// <returns>The findings, the worst first, then in the order of the baseline's columns.</returns>
    public static IReadOnlyList<MlDriftFinding> Judge(Baseline baseline, DatasetProfile current, DriftOptions options) =>
        Judge(baseline.Profile, ConstraintRules.Of(baseline, options.Compatibility), current, options with { Overrides = ConstraintRules.Overrides(baseline, options) });

    /// <summary>Judges all columns: one finding for each thing that is wrong, one that is Ok or NoData for each column with nothing wrong.</summary>
    /// <param name="baseline">What is held against.</param>
    /// <param name="rules">What is required of columns, by name; a column without one must keep its type (<see cref="FeatureRule.Of"/>).</param>
    /// <param name="current">What is looked at.</param>
    /// <param name="options">How.</param>
    /// <returns>The findings, the worst first, then in the order of the baseline's columns. Their region is empty: files have none.</returns>
    public static IReadOnlyList<MlDriftFinding> Judge(
        DatasetProfile baseline, IReadOnlyDictionary<string, FeatureRule> rules, DatasetProfile current, DriftOptions options)
    {
        var now = current.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        var known = baseline.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        var label = options.Compatibility == MlDriftCompatibility.None ? LabelOf(baseline, now) : null;
        var judged = baseline.Columns.Where(column => options.Judges(column.Name)).ToArray();
        var ofEach = new List<Suspicion>[judged.Length];
        // One column at a time, since a few long ones take most of the time.
        Parallel.ForEach(Partitioner.Create(Enumerable.Range(0, judged.Length), EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { MaxDegreeOfParallelism = MostThreads }, i => ofEach[i] = Of(judged[i]));
        List<List<Suspicion>> suspicions = [.. ofEach];
        // What a model answers is often not in what it was trained on.
        foreach (var column in current.Columns.Where(column => column.Role == ColumnRole.Input && options.Judges(column.Name) && !known.Contains(column.Name)))
            suspicions.Add([DataQuality.ExtraColumn(column)]);
        // Without rows there is nothing to say of columns either.
        var findings = current.RowCount == 0 ? [] : Settle(suspicions, options);
        return [.. findings.Select(finding => finding with
        {
            EndpointName = current.EndpointName ?? baseline.EndpointName,
            Window = current.Window,
            Role = now.TryGetValue(finding.FeatureName, out var column) && column.Role == ColumnRole.Output ? MlDriftRole.Output : finding.Role,
        })];

        List<Suspicion> Of(ColumnProfile column)
        {
            var own = options.For(column.Name);
            var rule = rules.TryGetValue(column.Name, out var given) ? given : null;
            return !now.TryGetValue(column.Name, out var other)
                ? [column.Name == label ? DistributionTest.Label(column, current) : DataQuality.MissingColumn(column, current)]
                : own.Compatibility == MlDriftCompatibility.ModelMonitor ? ModelMonitorChecks.Of(column, other, rule ?? new FeatureRule(column.Name) { Type = column.Type })
                : AreLabels(column, other) ? [DistributionTest.Labels(column, other)]
                : Both(column, other.SpeltAs(column), rule, own);
        }

        List<Suspicion> Both(ColumnProfile column, ColumnProfile other, FeatureRule? rule, DriftOptions own) =>
            [.. DataQuality.Of(column, other, rule, own), own.ComparesDistributions ? DistributionTest.Of(column, other, own, TestsPerColumn * judged.Length) : DistributionTest.NotAsked(column, other)];
    }

    // What a column is tested for at most, but in rare cases: what is missing, what is new or of another type, its distribution.
    private const int TestsPerColumn = 3;

    // Each holds what a column's distributions are made of while it is judged.
    private const int MostThreads = 2;

    // Nobody asks a model with the label. Where the one column that is not there stands at either end of the baseline, and the answers
    // have names of their own, it is taken for the label.
    private static string? LabelOf(DatasetProfile baseline, Dictionary<string, ColumnProfile> now)
    {
        var answers = now.Values.Where(column => column.Role == ColumnRole.Output).Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        var gone = baseline.Columns.Where(column => !now.ContainsKey(column.Name)).ToList();
        return gone is [var one] && (one == baseline.Columns[0] || one == baseline.Columns[^1])
            && answers.Count > 0 && !baseline.Columns.Any(column => answers.Contains(column.Name)) ? one.Name : null;
    }

    // A training set has the classes, the endpoint answers with scores: two things that have no distance.
    private static bool AreLabels(ColumnProfile baseline, ColumnProfile current) =>
        current.Role == ColumnRole.Output && baseline.Role == ColumnRole.Input
        && baseline.Type is ColumnType.Integral or ColumnType.String && current.Type == ColumnType.Fractional;

    /// <summary>What all findings about an endpoint come to.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="baseline">What was held against.</param>
    /// <param name="current">What was looked at.</param>
    /// <param name="options">How.</param>
    /// <returns>The summary: as bad as the worst finding; NoData only where nothing could be judged.</returns>
    public static MlDriftFinding Summarize(
        IReadOnlyList<MlDriftFinding> findings, DatasetProfile baseline, DatasetProfile current, DriftOptions options)
    {
        var bad = findings.Where(finding => finding.Severity is MlSeverity.Warning or MlSeverity.Critical).ToList();
        var isDamaged = bad.Exists(finding => finding.Check == MlDriftCheck.CaptureDamage);
        string[] named = [.. bad.Where(finding => finding.Check != MlDriftCheck.CaptureDamage).Select(finding => finding.FeatureName).Distinct(StringComparer.Ordinal)];
        string[] unsure = [.. findings.Where(finding => finding.Severity == MlSeverity.NoData).Select(finding => finding.FeatureName).Distinct(StringComparer.Ordinal)];
        var columns = findings.Where(finding => finding.Check != MlDriftCheck.CaptureDamage).Select(finding => finding.FeatureName).Distinct(StringComparer.Ordinal).Count();
        var severity = bad.Count > 0 ? bad.Max(finding => finding.Severity)
            : columns == 0 || unsure.Length == columns ? MlSeverity.NoData : MlSeverity.Ok;
        var words = columns == 0 ? "No column could be judged"
            : named.Length > 0 ? $"{named.Length} of {columns} columns changed: {string.Join(", ", named)}"
            : unsure.Length == columns ? $"None of {columns} columns could be judged"
            : $"No change in {columns - unsure.Length} of {columns} columns";
        var rest = (unsure.Length > 0 && unsure.Length < columns ? $"; {unsure.Length} could not be judged" : "") + (isDamaged ? "; capture damaged" : "");
        return new MlDriftFinding
        {
            Check = MlDriftCheck.All,
            Severity = severity,
            Region = "",
            EndpointName = current.EndpointName ?? baseline.EndpointName,
            Window = current.Window,
            Value = named.Length,
            Unit = "columns",
            BaselineCount = baseline.RowCount,
            CurrentCount = current.RowCount,
            Method = options.Compatibility == MlDriftCompatibility.ModelMonitor ? "Model Monitor" : "Benjamini-Hochberg",
            Reason = string.Create(CultureInfo.InvariantCulture, $"{words}{rest}: {current.RowCount} rows against {baseline.RowCount}"),
        };
    }

    private static IEnumerable<MlDriftFinding> Settle(List<List<Suspicion>> suspicions, DriftOptions options)
    {
        var adjusted = BenjaminiHochberg.Adjust([.. suspicions.SelectMany(each => each).Select(each => each.Finding.PValue)]);
        var at = 0;
        var findings = new List<MlDriftFinding>();
        foreach (var column in suspicions)
        {
            // Not lazily: each takes its own p-value, in order.
            var settled = column.ConvertAll(each => each.Settle(adjusted[at++], options.Significance));
            var bad = settled.FindAll(finding => finding.Severity is MlSeverity.Warning or MlSeverity.Critical);
            // The last test of a column is the one of its distribution, which speaks for it where nothing is wrong.
            findings.AddRange(bad.Count > 0 ? bad : [settled[^1]]);
        }

        return findings.OrderBy(finding => Rank(finding.Severity));
    }

    private static int Rank(MlSeverity severity) => severity switch
    {
        MlSeverity.Critical => 0,
        MlSeverity.Warning => 1,
        MlSeverity.NoData => 2,
        _ => 3,
    };
}
