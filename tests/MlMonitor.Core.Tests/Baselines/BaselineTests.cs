using System.Diagnostics;
using MlMonitor.Core.Baselines;
using MlMonitor.Core.Datasets;
using MlMonitor.Core.Profiles;
using MlMonitor.Core.Tests.Support;

namespace MlMonitor.Core.Tests.Baselines;

/// <summary>
/// Real files of Model Monitor beside the data they were made of (tests of the SageMaker Python SDK), and the churn training set
/// of AWS's examples, whose figures are those of pandas (std with ddof=0).
/// </summary>
public sealed class BaselineTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlmonitor-baselines-");
    private readonly RecordingSink _sink = new();

    [Fact]
    public async Task Real_statistics_agree_with_the_data_beside_them()
    {
        File.Copy(Oracle("model-monitor-statistics.json"), At("statistics.json"));

        var told = (await ReadAsync(At("statistics.json")))!;
        var data = (await ReadAsync(Oracle("model-monitor-dataset.csv")))!;

        Assert.Equal((BaselineKind.ModelMonitor, BaselineKind.Dataset), (told.Kind, data.Kind));
        AssertSame(data.Profile, told.Profile, 1e-14);
        Assert.All(told.Profile.Columns, c => Assert.True(c.IsExact));
    }

    [Fact]
    public async Task What_is_written_for_the_same_data_has_the_buckets_of_the_real_file()
    {
        var baseline = (await ReadAsync(Oracle("model-monitor-dataset.csv")))!;
        Assert.True(new BaselineWriter(_sink).WriteModelMonitor(baseline, _folder.FullName));

        var said = Python(
            """
            import json, sys
            real, ours = (json.load(open(p)) for p in sys.argv[1:3])
            assert ours["version"] == 0.0 and ours["dataset"] == real["dataset"]
            for r, o in zip(real["features"], ours["features"], strict=True):
                assert o["name"] == r["name"] and o["inferred_type"] == r["inferred_type"], o["name"]
                r, o = r["numerical_statistics"], o["numerical_statistics"]
                assert o["common"] == r["common"]
                for m in ("mean", "sum", "std_dev", "min", "max"):
                    assert abs(o[m] - r[m]) <= 1e-14 * abs(r[m]) and type(o[m]) is float, m
                r, o = r["distribution"]["kll"], o["distribution"]["kll"]
                assert [b["count"] for b in o["buckets"]] == [b["count"] for b in r["buckets"]]
                for a, b in zip(o["buckets"], r["buckets"], strict=True):
                    assert abs(a["lower_bound"] - b["lower_bound"]) < 1e-12 and abs(a["upper_bound"] - b["upper_bound"]) < 1e-12
                    assert type(a["count"]) is float
                assert o["sketch"]["parameters"] == r["sketch"]["parameters"]
                assert len(o["sketch"]["data"]) == 1 and sorted(r["sketch"]["data"][0]) == o["sketch"]["data"][0]
            print("same")
            """, Oracle("model-monitor-statistics.json"), At("statistics.json"));

        Assert.Equal("same", said);
    }

    [Fact]
    public async Task Suggested_constraints_are_those_that_Model_Monitor_made_of_the_same_data()
    {
        var baseline = (await ReadAsync(Oracle("model-monitor-dataset.csv")))!;
        Assert.True(new BaselineWriter(_sink).WriteModelMonitor(baseline, _folder.FullName));

        var said = Python(
            """
            import json, sys
            real, ours = (json.load(open(p)) for p in sys.argv[1:3])
            d = ours["monitoring_config"]["distribution_constraints"]
            # Newer than the real file.
            assert d.pop("categorical_comparison_threshold") == 0.1 and d.pop("categorical_drift_method") == "LInfinity"
            assert ours == real, ours
            print("same")
            """, Sample("constraints.json"), At("constraints.json"));

        Assert.Equal("same", said);
    }

    [Fact]
    public async Task The_churn_training_set_is_profiled_as_pandas_has_it_and_none_of_its_rows_breaks_what_is_suggested()
    {
        var baseline = (await ReadAsync(Oracle("churn-training.csv.gz")))!;

        Assert.Equal((2333, 70), (baseline.Profile.RowCount, baseline.Profile.Columns.Count));
        var length = baseline.Profile.Columns.Single(c => c.Name == "Account Length");
        Assert.Equal((ColumnType.Integral, 1.0, 243.0, 205L), (length.Type, length.Minimum, length.Maximum, length.DistinctCount));
        Assert.Equal(101.2768966995285, length.Mean!.Value, 1e-11);
        Assert.Equal(39.552442167470495, length.StandardDeviation!.Value, 1e-11);
        var minutes = baseline.Profile.Columns.Single(c => c.Name == "Day Mins");
        Assert.Equal(180.22648949849977, minutes.Mean!.Value, 1e-11);
        Assert.Equal(53.98717895990151, minutes.StandardDeviation!.Value, 1e-11);
        Assert.True(baseline.AreConstraintsSuggested);
        Assert.Equal(70, baseline.Constraints.Features.Count);
        Assert.All(baseline.Constraints.Features, f => Assert.Equal((1.0, true), (f.Completeness, f.IsNonNegative)));
        Assert.Equal(4, baseline.Constraints.Features.Count(f => f.Type == ColumnType.Fractional));
    }

    [Theory]
    [InlineData("Profile")]
    [InlineData("ModelMonitor")]
    public async Task A_baseline_comes_back_as_it_was_written(string kind)
    {
        var written = (await ReadAsync(Oracle("churn-training.csv.gz")))!;
        var constraints = written.Constraints with
        {
            Features = [written.Constraints.Features[0] with { Overrides = new ConstraintSettings { ComparisonThreshold = 0.3 } }, .. written.Constraints.Features.Skip(1)],
        };
        written = written with { Constraints = constraints };
        var writer = new BaselineWriter(_sink);
        Assert.True(kind == "Profile" ? writer.WriteProfile(written, At("churn.mlprofile")) : writer.WriteModelMonitor(written, _folder.FullName));

        var read = (await ReadAsync(kind == "Profile" ? At("churn.mlprofile") : _folder.FullName))!;

        Assert.Equal(kind, read.Kind.ToString());
        // 2,333 rows are more than a statistics.json keeps: a sketch of k = 2048.
        AssertSame(written.Profile, read.Profile, kind == "Profile" ? 0 : 1e-13, sketched: kind == "ModelMonitor");
        Assert.False(read.AreConstraintsSuggested);
        Assert.Equal(constraints.Features.Select(f => f with { Overrides = null }), read.Constraints.Features.Select(f => f with { Overrides = null }));
        Assert.Equal(0.3, read.Constraints.SettingsOf("Churn").ComparisonThreshold);
        Assert.Equal(0.1, read.Constraints.SettingsOf("Day Mins").ComparisonThreshold);
        Assert.Empty(Directory.GetFiles(_folder.FullName, ".*"));
    }

    [Fact]
    public async Task A_sketch_of_several_levels_weighs_each_number_by_its_level_and_takes_moments_from_the_file()
    {
        await File.WriteAllTextAsync(At("statistics.json"),
            """
            {"version":0.0,"dataset":{"item_count":"12"},"features":[{"name":"x","inferred_type":"Fractional","numerical_statistics":{
            "common":{"num_present":11.0,"num_missing":1.0},"mean":1000000002.5,"sum":11000000027.5,"std_dev":0.25,"min":1.0,"max":9.0,
            "distribution":{"kll":{"buckets":[{"lower_bound":1,"upper_bound":9,"count":999}],"sketch":{"parameters":{"c":0.64,"k":2048.0},"data":[[3.0],[2.0,9.0,3.0],[1.0]]}}}}}]}
            """);

        var column = (await ReadAsync(At("statistics.json")))!.Profile.Columns[0];

        Assert.Equal([1, 2, 3, 9], column.Numbers!.Values.ToArray());
        Assert.Equal([4, 2, 3, 2], column.Numbers.Counts.ToArray());
        Assert.Equal((12, 1, 1000000002.5), (column.Count, column.Missing, column.Mean));
        Assert.Equal(0.25, column.StandardDeviation!.Value, 1e-12);
        Assert.Equal((1, 9), (column.Minimum, column.Maximum));
        Assert.False(column.IsExact);
    }

    [Fact]
    public async Task Statistics_of_texts_are_read_and_a_constant_text_is_a_domain()
    {
        File.Copy(Sample("statistics-text.json"), At("statistics.json"));
        File.Copy(Sample("constraints-lenient.json"), At("constraints.json"));

        var baseline = (await ReadAsync(_folder.FullName))!;

        var column = Assert.Single(baseline.Profile.Columns);
        Assert.Equal((ColumnType.String, 418, 0, 1L), (column.Type, column.Count, column.Missing, column.DistinctCount));
        Assert.Equal(418, column.Categories!.Counts["preproc-not-YET-supported-for-csv-json"]);
        Assert.Equal(Constraints.Suggest(baseline.Profile).Features[0].Domain, baseline.Constraints.Features[0].Domain);
        // Overrides inside string_constraints, min_domain_mass, enable_comparisons: as the real file has them.
        Assert.Equal((true, true), (baseline.Constraints.Features[0].Overrides!.EvaluateConstraints, baseline.Constraints.Features[0].Overrides!.EmitMetrics));
        Assert.Equal((true, 1, 1), (baseline.Constraints.Settings.PerformComparison, baseline.Constraints.Settings.DomainThreshold, baseline.Constraints.Settings.ComparisonThreshold));
    }

    [Theory]
    [InlineData("{\"features\":[{\"name\":\"x\"}]", "is not what Model Monitor writes")]
    [InlineData("{\"models\":[]}", "is not what Model Monitor writes")]
    public async Task Files_that_are_something_else_say_so(string text, string message)
    {
        await File.WriteAllTextAsync(At("statistics.json"), text);

        Assert.Null(await ReadAsync(_folder.FullName));

        var problem = Assert.Single(_sink.Problems);
        Assert.Equal((ProblemId.FileNotUnderstood, (object)At("statistics.json")), (problem.Id, problem.Target));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_a_problem_and_leaves_nothing_behind()
    {
        var baseline = (await ReadAsync(Oracle("model-monitor-dataset.csv")))!;
        Directory.CreateDirectory(At("taken.mlprofile"));

        Assert.False(new BaselineWriter(_sink).WriteProfile(baseline.Profile, At("taken.mlprofile")));

        Assert.Equal(ProblemId.FileNotWritten, Assert.Single(_sink.Problems).Id);
        Assert.Empty(Directory.GetFiles(_folder.FullName));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Oracle(string name) => Path.Combine(AppContext.BaseDirectory, "Profiles", "oracle", name);

    private static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "Baselines", "samples", name);

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private Task<Baseline?> ReadAsync(string path) =>
        new BaselineReader(null, _sink).ReadAsync(path, DatasetOptions.Default, ProfileOptions.Default, CancellationToken.None);

    private static void AssertSame(DatasetProfile expected, DatasetProfile actual, double tolerance, bool sketched = false)
    {
        Assert.Equal(expected.RowCount, actual.RowCount);
        foreach (var (e, a) in expected.Columns.Zip(actual.Columns))
        {
            Assert.Equal((e.Name, e.Count, e.Missing, e.Minimum, e.Maximum), (a.Name, a.Count, a.Missing, a.Minimum, a.Maximum));
            Assert.Equal(e.Mean!.Value, a.Mean!.Value, Math.Abs(e.Mean.Value) * tolerance);
            Assert.Equal(e.StandardDeviation!.Value, a.StandardDeviation!.Value, e.StandardDeviation.Value * tolerance);
            if (sketched)
                continue;
            Assert.Equal(e.Numbers!.Values.ToArray(), a.Numbers!.Values.ToArray());
            Assert.Equal(e.Numbers.Counts.ToArray(), a.Numbers.Counts.ToArray());
        }
    }

    /// <summary>A reader of the files that is not ours: json of Python's own library and nothing else.</summary>
    private static string Python(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-c", script, .. arguments])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? said : error.Result;
    }
}
