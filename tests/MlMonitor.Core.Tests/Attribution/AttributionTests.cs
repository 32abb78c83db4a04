using System.Text.Json;
using MlMonitor.Core.Attribution;
using MlMonitor.Core.Resampling;
using MlMonitor.Core.Tests.Quality;

namespace MlMonitor.Core.Tests.Attribution;

public sealed class AttributionTests
{
    [Fact]
    public void The_score_is_that_of_scikit_learn_with_and_without_ties()
    {
        var pairs = QualityOracle.File.GetProperty("ndcg").EnumerateArray().ToList();
        Assert.Equal(10, pairs.Count);
        Assert.All(pairs, pair => Assert.Equal(pair.GetProperty("ndcg").GetDouble(), Ndcg.Score(pair.Numbers("baseline"), pair.Numbers("current")), 1e-12));
    }

    [Fact]
    public void The_documented_example_drifts_and_the_shifts_say_why()
    {
        // Feature attribution drift, Amazon SageMaker developer guide: SAT, GPA and class rank.
        var then = Of(("SAT", 0.7), ("GPA", 0.5), ("rank", 0.05));
        var finding = Assert.Single(AttributionTest.Judge([then], [Of(("rank", 0.7), ("SAT", 0.1), ("GPA", 0.2))], AttributionOptions.Usual));

        Assert.Equal(MlSeverity.Critical, finding.Severity);
        Assert.Equal(0.6876396241226223, finding.Value!.Value, 1e-12);
        Assert.Equal((3.0, 1.0), finding.Shifts.Where(s => s.FeatureName == "rank").Select(s => (s.BaselineRank, s.CurrentRank)).Single());
        Assert.Equal(1, Assert.Single(AttributionTest.Judge([then], [then], AttributionOptions.Usual)).Value!.Value, 1e-12);
    }

    [Fact]
    public void Features_that_share_a_place_share_its_rank() => Assert.Equal([1, 2.5, 2.5, 4], Ndcg.Ranks([9, 5, 5, 1]));

    [Fact]
    public void Few_predictions_other_features_and_none_are_no_data()
    {
        var then = Of(("a", 1), ("b", 0.5));
        MlAttributionFinding Against(params GlobalAttributions[] now) => Assert.Single(AttributionTest.Judge([then], now, AttributionOptions.Usual));

        Assert.All(
            [Against(), Against(then with { Count = 5 }), Against(Of(("a", 1), ("c", 1)))],
            finding => Assert.Equal(MlSeverity.NoData, finding.Severity));
        Assert.Contains("missing b; not in the baseline c", Against(Of(("a", 1), ("c", 1))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Attributions_of_many_predictions_are_made_one_with_an_interval_that_keeps_chance_from_alarming()
    {
        var (one, two) = (new AttributionSummary("y", ["a", "b"]), new AttributionSummary("y", ["a", "b"]));
        for (var i = 0; i < 40; i++)
            (i % 2 == 0 ? one : two).Add([i % 2 == 0 ? 1 : -1, i < 39 ? 0 : 60]);
        one.Merge(two);
        var now = one.Build(0.5, ResamplingOptions.Usual)!;

        Assert.Equal((40, 1, 1.5), (now.Count, now.Values["a"], now.Values["b"]));
        // One row of forty makes b the first; two in five draws do not have it.
        var finding = Assert.Single(AttributionTest.Judge([Of(("a", 1), ("b", 0.01))], [now], AttributionOptions.Usual));
        Assert.Equal(MlSeverity.Ok, finding.Severity);
        Assert.True(finding.Value < 0.9);
    }

    [Theory]
    [InlineData(AttributionAggregation.MeanAbsolute, 2)]
    [InlineData(AttributionAggregation.Median, 1)]
    [InlineData(AttributionAggregation.MeanSquare, 7.2)]
    public void Aggregations_are_those_of_Clarify(AttributionAggregation aggregation, double expected)
    {
        var summary = new AttributionSummary("y", ["a"], aggregation);
        foreach (var value in new[] { -5, 1, 1, 0, -3.0 })
            summary.Add([value]);

        Assert.Equal(expected, summary.Build()!.Values["a"], 1e-12);
    }

    [Theory]
    [InlineData("fraud_explainability_analysis.json", 1, 45, "customer_gender_male", 0.01089049476601324)]
    [InlineData("clarify_explanability.json", 2, 8, "Country", 0.04632862084382646)]
    public void Reports_of_Clarify_are_read_and_written_as_they_were(string file, int labels, int features, string feature, double value)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Attribution", "samples", file);
        // One of the files lacks a bracket behind the attributions, so it is cut there.
        var text = File.ReadAllText(path);
        var cut = text.IndexOf("\"pdp\"", StringComparison.Ordinal);
        if (cut > 0)
            text = text[..cut].TrimEnd().TrimEnd(',') + "}}";
        var report = AttributionReportFile.Read(JsonDocument.Parse(text).RootElement)!;
        using var stream = new MemoryStream();
        AttributionReportFile.Write(report, stream);
        var again = AttributionReportFile.Read(JsonDocument.Parse(stream.ToArray()).RootElement)!;

        Assert.Equal((labels, features, value), (report.Count, report[0].Values.Count, report[0].Values[feature]));
        Assert.Equal(report.Select(label => (label.Label, label.ExpectedValue)), again.Select(label => (label.Label, label.ExpectedValue)));
        Assert.Equal(report[0].Values, again[0].Values);
    }

    [Fact]
    public void An_answer_with_explanations_is_read_row_by_row()
    {
        const string answer = """
            {"version":"1.0","predictions":{"content_type":"text/csv","data":"0.75\n0.2\n0.5"},"explanations":{"kernel_shap":[
              [{"feature_header":"Age","attributions":[{"attribution":[0.5]}]},{"feature_header":"Text","attributions":[{"attribution":[0.1]},{"attribution":[-0.1]}]}],
              null,
              [{"attributions":[{"attribution":[0.3]}]},{"attributions":[{"attribution":[0.0]}]}]]}}
            """;
        var rows = OnlineExplanation.Read(JsonDocument.Parse(answer).RootElement, new Dictionary<string, double> { ["label0"] = 0.25 })!;

        Assert.Equal([(0, 0.75, true), (2, 0.5, false)], rows.Select(row => (row.RowIndex, row.Prediction!.Value, row.IsAdditive!.Value)));
        Assert.Equal(["Age", "Text"], rows[0].Attributions.Select(attribution => attribution.FeatureName));
        Assert.Equal(["_c0", "_c1"], rows[1].Attributions.Select(attribution => attribution.FeatureName));
        Assert.Equal(-0.05, rows[1].AdditivityGap!.Value, 1e-12);
        Assert.Null(OnlineExplanation.Read(JsonDocument.Parse("{\"predictions\":[1]}").RootElement));
        Assert.Empty(OnlineExplanation.Read(JsonDocument.Parse("{\"explanations\":{}}").RootElement)!);
    }

    private static GlobalAttributions Of(params (string Feature, double Value)[] values) =>
        new("label0", values.ToDictionary(v => v.Feature, v => v.Value), null);
}
