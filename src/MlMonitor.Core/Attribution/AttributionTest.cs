using System.Globalization;
using MlMonitor.Core.Resampling;

namespace MlMonitor.Core.Attribution;

/// <summary>Says whether other features count than did.</summary>
public static class AttributionTest
{
    /// <summary>Holds attributions against a baseline.</summary>
    /// <param name="baseline">How much each feature counted, label by label.</param>
    /// <param name="current">How much it counts now. A single label goes with a single label, whatever they are called.</param>
    /// <param name="options">How.</param>
    /// <returns>One finding for each label of the baseline.</returns>
    public static IReadOnlyList<MlAttributionFinding> Judge(IReadOnlyList<GlobalAttributions> baseline, IReadOnlyList<GlobalAttributions> current, AttributionOptions options) =>
    [
        .. baseline.Select(then => Judge(then,
            current.FirstOrDefault(now => now.Label == then.Label) ?? (baseline.Count == 1 && current.Count == 1 ? current[0] : null), options)),
    ];

    private static MlAttributionFinding Judge(GlobalAttributions then, GlobalAttributions? now, AttributionOptions options)
    {
        var finding = new MlAttributionFinding
        {
            LabelName = then.Label,
            MetricName = "NDCG",
            Severity = MlSeverity.NoData,
            Region = "",
            Threshold = options.Threshold,
            Method = "NDCG",
            Reason = $"No explained prediction of {then.Label}",
        };
        if (now is null)
            return finding;
        finding = finding with { Count = now.Count };
        string[] absent = [.. then.Features.Where(feature => !now.Values.ContainsKey(feature))];
        string[] extra = [.. now.Features.Where(feature => !then.Values.ContainsKey(feature))];
        if (absent.Length > 0 || extra.Length > 0)
        {
            return finding with
            {
                Reason = $"The features are not those of the baseline: {string.Join("; ", new[] { Named("missing", absent), Named("not in the baseline", extra) }.Where(words => words.Length > 0))}",
            };
        }

        if (now.Count < options.MinimumSample && options.Compatibility == MlBiasCompatibility.None)
            return finding with { Reason = $"Too few explained predictions to judge: {now.Count}, {options.MinimumSample} are needed" };
        double[] before = [.. then.Features.Select(feature => then.Values[feature])];
        double[] after = [.. then.Features.Select(feature => now.Values[feature])];
        if (before.All(value => value == 0))
            return finding with { Reason = "No feature counted in the baseline" };
        var score = Ndcg.Score(before, after);
        finding = finding with { Value = score, Shifts = new MlList<MlAttributionShift>(Shifts(then.Features, before, after)) };
        return Verdict(finding, score, Sureness(then, now, before, score, options), options);
    }

    private static MlAttributionFinding Verdict(MlAttributionFinding finding, double score, Interval? interval, AttributionOptions options)
    {
        var range = interval is { } i ? Text($" ({i.Lower:0.###} to {i.Upper:0.###})") : "";
        if (score >= options.Threshold)
            return finding with { Severity = MlSeverity.Ok, Reason = Text($"The order of features holds: {score:0.###}{range}, {options.Threshold:0.###} will do") };
        if (interval is { } sure && sure.Upper >= options.Threshold && options.Compatibility == MlBiasCompatibility.None)
            return finding with { Severity = MlSeverity.Ok, Reason = Text($"The order of features moved no more than chance allows: {score:0.###}{range}, {options.Threshold:0.###} will do") };
        var most = finding.Shifts.OrderByDescending(shift => Math.Abs(shift.CurrentShare - shift.BaselineShare)).Take(3)
            .Select(shift => Text($"{shift.FeatureName} {shift.BaselineShare * 100:0.#} % to {shift.CurrentShare * 100:0.#} %"));
        // Critical is what surely lost more than twice what may be lost: of 0.9, below 0.8. Clarify knows one kind of violation.
        var isFar = 1 - (interval?.Upper ?? score) > 2 * (1 - options.Threshold) && options.Compatibility == MlBiasCompatibility.None;
        return finding with { Severity = isFar ? MlSeverity.Critical : MlSeverity.Warning, Reason = Text($"Other features count: {score:0.###}{range}, below {options.Threshold:0.###}; {string.Join(", ", most)}") };
    }

    private static Interval? Sureness(GlobalAttributions then, GlobalAttributions now, double[] before, double score, AttributionOptions options)
    {
        if (now.Replicates.Count == 0)
            return null;
        int[] places = [.. then.Features.Select(feature => now.Features.ToList().IndexOf(feature))];
        double[] scores = [.. now.Replicates.Select(replicate => Ndcg.Score(before, [.. places.Select(place => replicate[place])]))];
        return Interval.Of(scores, score, options.Confidence);
    }

    private static MlAttributionShift[] Shifts(IReadOnlyList<string> features, double[] before, double[] after)
    {
        var (ranks, ranksNow, sum, sumNow) = (Ndcg.Ranks(before), Ndcg.Ranks(after), before.Sum(), after.Sum());
        return
        [
            .. features.Select((feature, f) => new MlAttributionShift
            {
                FeatureName = feature,
                BaselineRank = ranks[f],
                CurrentRank = ranksNow[f],
                BaselineShare = sum == 0 ? 0 : before[f] / sum,
                CurrentShare = sumNow == 0 ? 0 : after[f] / sumNow,
            }),
        ];
    }

    private static string Named(string what, string[] features) =>
        features.Length == 0 ? "" : $"{what} {string.Join(", ", features.Take(5))}{(features.Length > 5 ? $" and {features.Length - 5} more" : "")}";

    private static string Text(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
}
