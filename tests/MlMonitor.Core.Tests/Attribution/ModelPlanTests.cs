using MlMonitor.Core.Attribution;
using MlMonitor.Core.Tests.Support;

namespace MlMonitor.Core.Tests.Attribution;

/// <summary>How often a model is called; expected numbers by hand.</summary>
public sealed class ModelPlanTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void With_calls_enough_all_sets_are_tried()
    {
        // Once what is usual; for each of 3 rows itself, and 254 sets of 20 rows in parts of 500: 11.
        var plan = ModelPlan.Of([(3, 8)], 20, 500, 100, 4096, out _)!;

        Assert.Equal(1 + (3 * 12), plan.Invocations);
        Assert.True(plan.Coalitions >= 254);
    }

    [Theory]
    [InlineData(19, 19)]
    [InlineData(36, 28)]
    public void With_fewer_calls_as_many_sets_are_tried_as_fit(int most, int invocations)
    {
        var plan = ModelPlan.Of([(3, 8)], 20, 500, most, 4096, out _)!;

        // 3 rows with n calls for sets each: 1 + 3 (1 + n) ≤ most, and 25 sets a call.
        var calls = ((most - 1) / 3) - 1;
        Assert.Equal(calls * 25, plan.Coalitions);
        Assert.InRange(plan.Invocations, invocations, most);
    }

    [Fact]
    public void Too_few_calls_give_no_plan_and_how_many_it_takes()
    {
        // 16 sets of 20 rows go into one call.
        Assert.Null(ModelPlan.Of([(3, 8)], 20, 500, 6, 4096, out var least));
        Assert.Equal(1 + (3 * 2), least);
    }

    [Fact]
    public async Task Rows_are_drawn_by_the_seed_and_each_as_likely_as_any_other()
    {
        await File.WriteAllTextAsync(_path, "y,a,b\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"1,{i},x\n")));
        var seen = new int[100];
        for (var seed = 0; seed < 400; seed++)
            foreach (var row in (await ReadAsync(10, seed)).Rows)
                seen[(int)row[1].Number!.Value]++;
        var (one, again) = (await ReadAsync(10, 7), await ReadAsync(10, 7));

        // Binomial: 400 draws of one in ten are 40, with a deviation of 6.
        Assert.All(seen, count => Assert.InRange(count, 40 - 30, 40 + 30));
        Assert.Equal(one.Rows.Select(row => row[1]), again.Rows.Select(row => row[1]));
        Assert.Equal(100, (await ReadAsync(1000, 1)).Rows.Count);
    }

    [Fact]
    public async Task Columns_are_found_by_name_or_by_place_behind_the_label()
    {
        await File.WriteAllTextAsync(_path, "y,a,b\n1,2,x\n");
        var background = await ReadAsync(10, 0);

        Assert.Null(background.Fit(["b", "a"], 2, out var named));
        Assert.Equal(["x", "2"], named!.Value.Rows[0].Select(cell => cell.Text));
        Assert.Null(background.Fit([], 2, out var placed));
        Assert.Equal((IEnumerable<string>)["a", "b"], placed!.Value.Names);
        Assert.Equal(ProblemId.ColumnNotFound, background.Fit(["c"], 1, out _)!.Id);
        Assert.Equal(ProblemId.ColumnNotFound, background.Fit([], 1, out _)!.Id);
    }

    public void Dispose() => File.Delete(_path);

    private async Task<ModelBackground> ReadAsync(int count, int seed) => (await ModelBackground.ReadAsync(_path, count, seed, null, new RecordingSink(), default))!;
}
