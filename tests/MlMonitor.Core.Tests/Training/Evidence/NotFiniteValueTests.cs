using MlMonitor.Core.Training.Evidence;

namespace MlMonitor.Core.Tests.Training.Evidence;

public sealed class NotFiniteValueTests
{
    // The definitions are those of XGBoost's container, of Hugging Face's examples and of the developer guide.
    private const string XGBoost = @".*\[[0-9]+\].*#011train-logloss:([-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?).*";

    [Theory]
    [InlineData(XGBoost, "[7]#011train-logloss:nan#011validation-logloss:0.31", double.NaN)]
    [InlineData(XGBoost, "[7]#011train-logloss:-nan", double.NaN)]
    [InlineData("'loss': ([0-9]+(.|e\\-)[0-9]+),?", "{'loss': nan, 'learning_rate': 2e-05}", double.NaN)]
    [InlineData("'loss': ([0-9]+(.|e\\-)[0-9]+),?", "{'loss': inf}", double.PositiveInfinity)]
    [InlineData("loss=([0-9\\.]+);", "epoch=3 loss=Infinity;", double.PositiveInfinity)]
    [InlineData("loss=([0-9\\.]+);", "epoch=3 loss=-inf;", double.NegativeInfinity)]
    [InlineData("Train_error=(.*?);", "Train_error=NaN;", double.NaN)]
    [InlineData("(?:train )loss: (?<value>[0-9.]+)", "train loss: nan", double.NaN)]
    [InlineData("\\(loss\\) (\\d+)", "(loss) nan", double.NaN)]
    [InlineData("[(]loss[)] (\\d+)", "(loss) nan", double.NaN)]
    public void What_stands_before_the_number_stands_before_what_is_none(string definition, string line, double expected) =>
        Assert.Equal(expected, NotFiniteValue.Of("any", definition).In(line));

    [Theory]
    [InlineData(XGBoost, "[7]#011train-logloss:0.4#011validation-logloss:nan")]
    [InlineData(XGBoost, "loading finance.csv: 12 infrequent values, nan replaced")]
    [InlineData("loss=([0-9\\.]+);", "loss=0.4; accuracy=nan;")]
    [InlineData("loss=([0-9\\.]+);", "loss=nano;")]
    [InlineData("loss=([0-9\\.]+);", "loss=info")]
    public void The_trouble_of_another_metric_and_other_words_are_not_this_metrics(string definition, string line) =>
        Assert.Null(NotFiniteValue.Of("any", definition).In(line));

    [Theory]
    [InlineData("train:loss", null, "step 4 train-loss: nan")]
    [InlineData("train:loss", null, "{\"train_loss\": NaN}")]
    [InlineData("loss", null, "epoch 2 loss=nan")]
    [InlineData("loss", "([0-9.]+) is the loss", "loss: nan")]
    [InlineData("loss", "(?:loss is ([0-9.]+)|done)", "loss nan")]
    [InlineData("loss", "loss[ (\\d+)", "loss nan")]
    public void Without_an_expression_that_can_be_cut_the_name_has_to_stand_there(string name, string? definition, string line) =>
        Assert.Equal(double.NaN, NotFiniteValue.Of(name, definition).In(line));

    [Theory]
    [InlineData("loss", "total_train_closs: nan")]
    [InlineData("train:loss", "loss: nan")]
    public void A_name_that_is_part_of_another_is_not_it(string name, string line) => Assert.Null(NotFiniteValue.Of(name, null).In(line));

    [Fact]
    public void An_expression_that_takes_for_ever_gives_nothing() =>
        Assert.Null(NotFiniteValue.Of("loss", "((a+)+)+loss=([0-9]+)".Replace("((a+)+)+", "(?:(?:a+)+)+", StringComparison.Ordinal)).In(new string('a', 60) + " nan"));
}
