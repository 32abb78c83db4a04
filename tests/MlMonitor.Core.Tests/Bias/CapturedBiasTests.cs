using MlMonitor.Core.Bias;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Labels;
using MlMonitor.Core.Tests.Capture;

namespace MlMonitor.Core.Tests.Bias;

/// <summary>
/// Captured answers and labels of 100 women and 100 men, counted by hand: 30 women and 60 men are told yes; yes is the truth of 40
/// women, 24 of whom are told so, and of 50 men, 45 of whom are.
/// </summary>
public sealed class CapturedBiasTests : CaptureTestBase
{
    private static readonly BiasQuery Women = new() { Facets = [FacetRule.Of("Sex", "F")] };

    // By https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-measure-post-training-bias.html, a being the men and d the women.
    [Theory]
    [InlineData("DPL", 0.5 - 0.4)]
    [InlineData("DPPL", 0.6 - 0.3)]
    [InlineData("DI", 0.3 / 0.6)]
    [InlineData("RD", (45 / 50.0) - (24 / 40.0))]
    [InlineData("AD", (((45 + 35) / 100.0) - ((24 + 54) / 100.0)))]
    public async Task Metrics_are_those_of_the_answers_joined_with_their_labels(string metric, double expected)
    {
        Fill();

        var (findings, read) = await CapturedBias.TestAsync(Requests(), Women, Sink, CancellationToken.None);

        var finding = findings.Single(f => f.MetricName == metric);
        Assert.Equal(expected, finding.Value!.Value, 1e-12);
        Assert.Equal(("F", 100L, 100L), (finding.FacetValue, finding.FacetCount!.Value, finding.OtherCount!.Value));
        Assert.Equal((200L, 1.0), (read!.Records, finding.Labels!.Coverage));
        Assert.Empty(Sink.Problems);
    }

    [Fact]
    public async Task Several_facets_are_looked_at_at_once_each_by_itself()
    {
        Fill();

        var query = Women with { Facets = [.. Women.Facets, FacetRule.Above("Age", 40)], Metrics = ["DPPL"] };
        var (findings, _) = await CapturedBias.TestAsync(Requests(), query, Sink, CancellationToken.None);

        Assert.Equal(["Age", "Sex"], findings.Select(f => f.FacetName).Order());
        // Every second is 50 years old, in no relation to what is told.
        Assert.Equal((MlSeverity.Ok, 100L), (findings.Single(f => f.FacetName == "Age").Severity, findings.Single(f => f.FacetName == "Age").FacetCount!.Value));
        Assert.Equal(MlSeverity.Warning, findings.Single(f => f.FacetName == "Sex").Severity);
    }

    [Fact]
    public async Task Without_labels_only_what_needs_none_is_told()
    {
        Fill(labelled: 0);

        var (findings, _) = await CapturedBias.TestAsync(Requests(areLabelsThere: false), Women, Sink, CancellationToken.None);

        Assert.Equal(0.3, findings.Single(f => f.MetricName == "DPPL").Value!.Value, 1e-12);
        Assert.DoesNotContain(findings, f => f.MetricName is "DPL" or "RD" or "AD");
        Assert.Contains("No labels yet: none of 200 predictions", findings.Single(f => f.MetricName == "All").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_few_labels_what_needs_them_is_no_data_and_the_rest_is_told()
    {
        Fill(labelled: 29);

        var (findings, _) = await CapturedBias.TestAsync(Requests(), Women, Sink, CancellationToken.None);

        Assert.Equal((MlSeverity.NoData, (double?)null), (findings.Single(f => f.MetricName == "RD").Severity, findings.Single(f => f.MetricName == "RD").Value));
        Assert.Equal(MlSeverity.Warning, findings.Single(f => f.MetricName == "DPPL").Severity);
    }

    [Theory]
    [InlineData("sex", ProblemId.ColumnNotFound)]
    [InlineData(null, ProblemId.ColumnNotFound)]
    public async Task A_facet_that_is_not_there_and_none_at_all_are_told(string? facet, ProblemId expected)
    {
        Fill();

        var (findings, _) = await CapturedBias.TestAsync(Requests(), new BiasQuery { Facets = facet is null ? [] : [FacetRule.Of(facet)] }, Sink, CancellationToken.None);

        Assert.Empty(findings);
        Assert.Equal(expected, Assert.Single(Sink.Problems).Id);
    }

    [Fact]
    public void A_flip_test_in_two_parts_keeps_the_same_rows_whoever_saw_them()
    {
        var (one, two, three, four) = (new FlipTest(50), new FlipTest(50), new FlipTest(50), new FlipTest(50));
        var random = new Random(4);
        for (var i = 0; i < 2000; i++)
        {
            double[] row = [random.NextDouble(), random.NextDouble()];
            var (isFacet, isPositive) = (i % 3 == 0, random.Next(2) == 0);
            (i % 2 == 0 ? one : two).Add(row, isFacet, isPositive);
            (i < 300 ? three : four).Add(row, isFacet, isPositive);
        }

        one.Merge(two);
        four.Merge(three);

        Assert.Equal((50, 50), (one.Run().FacetCount, one.Run().OtherCount));
        Assert.Equal(one.Run(), four.Run());
    }

    private void Fill(int labelled = 100)
    {
        var (records, labels) = (new List<string>(), new List<string>());
        foreach (var (sex, yes, told, wrongly) in new[] { ("F", 40, 24, 6), ("M", 50, 45, 15) })
            for (var i = 0; i < 100; i++)
            {
                var (isYes, isTold) = (i < yes, i < told || i >= 100 - wrongly);
                records.Add(Record($$"""{"Sex":"{{sex}}","Age":{{(i % 2 == 0 ? 30 : 50)}}}""", $$"""{"predicted_label":{{(isTold ? 1 : 0)}}}""", "application/json", "JSON", id: $"{sex}{i}"));
                if (i < labelled)
                    labels.Add($$$"""{"groundTruthData":{"data":"{{{(isYes ? 1 : 0)}}}","encoding":"CSV"},"eventMetadata":{"eventId":"{{{sex}}}{{{i}}}"},"eventVersion":"0"}""");
            }

        Put("c/one.jsonl", [.. records]);
        if (labels.Count > 0)
            Put("l/one.jsonl", [.. labels]);
    }

    private CapturedRequests Requests(bool areLabelsThere = true) => new()
    {
        Source = CaptureSource.OfPath(Path.Combine(Folder, "c")),
        Labels = areLabelsThere ? CaptureSource.OfPath(Path.Combine(Folder, "l")) : null,
    };
}
