using System.Text.Json;
using MathNet.Numerics.Random;
using MlMonitor.Core.Quality;

namespace MlMonitor.Core.Tests.Quality;

/// <summary>Verdicts, files, estimates, and data that is not as it should be.</summary>
public sealed class QualityTestTests
{
    private static readonly QualityOptions Options = QualityOptions.Usual;

    [Fact]
    public void One_value_below_the_limit_is_no_alarm_where_chance_explains_it_and_one_where_it_does_not()
    {
        var limit = new QualityReference { Constraints = [new QualityConstraint("accuracy", 0.8, IsUpperLimit: false)] };

        Assert.Equal(MlSeverity.Ok, Single(QualityTest.Judge(Of(100, 0.77), limit, Options)).Severity);
        var alarm = Single(QualityTest.Judge(Of(10_000, 0.77), limit, Options));
        Assert.Equal(MlSeverity.Warning, alarm.Severity);
        Assert.Equal((0.77, 0.8), (alarm.Value!.Value, alarm.Threshold!.Value));
        Assert.True(alarm.Upper < 0.8);
        // Model Monitor would have raised both.
        Assert.Equal(MlSeverity.Warning, Single(QualityTest.Judge(Of(100, 0.77), limit, Options with { Compatibility = MlDriftCompatibility.ModelMonitor })).Severity);
    }

    [Fact]
    public void A_baseline_run_counts_with_its_own_chance()
    {
        var was = new QualityReference { Baseline = Of(200, 0.85) };

        Assert.Equal(MlSeverity.Ok, QualityTest.Judge(Of(10_000, 0.8), was, Options).Single(f => f.MetricName == "accuracy").Severity);
        var finding = QualityTest.Judge(Of(10_000, 0.8), was with { Baseline = Of(10_000, 0.85) }, Options).Single(f => f.MetricName == "accuracy");
        Assert.Equal(MlSeverity.Warning, finding.Severity);
        Assert.Equal((0.85, 10_000), (finding.BaselineValue!.Value, finding.BaselineCount!.Value));
    }

    [Fact]
    public void Worse_than_one_constant_answer_is_critical()
    {
        var findings = QualityTest.Judge(Of(2_000, 0.3), new QualityReference { Baseline = Of(2_000, 0.9) }, Options);

        Assert.Equal(MlSeverity.Critical, findings.Single(f => f.MetricName == "accuracy").Severity);
        Assert.Equal(MlSeverity.Critical, findings[0].Severity);
    }

    [Fact]
    public void False_alarms_keep_to_the_confidence()
    {
        var (random, alarms, findings) = (new Xoshiro256StarStar(9), 0, 0);
        for (var run = 0; run < 100; run++)
        {
            var judged = QualityTest.Judge(Drawn(random), new QualityReference { Baseline = Drawn(random) }, Options);
            alarms += judged.Count(finding => finding.Severity != MlSeverity.Ok);
            findings += judged.Count;
        }

        // Half of one in a hundred is on the wrong side; ten metrics of one run go together.
        Assert.True(findings >= 1000 && alarms <= 0.02 * findings, $"{alarms} of {findings}");
    }

    [Fact]
    public void Too_few_rows_and_limits_on_what_was_not_measured_are_no_data()
    {
        Assert.All(QualityTest.Judge(Of(20, 0.5), new QualityReference { Baseline = Of(1000, 0.9) }, Options), finding => Assert.Equal(MlSeverity.NoData, finding.Severity));
        var finding = Single(QualityTest.Judge(Of(100, 0.9), new QualityReference { Constraints = [new QualityConstraint("auc", 0.8, false)] }, Options));
        Assert.Equal((MlSeverity.NoData, "auc"), (finding.Severity, finding.MetricName));
    }

    [Fact]
    public void Without_anything_to_hold_against_all_metrics_are_told()
    {
        var findings = QualityTest.Judge(Of(100, 0.9), new QualityReference(), Options);

        Assert.Equal(16, findings.Count);
        Assert.All(findings, finding => Assert.NotEqual(MlSeverity.Warning, finding.Severity));
    }

    [Theory]
    [InlineData("constraints.json", 0.03364933609800973)]
    [InlineData("good_constraints.json", 0.33364933609800973)]
    public void Constraints_of_Model_Monitor_are_read_and_written_as_they_were(string file, double mse)
    {
        var (type, constraints) = QualityConstraintsFile.Read(QualityOracle.Read("samples", file))!.Value;
        using var stream = new MemoryStream();
        QualityConstraintsFile.Write(type, constraints, stream);
        var again = QualityConstraintsFile.Read(JsonDocument.Parse(stream.ToArray()).RootElement)!.Value;

        Assert.Equal(MlProblemType.Regression, type);
        Assert.Equal(["mae", "mse", "rmse", "r2"], constraints.Select(constraint => constraint.MetricName));
        Assert.Equal(new QualityConstraint("mse", mse, IsUpperLimit: true), constraints[1]);
        Assert.False(constraints[3].IsUpperLimit);
        Assert.Equal(constraints, again.Constraints);
        Assert.Equal(JsonSerializer.Serialize(QualityOracle.Read("samples", file)), JsonSerializer.Serialize(JsonDocument.Parse(stream.ToArray()).RootElement));
    }

    [Fact]
    public void Statistics_that_were_written_are_read_again()
    {
        var result = Of(500, 0.8);
        using var stream = new MemoryStream();
        QualityStatisticsFile.Write(result, new DateTimeOffset(2026, 11, 27, 2, 0, 0, TimeSpan.Zero), stream);
        var again = QualityStatisticsFile.Read(JsonDocument.Parse(stream.ToArray()).RootElement)!;

        Assert.Equal(500, again.Count);
        Assert.Equal(result.Confusion!["1", "0"], again.Confusion!["1", "0"]);
        Assert.Equal(result.Metrics.Where(metric => metric.Value is not null).Select(metric => (metric.Name, metric.Value)), again.Metrics.Where(m => m.Value is not null).Select(metric => (metric.Name, metric.Value)));
    }

    [Fact]
    public void Limits_suggested_of_a_run_are_kept_by_that_run()
    {
        var run = Of(500, 0.8);

        Assert.All(QualityTest.Judge(run, new QualityReference { Constraints = QualityConstraint.Suggest(run) }, Options with { Compatibility = MlDriftCompatibility.ModelMonitor }),
            finding => Assert.Equal(MlSeverity.Ok, finding.Severity));
    }

    [Fact]
    public void A_label_that_is_never_positive_says_so()
    {
        var quality = new BinaryQuality(Options);
        for (var i = 0; i < 50; i++)
            quality.Add(isPositive: false, i / 50.0);
        var result = quality.Build();

        Assert.Contains(result.Remarks, remark => remark.Contains("No label is positive", StringComparison.Ordinal));
        Assert.Equal("No label is positive", result.Find("recall")!.Reason);
        Assert.Equal("No label is positive", result.Find("auc")!.Reason);
        Assert.Equal(MlSeverity.NoData, QualityTest.Judge(result, new QualityReference { Baseline = Of(50, 0.9) }, Options).Single(f => f.MetricName == "recall").Severity);
    }

    [Fact]
    public void Predictions_that_are_all_the_same_scores_that_are_no_number_and_no_probabilities_say_so()
    {
        var quality = new BinaryQuality(Options);
        for (var i = 0; i < 50; i++)
            quality.Add(i % 2 == 0, i == 3 ? double.NaN : -2);
        var result = quality.Build();

        Assert.Equal((49, 1), (result.Count, result.LeftOut));
        Assert.Equal(3, result.Remarks.Count);
        Assert.Null(result.Find("log_loss")!.Value);
        Assert.Contains("no probabilities", result.Find("brier")!.Reason, StringComparison.Ordinal);
        Assert.Equal("No prediction is positive", result.Find("precision")!.Reason);
        Assert.Equal(0.5, result.Find("auc")!.Value);
    }

    [Fact]
    public void Label_texts_against_numbers_are_no_data_with_both_named()
    {
        var quality = new MulticlassQuality(Options);
        for (var i = 0; i < 50; i++)
            quality.Add(i % 2 == 0 ? "yes" : "no", i % 3 == 0 ? "1" : "0");
        var result = quality.Build();

        Assert.All(result.Metrics, metric => Assert.Equal("No predicted class is one of the labels: 0, 1 against no, yes", metric.Reason));
    }

    [Fact]
    public void Nothing_at_all_is_no_data()
    {
        Assert.All(new BinaryQuality(Options).Build().Metrics, metric => Assert.Equal("No labelled prediction", metric.Reason));
        Assert.All(new RegressionQuality(Options).Build().Metrics, metric => Assert.Equal("No labelled prediction", metric.Reason));
        Assert.All(new MulticlassQuality(Options).Build().Metrics, metric => Assert.Equal("No labelled prediction", metric.Reason));
    }

    [Fact]
    public void Truths_without_spread_have_no_r2_and_numbers_that_are_none_are_left_out()
    {
        var quality = new RegressionQuality(Options);
        for (var i = 0; i < 40; i++)
            quality.Add(0.1, i / 40.0);
        quality.Add(double.NaN, 1);
        quality.Add(1, double.PositiveInfinity);
        var result = quality.Build();

        Assert.Equal((40, 2), (result.Count, result.LeftOut));
        Assert.Null(result.Find("r2")!.Value);
        Assert.NotNull(result.Find("mae")!.Value);
    }

    [Theory]
    [InlineData("1.0", "1")]
    [InlineData(" \"1\" ", "1")]
    [InlineData("1e0", "1")]
    [InlineData("-0", "0")]
    [InlineData("True", "true")]
    [InlineData("cat ", "cat")]
    [InlineData("NaN", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_class_has_one_name_however_it_is_written(string? text, string? name) => Assert.Equal(name, ClassName.Of(text));

    [Fact]
    public void An_estimate_is_near_what_labels_would_say_and_follows_a_change_of_the_inputs()
    {
        var random = new Xoshiro256StarStar(5);
        foreach (var power in new[] { 1.0, 3.0 })
        {
            var (estimate, truth) = (new EstimatedQuality(Options), new BinaryQuality(Options));
            for (var i = 0; i < 20_000; i++)
            {
                var p = Math.Pow(random.NextDouble(), power);
                estimate.Add(p);
                truth.Add(random.NextDouble() < p, p);
            }

            var (guess, real) = (estimate.Build(), truth.Build());
            Assert.True(guess.IsEstimate);
            Assert.Null(EstimatedQuality.WhyNot(real));
            foreach (var name in new[] { "accuracy", "precision", "recall", "f1", "auc" })
                Assert.Equal(real.Find(name)!.Value!.Value, guess.Find(name)!.Value!.Value, 0.015);
        }
    }

    [Fact]
    public void An_estimate_of_scores_that_are_not_calibrated_is_unsound_until_they_are_calibrated()
    {
        var random = new Xoshiro256StarStar(6);
        var rows = Enumerable.Range(0, 20_000).Select(_ => random.NextDouble()).Select(score => (Score: score, Label: random.NextDouble() < score * score)).ToList();
        var truth = new BinaryQuality(Options);
        rows.ForEach(row => truth.Add(row.Label, row.Score));
        var real = truth.Build();
        var (raw, calibrated) = (new EstimatedQuality(Options), new EstimatedQuality(Options, IsotonicCalibration.Fit([.. rows.Select(r => r.Score)], [.. rows.Select(r => r.Label)])));
        rows.ForEach(row =>
        {
            raw.Add(row.Score);
            calibrated.Add(row.Score);
        });

        Assert.Contains("not calibrated", EstimatedQuality.WhyNot(real), StringComparison.Ordinal);
        Assert.True(Math.Abs(raw.Build().Find("precision")!.Value!.Value - real.Find("precision")!.Value!.Value) > 0.1);
        Assert.Equal(real.Find("precision")!.Value!.Value, calibrated.Build().Find("precision")!.Value!.Value, 0.01);
    }

    private static MlQualityFinding Single(IReadOnlyList<MlQualityFinding> findings) => Assert.Single(findings);

    // Half of the rows positive, so many right.
    private static QualityResult Of(int rows, double right)
    {
        var quality = new BinaryQuality(Options);
        for (var i = 0; i < rows; i++)
            quality.Add(i % 2 == 0, i % 2 == 0 == i < rows * right, null);
        return quality.Build();
    }

    private static QualityResult Drawn(Xoshiro256StarStar random)
    {
        var quality = new BinaryQuality(Options);
        for (var i = 0; i < 500; i++)
        {
            var p = random.NextDouble();
            quality.Add(random.NextDouble() < p, p);
        }

        return quality.Build();
    }
}
