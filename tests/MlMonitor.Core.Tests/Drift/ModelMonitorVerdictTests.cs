using MlMonitor.Core.Baselines;
using MlMonitor.Core.Datasets;
using MlMonitor.Core.Distances;
using MlMonitor.Core.Drift;
using MlMonitor.Core.Profiles;
using MlMonitor.Core.Tests.Support;
using static MlMonitor.Core.Tests.Distances.Samples;

namespace MlMonitor.Core.Tests.Drift;

/// <summary>
/// The verdicts of Model Monitor on its own files: statistics, data and the two sets of constraints (one of which the data break) of the
/// tests of the SageMaker Python SDK (tests/data/pipeline/quality_check_step, Apache-2.0), and the churn training set of AWS's examples
/// (amazon-sagemaker-examples, Apache-2.0).
/// </summary>
public sealed class ModelMonitorVerdictTests : IDisposable
{
    private static readonly DriftOptions Theirs = DriftOptions.Default with { Compatibility = MlDriftCompatibility.ModelMonitor };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlmonitor-verdicts-");

    [Fact]
    public async Task The_data_that_statistics_were_made_of_break_no_constraint_of_the_good_case()
    {
        var findings = DriftTest.Judge(await BaselineAsync(bad: false), await ProfileAsync("model-monitor-dataset.csv"), Theirs);

        Assert.Equal(6, findings.Count);
        Assert.All(findings, finding => Assert.Equal((MlSeverity.Ok, 0.0), (finding.Severity, finding.Value)));
    }

    [Fact]
    public async Task They_break_the_one_constraint_of_the_bad_case_that_numbers_be_texts()
    {
        var findings = DriftTest.Judge(await BaselineAsync(bad: true), await ProfileAsync("model-monitor-dataset.csv"), Theirs);

        var broken = Assert.Single(findings, finding => finding.Severity != MlSeverity.Ok);
        Assert.Equal(("_c5", MlDriftCheck.DataType, 0.0, 1.0), (broken.FeatureName, broken.Check, broken.Value, broken.Threshold));
    }

    [Fact]
    public async Task The_churn_training_set_breaks_nothing_that_was_suggested_of_it_and_a_column_that_is_gone_is_told()
    {
        var all = await ProfileAsync("churn-training.csv.gz");
        var baseline = new Baseline { Profile = all, Constraints = Constraints.Suggest(all), Source = "churn" };

        Assert.All(DriftTest.Judge(baseline, all, Theirs), finding => Assert.Equal(MlSeverity.Ok, finding.Severity));
        var broken = all with { Columns = [.. all.Columns.Where(column => column.Name != "Eve Mins")] };
        Assert.Equal(("Eve Mins", MlDriftCheck.MissingColumn), DriftTest.Judge(baseline, broken, Theirs).Where(f => f.Severity == MlSeverity.Critical).Select(f => (f.FeatureName, f.Check)).Single());
    }

    [Fact]
    public void Deequ_counts_each_number_once_by_the_highest_level_it_is_on()
    {
        var counted = DeequCounting.Of([[3.0, 4], [2.0, 9, 3], [1.0]]);

        Assert.Equal([1, 2, 3, 4, 9], counted.Values.ToArray());
        Assert.Equal([4, 2, 2, 1, 2], counted.Counts.ToArray());
    }

    [Fact]
    public void Up_to_2_050_rows_nothing_is_dropped_and_repeats_do_not_count()
    {
        var counted = DeequCounting.Of(Of([.. Enumerable.Range(0, 2050).Select(i => (double)(i % 41))]));

        Assert.Equal(41, counted.Count);
        Assert.Equal(41, counted.Values.Length);
    }

    [Fact]
    public void Of_numbers_that_do_not_repeat_all_rows_count_as_far_as_the_sketch_remembers()
    {
        // Halving by turns loses no more than the odd one on a level.
        var counted = DeequCounting.Of(Of([.. Enumerable.Range(0, 20_000).Select(i => (double)i)]));

        Assert.InRange(counted.Count, 19_900, 20_000);
        Assert.InRange(counted.Values.Length, 2_000, 6_500);
    }

    [Fact]
    public void A_flag_of_many_rows_weighs_64_to_128_and_never_drifts()
    {
        // As an independent model of the sketch has it.
        var before = DeequCounting.Of(Flag(60_000, 0.3));
        var now = DeequCounting.Of(Flag(60_000, 0.9));

        Assert.InRange(before.Count, 64, 128);
        Assert.InRange(now.Count, 64, 128);
        Assert.Equal(0, KolmogorovSmirnov.Compare(before, now)!.Value.Robust());
    }

    [Fact]
    public void Counts_that_move_from_3_to_3_6_are_far_for_us_and_near_for_Deequ()
    {
        var random = new Random(3);
        NumericDistribution before = Of(Poisson(random, 3)), now = Of(Poisson(random, 3.6));

        // The independent model: 0.122 against 0.023.
        Assert.InRange(KolmogorovSmirnov.Compare(before, now)!.Value.Robust(), 0.11, 0.135);
        Assert.InRange(KolmogorovSmirnov.Compare(DeequCounting.Of(before), DeequCounting.Of(now))!.Value.Robust(), 0, 0.1);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static NumericDistribution Flag(int rows, double share) => new([0, 1], [rows - (long)(share * rows), (long)(share * rows)]);

    private static double[] Poisson(Random random, double mean) => [.. Enumerable.Range(0, 60_000).Select(_ =>
    {
        var count = 0;
        for (var product = random.NextDouble(); product > Math.Exp(-mean); count++)
            product *= random.NextDouble();
        return (double)count;
    })];

    private static string Data(string name) => Path.Combine(AppContext.BaseDirectory, "Profiles", "oracle", name);

    private static async Task<DatasetProfile> ProfileAsync(string name) =>
        (await new BaselineReader(null, new RecordingSink()).ReadDatasetAsync(Data(name), DatasetOptions.Default, ProfileOptions.Default, CancellationToken.None))!;

    // The bad constraints are the good ones but for the type of the last column.
    private async Task<Baseline> BaselineAsync(bool bad)
    {
        File.Copy(Data("model-monitor-statistics.json"), Path.Combine(_folder.FullName, "statistics.json"));
        var good = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Baselines", "samples", "constraints.json"));
        var last = good.LastIndexOf("\"Fractional\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "constraints.json"), bad ? $"{good[..last]}\"String\"{good[(last + 12)..]}" : good);
        return (await new BaselineReader(null, new RecordingSink()).ReadAsync(_folder.FullName, DatasetOptions.Default, ProfileOptions.Default, CancellationToken.None))!;
    }
}
