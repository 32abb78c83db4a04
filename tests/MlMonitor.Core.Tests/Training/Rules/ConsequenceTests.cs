using MlMonitor.Core.Training.Rules;

namespace MlMonitor.Core.Tests.Training.Rules;

public sealed class ConsequenceTests
{
    private static readonly MlTrainingFinding Lost = Finding(MlTrainingCheck.LossNotFinite, MlSeverity.Critical, "train:loss");
    private static readonly MlTrainingFinding Overfits = Finding(MlTrainingCheck.Overfitting, MlSeverity.Warning, "validation:loss");
    private static readonly MlTrainingFinding Diverges = Finding(MlTrainingCheck.Diverging, MlSeverity.Critical, "train:loss");

    [Theory]
    [InlineData(MlTrainingCheck.Diverging, true)]
    [InlineData(MlTrainingCheck.Plateau, true)]
    [InlineData(MlTrainingCheck.Overfitting, true)]
    [InlineData(MlTrainingCheck.Stalled, false)]
    [InlineData(MlTrainingCheck.IdleGpu, false)]
    public void Once_a_loss_is_not_a_number_the_shape_of_others_is_no_news(MlTrainingCheck check, bool expected) =>
        Assert.Equal(expected, Follows(Finding(check, MlSeverity.Critical, "validation:accuracy"), Lost));

    [Fact]
    public void A_metric_that_is_not_a_number_now_and_then_explains_nothing() =>
        Assert.False(Follows(Finding(MlTrainingCheck.Diverging, MlSeverity.Warning, "train:loss"), Finding(MlTrainingCheck.LossNotFinite, MlSeverity.Warning, "validation:f1")));

    [Theory]
    [InlineData("validation:auc", MlSeverity.Warning, true)]
    [InlineData("val_accuracy", MlSeverity.Warning, true)]
    [InlineData("validation:auc", MlSeverity.Critical, false)]
    [InlineData("train:loss", MlSeverity.Warning, false)]
    public void What_overfits_diverges_on_data_held_back_and_what_is_graver_stands(string metric, MlSeverity severity, bool expected) =>
        Assert.Equal(expected, Follows(Finding(MlTrainingCheck.Diverging, severity, metric), Overfits));

    [Theory]
    [InlineData("validation:loss", true)]
    [InlineData("train:perplexity", false)]
    public void What_diverges_on_the_data_it_learns_from_does_on_others(string metric, bool expected) =>
        Assert.Equal(expected, Follows(Finding(MlTrainingCheck.Diverging, MlSeverity.Critical, metric), Diverges));

    [Fact]
    public void Nothing_follows_from_itself() =>
        Assert.All([Lost, Overfits, Diverges, Finding(MlTrainingCheck.Diverging, MlSeverity.Critical, "validation:loss")], f => Assert.False(Follows(f, f)));

    private static bool Follows(MlTrainingFinding finding, MlTrainingFinding cause) => Consequence.IsOne(finding, [finding, cause]);

    private static MlTrainingFinding Finding(MlTrainingCheck check, MlSeverity severity, string metric) =>
        new() { JobName = "job", Check = check, Severity = severity, Reason = "because", MetricName = metric, Region = "eu-west-1" };
}
