using MathNet.Numerics.Random;
using MlMonitor.Core.Attribution;

namespace MlMonitor.Core.Tests.Attribution;

/// <summary>Kernel SHAP against Shapley values that are known: in closed form, or by the definition over all sets.</summary>
public sealed class KernelShapTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(12)]
    public async Task Linear_models_are_explained_exactly(int features)
    {
        var random = new Xoshiro256StarStar(features);
        var (weights, row, background) = (Row(random, features), Row(random, features), Enumerable.Range(0, 7).Select(_ => Row(random, features)).ToList());
        var shap = Of(x => 3 + x.Zip(weights, (a, w) => a * w).Sum(), background);

        var values = await shap.ExplainAsync(row, None);

        // Of a linear model: w (x − mean of the background).
        for (var f = 0; f < features; f++)
            Assert.Equal(weights[f] * (row[f] - background.Average(other => other[f])), values.Values[f], 1e-9);
        Assert.True(values.IsExact);
        Assert.Equal(0, values.AdditivityGap, 1e-9);
        Assert.Equal(features == 1 ? 0 : (1 << features) - 2, values.CoalitionCount);
        Assert.Equal(background.Count * (values.CoalitionCount + 1) + 1, values.ModelRowCount);
    }

    [Fact]
    public async Task Additive_models_of_twelve_features_are_explained_exactly()
    {
        var random = new Xoshiro256StarStar(3);
        Func<double, double>[] parts = [Math.Sin, Math.Exp, x => x * x, x => x > 0 ? 1 : -1, Math.Abs, x => x, x => x * x * x, Math.Cos, x => 2 * x, x => 1 / (1 + Math.Exp(-x)), x => -x, Math.Tanh];
        var (row, background) = (Row(random, 12), Enumerable.Range(0, 5).Select(_ => Row(random, 12)).ToList());
        var values = await Of(x => x.Zip(parts, (a, part) => part(a)).Sum(), background).ExplainAsync(row, None);

        for (var f = 0; f < 12; f++)
            Assert.Equal(parts[f](row[f]) - background.Average(other => parts[f](other[f])), values.Values[f], 1e-9);
    }

    [Fact]
    public async Task Models_with_interactions_get_the_Shapley_values_of_the_definition()
    {
        var random = new Xoshiro256StarStar(8);
        static double Model(IReadOnlyList<double> x) => x[0] * x[1] + Math.Max(x[2], x[3]) * x[4] + x[5] * x[0] * x[2];
        var (row, background) = (Row(random, 6), Enumerable.Range(0, 4).Select(_ => Row(random, 6)).ToList());
        var values = await Of(Model, background).ExplainAsync(row, None);

        double[] factorial = [1, 1, 2, 6, 24, 120, 720];
        double Worth(int set) => background.Average(other => Model([.. Enumerable.Range(0, 6).Select(f => (set >> f & 1) == 1 ? row[f] : other[f])]));
        for (var f = 0; f < 6; f++)
        {
            var expected = 0.0;
            foreach (var set in Enumerable.Range(0, 64).Where(set => (set >> f & 1) == 0))
            {
                var size = System.Numerics.BitOperations.PopCount((uint)set);
                expected += factorial[size] * factorial[5 - size] / factorial[6] * (Worth(set | 1 << f) - Worth(set));
            }

            Assert.Equal(expected, values.Values[f], 1e-9);
        }
    }

    [Fact]
    public async Task Above_the_budget_sets_are_drawn_and_linear_models_are_exact_still()
    {
        var random = new Xoshiro256StarStar(4);
        var (weights, row, background) = (Row(random, 30), Row(random, 30), Enumerable.Range(0, 3).Select(_ => Row(random, 30)).ToList());
        var values = await Of(x => x.Zip(weights, (a, w) => a * w).Sum(), background, new KernelShapOptions { MaximumCoalitions = 500 }).ExplainAsync(row, None);

        Assert.False(values.IsExact);
        Assert.InRange(values.CoalitionCount, 400, 500);
        for (var f = 0; f < 30; f++)
            Assert.Equal(weights[f] * (row[f] - background.Average(other => other[f])), values.Values[f], 1e-8);
    }

    [Fact]
    public async Task Drawn_sets_come_near_the_exact_values_and_the_same_seed_gives_the_same()
    {
        var random = new Xoshiro256StarStar(5);
        var (row, background) = (Row(random, 12), Enumerable.Range(0, 3).Select(_ => Row(random, 12)).ToList());
        static double Model(IReadOnlyList<double> x) => Math.Tanh(x[0] * x[1] + x[2] - x[3] * x[4]) + x.Sum() / 4;
        var exact = await Of(Model, background).ExplainAsync(row, None);
        var drawn = await Of(Model, background, new KernelShapOptions { MaximumCoalitions = 1000 }).ExplainAsync(row, None);
        var again = await Of(Model, background, new KernelShapOptions { MaximumCoalitions = 1000 }).ExplainAsync(row, None);

        Assert.False(drawn.IsExact);
        Assert.Equal(drawn.Values, again.Values);
        Assert.Equal(0, drawn.AdditivityGap, 1e-9);
        for (var f = 0; f < 12; f++)
            Assert.Equal(exact.Values[f], drawn.Values[f], 0.05);
    }

    [Fact]
    public async Task Features_that_never_differ_add_nothing_and_cost_nothing()
    {
        var values = await Of(x => x[0] + 5 * x[1] * x[2], [[0, 1, 1], [4, 1, 1]]).ExplainAsync([3, 1, 1], None);

        Assert.Equal([1, 0, 0], values.Values);
        Assert.Equal((0, 3), (values.CoalitionCount, (int)values.ModelRowCount));
    }

    [Fact]
    public async Task Texts_can_be_features()
    {
        var shap = new KernelShap<string>((rows, _) => Task.FromResult<double[]>([.. rows.Select(row => (row[0] == "red" ? 2.0 : 0) + (row[1] == "big" ? 1 : 0))]), [["blue", "small"]], KernelShapOptions.Usual);
        var values = await shap.ExplainAsync(["red", "big"], None);
        var explanation = values.ToExplanation(["colour", "size"]);

        Assert.Equal([2.0, 1.0], values.Values.Select(value => Math.Round(value, 12)));
        Assert.Equal(("Kernel SHAP, exact", true, 3.0, 0.0), (explanation.Method, explanation.IsAdditive!.Value, explanation.Prediction!.Value, explanation.ExpectedValue!.Value));
    }

    [Fact]
    public async Task A_budget_is_kept_over_all_predictions_and_one_that_is_too_small_is_refused()
    {
        var background = Enumerable.Range(0, 10).Select(i => new double[] { i, i, i }).ToList();
        var shap = Of(x => x.Sum(), background, new KernelShapOptions { MaximumModelRows = 140 });
        await shap.ExplainAsync([20, 20, 20], None);
        var left = shap.ModelRowCount;

        Assert.Equal(71, left);
        await shap.ExplainAsync([30, 20, 20], None);
        var refused = await Assert.ThrowsAsync<MlMonitorException>(() => shap.ExplainAsync([20, 20, 20], None));
        Assert.Contains("too small", refused.Message, StringComparison.Ordinal);
        Assert.True(shap.ModelRowCount <= 140);
    }

    [Fact]
    public async Task Answers_that_are_none_are_refused_and_a_stop_is_heard()
    {
        var short1 = new KernelShap<double>((_, _) => Task.FromResult<double[]>([1]), [[1, 2], [2, 3]], KernelShapOptions.Usual);
        Assert.Equal("The model answered 1 numbers to 2 rows", (await Assert.ThrowsAsync<MlMonitorException>(() => short1.ExplainAsync([3, 4], None))).Message);
        await Assert.ThrowsAsync<MlMonitorException>(() => Of(_ => double.NaN, [[1, 2]]).ExplainAsync([3, 4], None));
        await Assert.ThrowsAsync<MlMonitorException>(() => Of(x => x[0], [[1, 2]]).ExplainAsync([3], None));
        await Assert.ThrowsAsync<OperationCanceledException>(() => Of(x => x[0], [[1, 2]]).ExplainAsync([3, 4], new CancellationToken(canceled: true)));
    }

    private static double[] Row(Xoshiro256StarStar random, int features) => [.. Enumerable.Range(0, features).Select(_ => 4 * random.NextDouble() - 2)];

    private static KernelShap<double> Of(Func<IReadOnlyList<double>, double> model, IReadOnlyList<double[]> background, KernelShapOptions? options = null) =>
        new((rows, _) => Task.FromResult<double[]>([.. rows.Select(row => model(row))]), background, options ?? KernelShapOptions.Usual);
}
