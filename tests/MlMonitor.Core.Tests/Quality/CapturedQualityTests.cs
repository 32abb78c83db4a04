using MlMonitor.Core.Capture;
using MlMonitor.Core.Labels;
using MlMonitor.Core.Quality;
using MlMonitor.Core.Tests.Capture;

namespace MlMonitor.Core.Tests.Quality;

/// <summary>What kind of model it is, where nobody says it: told by answers and labels.</summary>
public sealed class CapturedQualityTests : CaptureTestBase
{
    [Theory]
    [InlineData("0.31", null, MlProblemType.Regression)]
    [InlineData("0", null, MlProblemType.BinaryClassification)]
    [InlineData("0.31", MlProblemType.BinaryClassification, MlProblemType.BinaryClassification)]
    public async Task An_answer_between_0_and_1_is_a_probability_only_where_labels_are_two_classes(string label, MlProblemType? said, MlProblemType expected)
    {
        Put("c/one.jsonl", [.. Enumerable.Range(0, 60).Select(i => Record("1", $"0.{i + 10}", id: $"r{i}"))]);
        Put("l/one.jsonl", [.. Enumerable.Range(0, 60).Select(i => Label($"r{i}", i % 2 == 0 ? label : "1"))]);

        var (findings, _) = await CapturedQuality.TestAsync(Requests(), new QualityQuery { Prediction = new PredictionQuery { ProblemType = said } }, Sink, CancellationToken.None);

        Assert.All(findings, finding => Assert.Equal(expected, finding.ProblemType));
    }

    [Fact]
    public async Task Labels_of_which_one_in_many_is_not_whole_are_measures()
    {
        Put("c/one.jsonl", [.. Enumerable.Range(0, 60).Select(i => Record("1", $"{i % 4}.5", id: $"r{i}"))]);
        Put("l/one.jsonl", [.. Enumerable.Range(0, 60).Select(i => Label($"r{i}", i == 59 ? "2.5" : $"{i % 4}"))]);

        var (findings, _) = await CapturedQuality.TestAsync(Requests(), new QualityQuery(), Sink, CancellationToken.None);

        Assert.All(findings, finding => Assert.Equal(MlProblemType.Regression, finding.ProblemType));
        // 59 answers are half too high, and one, 3.5 for 2.5, is 1 too high.
        Assert.Equal(((59 * 0.5) + 1) / 60, findings.Single(finding => finding.MetricName == "mae").Value!.Value, 1e-12);
    }

    [Theory]
    [InlineData(3, MlProblemType.MulticlassClassification)]
    [InlineData(40, MlProblemType.Regression)]
    public async Task Whole_numbers_are_classes_where_they_are_few(int different, MlProblemType expected)
    {
        Put("c/one.jsonl", [.. Enumerable.Range(0, 80).Select(i => Record("1", $"{i % different}", id: $"r{i}"))]);
        Put("l/one.jsonl", [.. Enumerable.Range(0, 80).Select(i => Label($"r{i}", $"{i % different}"))]);

        var (findings, _) = await CapturedQuality.TestAsync(Requests(), new QualityQuery(), Sink, CancellationToken.None);

        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.Equal(expected, finding.ProblemType));
    }

    private CapturedRequests Requests() => new() { Source = CaptureSource.OfPath(Path.Combine(Folder, "c")), Labels = CaptureSource.OfPath(Path.Combine(Folder, "l")) };

    private static string Label(string id, string label) =>
        $$"""{"groundTruthData":{"data":"{{label}}","encoding":"CSV"},"eventMetadata":{"eventId":"{{id}}"},"eventVersion":"0"}""";
}
