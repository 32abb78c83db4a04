using MlMonitor.Core.Training.Rules;

namespace MlMonitor.Core.Tests.Training.Rules;

public sealed class MetricDirectionsTests
{
    [Theory]
    [InlineData("train:loss", MlMetricDirection.Minimize)]
    [InlineData("val_loss", MlMetricDirection.Minimize)]
    [InlineData("train_loss_epoch", MlMetricDirection.Minimize)]
    [InlineData("validation:rmse", MlMetricDirection.Minimize)]
    [InlineData("eval/perplexity", MlMetricDirection.Minimize)]
    [InlineData("error_rate", MlMetricDirection.Minimize)]
    [InlineData("validation:auc", MlMetricDirection.Maximize)]
    [InlineData("val_accuracy", MlMetricDirection.Maximize)]
    [InlineData("test:mean_rho", MlMetricDirection.Maximize)]
    [InlineData("validation:discriminator_auc", MlMetricDirection.Maximize)]
    [InlineData("neg_mean_squared_error", MlMetricDirection.Unknown)]
    [InlineData("loss_scale", MlMetricDirection.Unknown)]
    [InlineData("learning_rate", MlMetricDirection.Unknown)]
    [InlineData("ObjectiveMetric", MlMetricDirection.Unknown)]
    [InlineData("g_loss", MlMetricDirection.Unknown)]
    [InlineData("train:generatorLoss", MlMetricDirection.Unknown)]
    [InlineData("critic loss", MlMetricDirection.Unknown)]
    public void A_direction_is_known_by_name_or_not_at_all(string name, MlMetricDirection direction) =>
        Assert.Equal(direction, MetricDirections.Of(name));
}
