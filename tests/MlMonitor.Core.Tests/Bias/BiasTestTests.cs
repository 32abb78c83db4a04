using System.Text.Json;
using MathNet.Numerics.Random;
using MlMonitor.Core.Bias;
using MlMonitor.Core.Quality;

namespace MlMonitor.Core.Tests.Bias;

/// <summary>Verdicts, intervals, files, and data that is not as it should be.</summary>
public sealed class BiasTestTests
{
    [Fact]
    public void A_group_that_is_treated_worse_is_found_with_its_sizes_meaning_and_parity()
    {
        var finding = Of(rows: 4000, facet: 0.4, others: 0.7).Judge().Single(f => f.MetricName == "DPPL");

        Assert.Equal(MlSeverity.Critical, finding.Severity);
        Assert.Equal(0.3, finding.Value!.Value, 0.05);
        Assert.Equal((2000L, 2000L, 0.0), (finding.FacetCount!.Value, finding.OtherCount!.Value, finding.Parity!.Value));
        Assert.InRange(0.3, finding.Lower!.Value, finding.Upper!.Value);
        Assert.Contains("says yes to all others", finding.Meaning, StringComparison.Ordinal);
        Assert.Equal(MlBiasStage.PostTraining, finding.Stage);
    }

    [Fact]
    public void Groups_alike_raise_nothing_and_neither_does_a_difference_that_chance_explains()
    {
        Assert.All(Of(rows: 4000, facet: 0.6, others: 0.6).Judge(), finding => Assert.NotEqual(MlSeverity.Warning, finding.Severity));
        Assert.Equal(MlSeverity.Ok, Of(rows: 100, facet: 0.5, others: 0.65).Judge().Single(f => f.MetricName == "DPPL").Severity);
    }

    [Fact]
    public void Half_as_much_disparate_impact_is_as_far_from_parity_as_twice()
    {
        foreach (var (facet, others) in new[] { (0.3, 0.6), (0.6, 0.3) })
        {
            var finding = Of(rows: 4000, facet, others).Judge().Single(f => f.MetricName == "DI");
            Assert.Equal((MlSeverity.Critical, 1.0), (finding.Severity, finding.Parity!.Value));
            Assert.Equal(0.8, finding.Threshold!.Value, 1e-12);
        }
    }

    [Fact]
    public void A_baseline_is_what_counts_and_a_limit_that_was_given_before_it()
    {
        var test = Of(rows: 4000, facet: 0.4, others: 0.7);
        var baseline = new BiasReport("label", "1", [new BiasEntry(MlBiasStage.PostTraining, "Sex", "0.0", "DPPL", "", 0.35)]);

        Assert.Equal((MlSeverity.Ok, 0.35), Pick(test.Judge(baseline).Single(f => f.MetricName == "DPPL")));
        var limited = Of(rows: 4000, facet: 0.4, others: 0.7, Options with { Limits = new Dictionary<string, double> { ["dppl"] = 0.2, ["DI"] = 0.5 } }).Judge(baseline);
        Assert.Equal((MlSeverity.Warning, 0.2), Pick(limited.Single(f => f.MetricName == "DPPL")));
        Assert.Equal((MlSeverity.Ok, 0.5), Pick(limited.Single(f => f.MetricName == "DI")));

        static (MlSeverity, double) Pick(MlBiasFinding finding) => (finding.Severity, finding.Threshold!.Value);
    }

    [Fact]
    public void Intervals_cover_what_is_true()
    {
        var (random, hits) = (new Xoshiro256StarStar(11), new Dictionary<string, int> { ["DPPL"] = 0, ["DI"] = 0, ["DPL"] = 0, ["AD"] = 0, ["RD"] = 0 });
        var truth = new Dictionary<string, double> { ["DPPL"] = 0.25, ["DI"] = 0.5, ["DPL"] = 0, ["AD"] = 0, ["RD"] = 0.25 };
        for (var run = 0; run < 300; run++)
        {
            var test = new BiasTest(Options with { Resampling = new() { Confidence = 0.95, Replicates = 200, Seed = run } });
            for (var i = 0; i < 400; i++)
                test.Add([$"{i % 2}"], $"{random.Next(2)}", random.NextDouble() < (i % 2 == 0 ? 0.25 : 0.5) ? "1" : "0");
            foreach (var finding in test.Judge().Where(finding => truth.ContainsKey(finding.MetricName)))
                hits[finding.MetricName] += finding.Lower <= truth[finding.MetricName] && truth[finding.MetricName] <= finding.Upper ? 1 : 0;
        }

        Assert.All(hits, hit => Assert.True(hit.Value is >= 271 and <= 297, $"{hit.Key}: {hit.Value} of 300"));
    }

    [Fact]
    public void A_small_group_an_empty_one_and_one_without_others_are_no_data()
    {
        BiasTest With(int facet, int others)
        {
            var test = new BiasTest(Options);
            for (var i = 0; i < facet + others; i++)
                test.Add([i < facet ? "0" : "1"], "1", "1");
            return test;
        }

        Assert.Equal("Too few rows to judge: 12 in the group, 100 others, 30 of each are needed", Nothing(With(12, 100)).Reason);
        Assert.Equal("No row has Sex 0; there are: 1", Nothing(With(0, 100)).Reason);
        Assert.Equal("All rows have Sex 0: there are no others", Nothing(With(100, 0)).Reason);
        Assert.Equal("No row", Nothing(With(0, 0)).Reason);
    }

    [Fact]
    public void A_column_that_is_not_there_and_a_metric_that_is_not_known_are_problems()
    {
        var problems = (Options with { GroupColumn = "Agee", Facets = [FacetRule.Of("sex")], Metrics = ["XY"] }).Check(["Sex", "Age"]).ToList();

        Assert.Equal([(ProblemId.ColumnNotFound, (object?)"sex"), (ProblemId.ColumnNotFound, "Agee"), (ProblemId.MetricUnknown, "XY")], problems.Select(p => (p.Id, p.Target)));
        Assert.Empty((Options with { Metrics = ["DCAcc", "AR", "FT"] }).Check(["Sex", "Age"]));
    }

    [Fact]
    public void Labels_and_predictions_that_are_never_positive_say_so()
    {
        var test = new BiasTest(Options);
        for (var i = 0; i < 200; i++)
            test.Add([$"{i % 2}"], "no", "0.7");

        Assert.Equal(2, test.Remarks().Count);
        var findings = test.Judge().ToDictionary(finding => finding.MetricName);
        Assert.Equal((MlSeverity.NoData, "The model says yes to nobody"), (findings["DI"].Severity, findings["DI"].Reason));
        Assert.Equal((MlSeverity.NoData, "No column was named that groups the rows"), (findings["CDDL"].Severity, findings["CDDL"].Reason));
    }

    [Fact]
    public void Rows_without_label_count_for_predictions_alone()
    {
        var test = new BiasTest(Options);
        for (var i = 0; i < 400; i++)
            test.Add([$"{i % 2}"], null, i % 4 < 2 ? "1" : "0");
        var findings = test.Judge().ToDictionary(finding => finding.MetricName);

        Assert.Equal((MlSeverity.Ok, 0.0), (findings["DPPL"].Severity, findings["DPPL"].Value!.Value));
        Assert.Equal((MlSeverity.NoData, "No row has what it takes: labels, predictions or both are missing"), (findings["AD"].Severity, findings["AD"].Reason));
    }

    [Fact]
    public void Thresholds_are_strict_and_several_facets_go_at_once()
    {
        var test = new BiasTest(Options with { Facets = [FacetRule.Above("Age", 40), FacetRule.Of("Sex")], Positive = LabelRule.Above(0.5) });
        for (var i = 0; i < 200; i++)
            test.Add([i % 2 == 0 ? "40" : "41.5", i % 3 == 0 ? "M" : "F"], "0.5", "0.51");
        test.Add(["old", "M"], "0.5", "nan");

        var groups = test.Measure().ToList();
        Assert.Equal(["(40, 41.5]", "F", "M"], groups.Select(group => group.Name));
        Assert.Equal((100, 100), (groups[0].FacetCount, groups[0].OtherCount));
        Assert.Equal(1, test.Tables[0].LeftOut);
        Assert.Contains("No label is positive (above 0.5): it may be spelt otherwise", test.Remarks());
    }

    [Fact]
    public void Predictions_all_the_same_are_parity()
    {
        var test = new BiasTest(Options);
        for (var i = 0; i < 200; i++)
            test.Add([$"{i % 2}"], $"{i / 2 % 2}", "1");
        var findings = test.Judge().ToDictionary(finding => finding.MetricName);

        Assert.Equal((0.0, 1.0, 0.0), (findings["DPPL"].Value!.Value, findings["DI"].Value!.Value, findings["RD"].Value!.Value));
        Assert.DoesNotContain(findings.Values, finding => finding.Severity is MlSeverity.Warning or MlSeverity.Critical);
    }

    [Fact]
    public void A_facet_of_numbers_without_a_threshold_is_no_data()
    {
        var test = new BiasTest(Options with { Facets = [FacetRule.Of("Sex")] });
        for (var i = 0; i < 2000; i++)
            test.Add([$"{i}"], "1", "1");

        Assert.StartsWith("More than 1000 values", Nothing(test).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("analysis.json", "customer_gender_female", "1", "DPL", -0.017711586081682884, 19)]
    [InlineData("continuous_analysis.json", "F1", "(0.5, 0.7]", "CI", -0.08, 8)]
    public void Reports_of_Clarify_are_read_and_written_as_they_were(string file, string facet, string value, string metric, double expected, int count)
    {
        var root = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Bias", "samples", file))).RootElement;
        var report = BiasReportFile.Read(root)!;
        using var stream = new MemoryStream();
        BiasReportFile.Write(report, stream);
        var again = BiasReportFile.Read(JsonDocument.Parse(stream.ToArray()).RootElement)!;

        Assert.Equal(count, report.Entries.Count);
        Assert.Equal(expected, report.Find(facet, value, metric)!.Value);
        Assert.Equal(report.Entries, again.Entries);
        Assert.Equal((report.Label, report.LabelValueOrThreshold), (again.Label, again.LabelValueOrThreshold));
    }

    [Fact]
    public void Infinity_is_written_as_Clarify_writes_it()
    {
        using var stream = new MemoryStream();
        BiasReportFile.Write(new BiasReport("y", "1", [new BiasEntry(MlBiasStage.PostTraining, "Sex", "0", "TE", "", double.PositiveInfinity)]), stream);

        Assert.Contains("\"value\": \"Infinity\"", System.Text.Encoding.UTF8.GetString(stream.ToArray()), StringComparison.Ordinal);
        Assert.Equal(double.PositiveInfinity, BiasReportFile.Read(JsonDocument.Parse(stream.ToArray()).RootElement)!.Entries[0].Value);
    }

    private static BiasOptions Options { get; } = new() { Facets = [FacetRule.Of("Sex", "0")], Positive = LabelRule.Values("1") };

    private static MlBiasFinding Nothing(BiasTest test)
    {
        var finding = Assert.Single(test.Judge());
        Assert.Equal(MlSeverity.NoData, finding.Severity);
        return finding;
    }

    private static BiasTest Of(int rows, double facet, double others, BiasOptions? options = null)
    {
        var (test, random) = (new BiasTest(options ?? Options), new Xoshiro256StarStar(7));
        for (var i = 0; i < rows; i++)
            test.Add([$"{i % 2}"], $"{random.Next(2)}", random.NextDouble() < (i % 2 == 0 ? facet : others) ? "1" : "0");
        return test;
    }
}
