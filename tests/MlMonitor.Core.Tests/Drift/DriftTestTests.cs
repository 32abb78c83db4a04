using MlMonitor.Core.Drift;
using MlMonitor.Core.Profiles;
using Xunit;
using static MlMonitor.Core.Tests.Drift.ColumnMaker;

namespace MlMonitor.Core.Tests.Drift;

/// <summary>What is found in columns that are changed in one way each.</summary>
public sealed class DriftTestTests
{
    private static readonly IEnumerable<string?> Same = Text(Enumerable.Range(0, 2000).Select(i => i % 100 * 1.5));

    [Fact]
    public void A_column_that_stays_is_one_Ok_object_with_sample_sizes_and_bins()
    {
        var finding = Assert.Single(Judge(Profile(("x", Same)), Profile(("x", Same))));

        Assert.Equal((MlSeverity.Ok, MlDriftCheck.Drift, 0.0), (finding.Severity, finding.Check, finding.Value));
        Assert.Equal((2000L, 2000L, 1.0), (finding.BaselineCount, finding.CurrentCount, finding.PValue));
        Assert.NotEmpty(finding.Bins);
    }

    [Fact]
    public void What_moved_is_told()
    {
        // 0 to 99 evenly; now a fifth of all stands at 95 instead of below 20.
        var moved = Text(Enumerable.Range(0, 2000).Select(i => i % 100 < 20 ? 95.0 : i % 100));
        var finding = Assert.Single(Judge(Profile(("x", Text(Enumerable.Range(0, 2000).Select(i => i % 100.0)))), Profile(("x", moved))));

        Assert.Equal((MlSeverity.Critical, MlDriftCheck.Drift), (finding.Severity, finding.Check));
        Assert.Equal(0.2, finding.Value!.Value, 12);
        Assert.Matches("mass went from [-0-9.]+ to 8[0-9.]+-99: 1[0-9.]* % then and 0 % now, ", finding.Reason);
    }

    [Fact]
    public void Codes_without_an_order_are_told_by_L_infinity()
    {
        // 408 gains what 415 loses and 510 is between: the distribution function moves by 0.1, no less than the shares; of four codes it moves less.
        var before = Times("1", 500).Concat(Times("2", 500)).Concat(Times("3", 500)).Concat(Times("4", 500));
        var now = Times("1", 400).Concat(Times("2", 700)).Concat(Times("3", 400)).Concat(Times("4", 500));
        var finding = Assert.Single(Judge(Profile(("code", before)), Profile(("code", now))));

        Assert.Equal((MlSeverity.Warning, "L-infinity"), (finding.Severity, finding.Method));
        Assert.Equal(0.1, finding.Value!.Value, 12);
    }

    [Fact]
    public void New_categories_are_named()
    {
        var before = Times("red", 1500).Concat(Times("blue", 500));
        var now = Times("red", 1440).Concat(Times("blue", 480)).Concat(Times("mauve", 80));
        var finding = Assert.Single(Judge(Profile(("color", before)), Profile(("color", now))));

        Assert.Equal((MlSeverity.Warning, MlDriftCheck.Domain, 4.0), (finding.Severity, finding.Check, finding.Value));
        Assert.Contains("1 new category: mauve, 4 % of the values", finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_that_are_all_new_are_no_alarm() => Assert.DoesNotContain(
        Judge(Profile(("id", Enumerable.Range(0, 2000).Select(i => $"u{i}"))), Profile(("id", Enumerable.Range(9000, 2000).Select(i => $"u{i}")))), IsBad);

    [Theory]
    [InlineData(20, 180, true)]
    [InlineData(20, 100, false)]
    public void Missing_values_alarm_beyond_five_points(int before, int now, bool alarms)
    {
        var finding = Judge(Profile(("x", Same.Skip(before).Concat(Times(null, before)))), Profile(("x", Same.Skip(now).Concat(Times(null, now)))));

        Assert.Equal(alarms, finding.Any(f => IsBad(f) && f.Check == MlDriftCheck.Completeness && Math.Abs(f.Value!.Value - 8) < 1e-9));
        Assert.Equal(alarms, finding.Any(IsBad));
    }

    [Fact]
    public void Texts_among_numbers_are_another_type() => Assert.Contains(
        Judge(Profile(("x", Same)), Profile(("x", Same.Skip(100).Concat(Times("n/a", 100))))), f => IsBad(f) && f.Check == MlDriftCheck.DataType);

    [Fact]
    public void A_column_that_is_gone_is_Critical_and_one_that_is_new_a_Warning() => Assert.Equal(
        [(MlSeverity.Critical, MlDriftCheck.MissingColumn, "gone"), (MlSeverity.Warning, MlDriftCheck.ExtraColumn, "new")],
        Judge(Profile(("gone", Same)), Profile(("new", Same))).Select(f => (f.Severity, f.Check, f.FeatureName)));

    [Fact]
    public void A_negative_value_alarms_only_where_that_was_asked_for()
    {
        var (before, now) = (Profile(("x", Same)), Profile(("x", Same.Skip(1).Append("-0.5"))));
        var rules = new Dictionary<string, FeatureRule>(StringComparer.Ordinal) { ["x"] = new("x") { IsNonNegative = true } };

        Assert.DoesNotContain(Judge(before, now), IsBad);
        Assert.Equal(MlDriftCheck.NonNegative, Assert.Single(DriftTest.Judge(before, rules, now, DriftOptions.Default)).Check);
    }

    [Fact]
    public void Few_rows_give_NoData_with_the_power_they_had()
    {
        var few = Assert.Single(Judge(Profile(("x", Same)), Profile(("x", Same.Take(99)))));
        var some = Assert.Single(Judge(Profile(("x", Same)), Profile(("x", Same.Take(200)))));

        Assert.Equal(MlSeverity.NoData, few.Severity);
        Assert.Equal(MlSeverity.NoData, some.Severity);
        Assert.Contains("100 are needed", few.Reason, StringComparison.Ordinal);
        Assert.Contains("with a chance of", some.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Model_Monitor_alarms_by_its_thresholds_alone()
    {
        // The distance 0.2 less 1.8 √(2 / 2000) is 0.143, above 0.1; almost complete is less than complete. No number occurs twice.
        var before = Text(Enumerable.Range(0, 2000).Select(i => i * 1.0));
        var now = Text(Enumerable.Range(0, 2000).Select(i => i < 400 ? i + 5000.0 : i));
        var rules = new Dictionary<string, FeatureRule>(StringComparer.Ordinal) { ["y"] = new("y") { Completeness = 1 } };
        var findings = DriftTest.Judge(
            Profile(("x", before), ("y", Same)), rules, Profile(("x", now), ("y", Same.Skip(1).Append(null))),
            DriftOptions.Default with { Compatibility = MlDriftCompatibility.ModelMonitor });

        Assert.Equal([("x", MlDriftCheck.Drift), ("y", MlDriftCheck.Completeness)], findings.Select(f => (f.FeatureName, f.Check)));
        Assert.Equal(0.2 - (1.8 * Math.Sqrt(2.0 / 2000)), findings[0].Value!.Value, 12);
    }

    [Fact]
    public void A_column_of_few_numbers_never_drifts_for_Model_Monitor_and_does_here()
    {
        // Deequ 2.0 takes each of 0 and 1 once: two numbers on either side, of which nothing can be told.
        var before = Times("0", 1000).Concat(Times("1", 1000));
        var now = Times("0", 100).Concat(Times("1", 1900));
        var theirs = Assert.Single(DriftTest.Judge(Profile(("flag", before)), new Dictionary<string, FeatureRule>(StringComparer.Ordinal), Profile(("flag", now)),
            DriftOptions.Default with { Compatibility = MlDriftCompatibility.ModelMonitor }));

        Assert.Equal((MlSeverity.Ok, 0.0), (theirs.Severity, theirs.Value));
        Assert.Equal(MlSeverity.Critical, Assert.Single(Judge(Profile(("flag", before)), Profile(("flag", now)))).Severity);
    }

    [Fact]
    public void A_rare_flag_that_becomes_less_rare_and_tails_that_grow_are_told_by_the_mean_move()
    {
        // 2 % to 6 %: the functions are 0.04 apart, the mean moved by 0.04 / √(0.02 · 0.98) = 0.286 deviations.
        var finding = Assert.Single(Judge(
            Profile(("flag", Times("0", 9800).Concat(Times("1", 200)))), Profile(("flag", Times("0", 9400).Concat(Times("1", 600))))));

        Assert.Equal((MlSeverity.Warning, "Wasserstein, normed"), (finding.Severity, finding.Method));
        Assert.Equal(0.04 / Math.Sqrt(0.02 * 0.98), finding.Value!.Value, 1e-9);
        Assert.Equal(Math.Max(0, 0.04 - (1.8 * Math.Sqrt(2.0 / 10_000))), finding.RobustValue!.Value, 1e-12);
    }

    [Fact]
    public void Many_texts_that_move_a_little_each_are_told_by_chi_squared()
    {
        // 100 texts of 100 each; each second one loses 30 to the next. χ² = 50 · (15² · 2 / 85 + 15² · 2 / 115), of which chance has 99.
        var before = Enumerable.Range(0, 100).SelectMany(i => Times($"t{i:00}", 100));
        var now = Enumerable.Range(0, 100).SelectMany(i => Times($"t{i:00}", i % 2 == 0 ? 70 : 130));
        var finding = Assert.Single(Judge(Profile(("t", before)), Profile(("t", now))));
        var statistic = 50 * ((450 / 85.0) + (450 / 115.0));

        Assert.Equal((MlSeverity.Warning, "Chi-squared effect"), (finding.Severity, finding.Method));
        Assert.Equal(Math.Sqrt((statistic - 99) * 2 / 10_000), finding.Value!.Value, 1e-9);
    }

    [Fact]
    public void A_new_value_of_a_constant_or_of_few_numbers_is_named()
    {
        var finding = Assert.Single(Judge(Profile(("x", Times("7", 5000))), Profile(("x", Times("7", 4900).Concat(Times("8", 100))))), IsBad);

        Assert.Equal((MlDriftCheck.Domain, 2.0, "1 new value: 8"), (finding.Check, finding.Value, finding.Movement));
    }

    [Theory]
    [InlineData(MlDriftMethod.KolmogorovSmirnov, 0.2)]
    [InlineData(MlDriftMethod.RobustKolmogorovSmirnov, 0.14307900212)]
    [InlineData(MlDriftMethod.Wasserstein, 1000)]
    [InlineData(MlDriftMethod.NormedWasserstein, 1.73205102412)]
    // Deciles: two of ten shares of 0.1 are empty, 0.2 is above.
    [InlineData(MlDriftMethod.LInfinity, 0.2)]
    [InlineData(MlDriftMethod.TotalVariation, 0.2)]
    // √(½ · 0.4 ln 2)
    [InlineData(MlDriftMethod.JensenShannon, 0.37232974111)]
    // √(½ · 0.4)
    [InlineData(MlDriftMethod.Hellinger, 0.44721359550)]
    // (0.1 − 1e-4) ln 1000 · 2 + (0.2 − 1e-4) ln 2000
    [InlineData(MlDriftMethod.PopulationStabilityIndex, 2.89958990640)]
    // χ² = 800 of 10 freedoms: √(790 · 2 / 2000)
    [InlineData(MlDriftMethod.ChiSquared, 0.88881944173)]
    public void Each_of_the_ten_measures_can_be_asked_for(MlDriftMethod method, double expected)
    {
        // 0 to 1999; the lowest fifth stands 5000 higher.
        var before = Profile(("x", Text(Enumerable.Range(0, 2000).Select(i => i * 1.0))));
        var now = Profile(("x", Text(Enumerable.Range(0, 2000).Select(i => i < 400 ? i + 5000.0 : i))));
        var options = DriftOptions.Default with { Numbers = DriftThreshold.Usual(method) };
        var finding = Assert.Single(DriftTest.Judge(before, new Dictionary<string, FeatureRule>(StringComparer.Ordinal), now, options));

        Assert.Equal(expected, finding.Value!.Value, 1e-6);
        Assert.True(IsBad(finding), finding.Reason);
    }

    [Fact]
    public void The_summary_names_what_changed()
    {
        var (before, now) = (Profile(("x", Same), ("y", Same)), Profile(("x", Times("7", 2000)), ("y", Same)));
        var summary = DriftTest.Summarize(Judge(before, now), before, now, DriftOptions.Default);

        Assert.Equal((MlSeverity.Critical, MlDriftCheck.All), (summary.Severity, summary.Check));
        Assert.StartsWith("1 of 2 columns changed: x", summary.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_are_not_held_against_classes()
    {
        var scores = Text(Enumerable.Range(0, 2000).Select(i => (i + 0.5) / 2000));
        var finding = Assert.Single(Judge(Profile(("y", Times("0", 1000).Concat(Times("1", 1000)))), Profile(["y"], ("y", scores))));

        Assert.Equal((MlSeverity.NoData, MlDriftRole.Output), (finding.Severity, finding.Role));
    }

    [Fact]
    public void A_label_that_requests_do_not_have_is_NoData_and_a_feature_between_others_is_missed()
    {
        var now = Profile(["score"], ("b", Same), ("c", Same), ("score", Same));

        Assert.Equal(MlSeverity.NoData, Judge(Profile(("label", Same), ("b", Same), ("c", Same)), now).Single(f => f.FeatureName == "label").Severity);
        Assert.Equal(MlSeverity.Critical, Judge(Profile(("b", Same), ("gone", Same), ("c", Same)), now).Single(f => f.FeatureName == "gone").Severity);
    }

    [Fact]
    public void A_threshold_knows_the_range_of_its_measure()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DriftThreshold.Of(MlDriftMethod.KolmogorovSmirnov, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DriftThreshold.Of(MlDriftMethod.JensenShannon, 0.9));
        Assert.Equal(3, DriftThreshold.Of(MlDriftMethod.Wasserstein, 3).Value);
    }

    private static IReadOnlyList<MlDriftFinding> Judge(DatasetProfile baseline, DatasetProfile current) =>
        DriftTest.Judge(baseline, new Dictionary<string, FeatureRule>(StringComparer.Ordinal), current, DriftOptions.Default);

    private static bool IsBad(MlDriftFinding finding) => finding.Severity is MlSeverity.Warning or MlSeverity.Critical;
}
