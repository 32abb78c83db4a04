using MlMonitor.Core.Tests.Training.Rules.Curves;
using MlMonitor.Core.Training.Rules;
using static MlMonitor.Core.Tests.Training.Rules.HandMade;

namespace MlMonitor.Core.Tests.Training.Rules;

/// <summary>The rules about the shape of metrics, on curves made by hand; <see cref="RuleTableTests"/> counts how they do on noisy ones.</summary>
public sealed class CurveRuleTests
{
    /// <summary>From 1 down to 0.5 in 50 values, with noise of a deviation of about 0.004.</summary>
    private static readonly double[] Down = [.. Enumerable.Range(0, 50).Select(i => 1 - (0.01 * i) + Wobble(i))];

    [Fact]
    public void A_loss_that_is_not_a_number_is_critical_and_another_metric_a_warning()
    {
        var found = Of(Running, ("train:loss", [1, 0.9, double.NaN, double.NaN]), ("validation:auc", [0.5, double.PositiveInfinity, 0.6, 0.7])).Found(MlTrainingCheck.LossNotFinite);

        Assert.Equal(
            [
                (MlSeverity.Critical, "train:loss is not a number at point 3 of 4, and 2 of 4 points are not finite"),
                (MlSeverity.Warning, "validation:auc is infinite at point 2 of 4, and 1 of 4 points are not finite"),
            ],
            found.Select(f => (f.Severity, f.Reason)));
        Assert.Equal(("train:loss", double.NaN, 4, new MlWindow(Start.AddMinutes(80), Now)), (found[0].MetricName!, found[0].Value!.Value, found[0].PointCount, found[0].Window!));
        Assert.Empty(Of(Running, ("train:loss", [1, 0.9])).Found(MlTrainingCheck.LossNotFinite));
    }

    [Fact]
    public void Where_points_have_no_times_the_iteration_is_told()
    {
        var series = TrainingSeriesBuilder.Build("j", "d_loss", new[] { 1, double.NegativeInfinity }.Select((v, i) => new MlTrainingMetric
        {
            JobName = "j",
            MetricName = "d_loss",
            Value = v,
            Iteration = 100 * i,
            Source = MlMetricSource.SageMakerMetrics,
            Region = "eu-central-1",
        }));

        var finding = Assert.Single((Of(Running) with { Metrics = [series] }).Found(MlTrainingCheck.LossNotFinite));

        Assert.Equal((MlSeverity.Critical, "d_loss is infinite at iteration 100, and 1 of 2 points are not finite"), (finding.Severity, finding.Reason));
        Assert.Null(finding.Window);
    }

    [Fact]
    public void A_loss_that_rises_and_stays_up_is_diverging_with_value_threshold_and_window()
    {
        var finding = Assert.Single(Of(Running, ("train:loss", [.. Down, .. Rise(50, 0.5, 0.8)])).Found(MlTrainingCheck.Diverging));

        Assert.Equal((MlSeverity.Warning, "train:loss", 100), (finding.Severity, finding.MetricName!, finding.PointCount));
        Assert.Matches(@"^train:loss rose from 0\.5\d* to 0\.7\d+, \d\.\d+ times the margin, and does not come back$", finding.Reason);
        Assert.InRange(finding.Value!.Value, 0.77, 0.8);
        Assert.InRange(finding.Threshold!.Value, 0.53, 0.58);
        Assert.StartsWith("Page's CUSUM, Mann-Kendall p = ", finding.Method, StringComparison.Ordinal);
        Assert.Equal(Now, finding.Window!.Before);
        Assert.InRange(finding.Window.After, Start.AddMinutes(60), Start.AddMinutes(80));
    }

    [Theory]
    [InlineData(0.9, MlSeverity.Warning)]
    [InlineData(1.6, MlSeverity.Critical)]
    public void It_is_critical_where_all_that_was_learnt_is_lost(double end, MlSeverity severity)
    {
        var finding = Assert.Single(Of(Running, ("train:loss", [.. Down, .. Rise(30, 0.5, end)])).Found(MlTrainingCheck.Diverging));

        Assert.Equal(severity, finding.Severity);
        Assert.Equal(severity == MlSeverity.Critical, finding.Reason.EndsWith("all that was learnt is lost", StringComparison.Ordinal));
    }

    [Fact]
    public void An_accuracy_falls()
    {
        double[] accuracy = [.. Down.Select(v => 1.4 - v), .. Rise(30, 0.9, 0.4)];

        var finding = Assert.Single(Of(Running, ("validation:accuracy", accuracy)).Found(MlTrainingCheck.Diverging));

        Assert.StartsWith("validation:accuracy fell from 0.8", finding.Reason, StringComparison.Ordinal);
        Assert.True(finding.Threshold > finding.Value);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Three_values_that_climb_past_all_before_are_an_explosion_and_two_are_a_spike(int count, bool isFound)
    {
        double[] loss = [.. Down, .. Enumerable.Range(1, count).Select(i => Math.Pow(10, i))];

        var found = Of(Running, ("train:loss", loss)).Found(MlTrainingCheck.Diverging);

        Assert.Equal(isFound, found.Length == 1);
        if (isFound)
            Assert.Equal((MlSeverity.Critical, 1000), (found[0].Severity, found[0].Value!.Value));
    }

    [Fact]
    public void A_bump_that_came_back_a_second_like_it_and_a_constant_are_no_divergence()
    {
        double[] bump = [.. Rise(15, 0.5, 0.9), .. Rise(15, 0.9, 0.5)];

        Assert.Empty(Of(Running, ("train:loss", [.. Down, .. bump, .. Rise(30, 0.5, 0.45)])).Found(MlTrainingCheck.Diverging));
        Assert.Empty(Of(Running, ("train:loss", [.. Down, .. bump, .. Rise(10, 0.5, 0.5), .. bump[..14]])).Found(MlTrainingCheck.Diverging));
        Assert.Single(Of(Running, ("train:loss", [.. Down, .. bump[..14]])).Found(MlTrainingCheck.Diverging));
        Assert.Empty(Of(Ended, ("train:loss", Flat(50, 0.5))).Found(MlTrainingCheck.Diverging));
    }

    [Fact]
    public void A_metric_with_no_known_direction_or_fewer_than_ten_points_is_not_judged_and_that_is_said()
    {
        var unknown = Of(Running, ("gradient_norm", [.. Down, .. Rise(50, 0.5, 2)]), ("g_loss", [.. Down, .. Rise(50, 0.5, 2)]), ("train:loss", [1, 2, 4, 8, 16, 32, 64, 128, 256]));

        var finding = Assert.Single(TrainingTest.Judge(unknown));

        Assert.Equal((MlTrainingCheck.All, MlSeverity.Ok, 209), (finding.Check, finding.Severity, finding.PointCount));
        Assert.Equal("Nothing wrong in 3 metrics of 209 points; not judged: the shape of gradient_norm, g_loss (unknown which way is better), the shape of 1 metric (fewer than 10 points)", finding.Reason);
    }

    [Fact]
    public void Validation_that_turns_up_while_training_goes_on_down_is_overfitting_and_nothing_else()
    {
        double[] training = [.. Rise(100, 1, 0.2)];
        double[] validation = [.. Down, .. Rise(50, 0.5, 0.7)];

        var finding = Assert.Single(TrainingTest.Judge(Of(Running, ("train:loss", training), ("validation:loss", validation))));

        Assert.Equal((MlTrainingCheck.Overfitting, MlSeverity.Warning, "validation:loss", 100), (finding.Check, finding.Severity, finding.MetricName!, finding.PointCount));
        Assert.Matches(@"^validation:loss went from its best 0\.\d+ to 0\.\d+ while train:loss got better$", finding.Reason);
        Assert.InRange(finding.Value!.Value, 0.68, 0.72);
        Assert.InRange(finding.Threshold!.Value, 0.52, 0.57);
        Assert.Matches(@"^Mann-Kendall p = \S+ \(validation\), \S+ \(training\)$", finding.Method);
        Assert.InRange(finding.Window!.After, Start.AddMinutes(55), Start.AddMinutes(75));
    }

    [Theory]
    [InlineData("loss", "val_loss")]
    [InlineData("training loss", "validation loss")]
    [InlineData("loss/train", "loss/val")]
    [InlineData("train_loss", "test_loss")]
    public void Training_and_validation_are_paired_by_their_names(string training, string validation) =>
        Assert.Single(Of(Ended, (training, Rise(100, 1, 0.2)), (validation, [.. Down, .. Rise(50, 0.5, 0.7)])).Found(MlTrainingCheck.Overfitting));

    [Fact]
    public void Validation_that_turns_up_while_training_stands_is_diverging_and_no_news_where_training_rises_too()
    {
        double[] up = [.. Down, .. Rise(50, 0.5, 0.9)];

        Assert.Equal(
            [("validation:loss", MlTrainingCheck.Diverging)],
            TrainingTest.Judge(Of(Ended, ("train:loss", [.. Down, .. Rise(50, 0.5, 0.5)]), ("validation:loss", up))).Select(f => (f.MetricName!, f.Check)));
        Assert.Equal(
            [("train:loss", MlTrainingCheck.Diverging)],
            TrainingTest.Judge(Of(Ended, ("train:loss", up), ("validation:loss", up))).Select(f => (f.MetricName!, f.Check)));
    }

    [Fact]
    public void A_running_job_that_has_stood_still_for_half_of_its_points_is_on_a_plateau()
    {
        double[] flat = [.. Down, .. Rise(100, 0.5, 0.5)];

        var finding = Assert.Single(Of(Running, ("train:loss", flat)).Found(MlTrainingCheck.Plateau));

        Assert.Equal((MlSeverity.Warning, 4, "%", "train:loss", 150), (finding.Severity, finding.Threshold!.Value, finding.Unit, finding.MetricName!, finding.PointCount));
        Assert.InRange(finding.Value!.Value, 0, 4);
        Assert.Matches(@"^train:loss stands still at (0\.49|0\.5)\d*: the last 50 % of its points gained at most \S+ % of (0\.49|0\.5)\d*$", finding.Reason);
        Assert.Equal("Theil-Sen slope, upper end of the 95 % interval", finding.Method);
        Assert.InRange(finding.Window!.After, Start.AddMinutes(59), Start.AddMinutes(61));
        Assert.Empty(Of(Ended, ("train:loss", flat)).Found(MlTrainingCheck.Plateau));
        Assert.Empty(Of(Running with { SecondaryStatus = "Uploading" }, ("train:loss", flat)).Found(MlTrainingCheck.Plateau));
    }

    [Fact]
    public void A_job_that_has_never_learnt_is_on_a_plateau_from_its_beginning()
    {
        var finding = Assert.Single(Of(Running, ("train:loss", Rise(60, 0.693, 0.693))).Found(MlTrainingCheck.Plateau));

        Assert.Contains("all its points gained at most", finding.Reason, StringComparison.Ordinal);
        Assert.Equal(new MlWindow(Start, Now), finding.Window);
    }

    [Fact]
    public void What_still_gains_however_slowly_rises_or_is_almost_zero_is_no_plateau()
    {
        Assert.Empty(Of(Running, ("train:loss", [.. Down, .. Rise(100, 0.5, 0.47)])).Found(MlTrainingCheck.Plateau));
        Assert.Empty(Of(Running, ("train:loss", [.. Down, .. Rise(100, 0.5, 0.55)])).Found(MlTrainingCheck.Plateau));
        Assert.Empty(Of(Running, ("train:loss", [.. Down, .. Flat(100, 0.004)])).Found(MlTrainingCheck.Plateau));
        Assert.Empty(Of(Running, ("train:loss", [.. Down[..9], .. Flat(9, 0.9)])).Found(MlTrainingCheck.Plateau));
    }

    [Fact]
    public void Validation_says_whether_a_job_stands_still_and_all_of_it_must()
    {
        (string, double[]) Metric(string name, bool isFlat) => (name, [.. Down, .. Rise(100, 0.5, isFlat ? 0.5 : 0.2)]);

        Assert.Single(Of(Running, Metric("train:loss", false), Metric("validation:loss", true)).Found(MlTrainingCheck.Plateau));
        Assert.Empty(Of(Running, Metric("train:loss", true), Metric("validation:loss", false)).Found(MlTrainingCheck.Plateau));
        Assert.Empty(Of(Running, Metric("validation:loss", true), Metric("validation:error", false)).Found(MlTrainingCheck.Plateau));
    }

    private static double[] Rise(int count, double from, double to) => [.. Enumerable.Range(1, count).Select(i => from + ((to - from) * i / count) + Wobble(i))];

    private static double Wobble(int i) => 0.005 * Math.Sin(2.4 * i * i);
}
