using System.Globalization;
using System.Text.Json;
using MlMonitor.Core.Quality;

namespace MlMonitor.Core.Tests.Quality;

/// <summary>Agreement with scikit-learn and with what AWS documents, on whole parts and on parts that were merged.</summary>
public sealed class QualityOracleTests
{
    private static readonly QualityOptions Options = new() { Resampling = new() { Replicates = 50 } };

    public static TheoryData<string> Binary => Names("binary");

    public static TheoryData<string> Regression => Names("regression");

    public static TheoryData<string> Multiclass => Names("multiclass");

    [Theory]
    [MemberData(nameof(Binary))]
    public void Binary_metrics_are_those_of_scikit_learn(string name)
    {
        var oracle = Case("binary", name);
        var options = Options with { Threshold = oracle.GetProperty("threshold").GetDouble() };
        var (one, two) = (new BinaryQuality(options), new BinaryQuality(options));
        foreach (var (row, i) in oracle.Numbers("labels").Zip(oracle.Numbers("scores")).Select((row, i) => (row, i)))
            (i % 3 == 0 ? one : two).Add(row.First == 1, row.Second);
        one.Merge(two);

        QualityOracle.Same(oracle.GetProperty("expected"), one.Build());
    }

    [Theory]
    [MemberData(nameof(Regression))]
    public void Regression_metrics_are_those_of_scikit_learn_and_numpy(string name)
    {
        var oracle = Case("regression", name);
        var (one, two) = (new RegressionQuality(Options), new RegressionQuality(Options));
        foreach (var (row, i) in oracle.Numbers("truths").Zip(oracle.Numbers("predictions")).Select((row, i) => (row, i)))
            (i % 3 == 0 ? one : two).Add(row.First, row.Second);
        one.Merge(two);

        QualityOracle.Same(oracle.GetProperty("expected"), one.Build());
    }

    [Theory]
    [MemberData(nameof(Multiclass))]
    public void Multiclass_metrics_and_matrix_are_those_of_scikit_learn(string name)
    {
        var oracle = Case("multiclass", name);
        var (one, two) = (new MulticlassQuality(Options), new MulticlassQuality(Options));
        foreach (var (row, i) in oracle.Texts("labels").Zip(oracle.Texts("predictions")).Select((row, i) => (row, i)))
            (i % 3 == 0 ? one : two).Add(row.First, row.Second);
        one.Merge(two);
        var result = one.Build();

        QualityOracle.Same(oracle.GetProperty("expected"), result);
        var matrix = oracle.GetProperty("matrix");
        for (var i = 0; i < matrix.GetArrayLength(); i++)
        {
            for (var j = 0; j < matrix.GetArrayLength(); j++)
                Assert.Equal(matrix[i][j].GetInt64(), result.Confusion![i, j]);
        }
    }

    [Fact]
    public void Multiclass_metrics_are_those_of_the_matrix_that_AWS_documents()
    {
        // Model quality metrics, "Multiclass metrics", Amazon SageMaker developer guide.
        var quality = new MulticlassQuality(Options with { Compatibility = MlDriftCompatibility.ModelMonitor });
        foreach (var (actual, predicted, count) in new[] { ("0", "0", 1180), ("0", "1.0", 510), ("1", "0", 268), ("1.0", "1", 138) })
        {
            for (var i = 0; i < count; i++)
                quality.Add(actual, predicted);
        }

        var result = quality.Build();

        Assert.Equal(510, result.Confusion!["0", "1"]);
        foreach (var (name, value) in new[]
        {
            ("accuracy", 0.6288167938931297), ("weighted_recall", 0.6288167938931297), ("weighted_precision", 0.6983172269629505),
            ("weighted_f0_5", 0.6803947317178771), ("weighted_f1", 0.6571162346664904), ("weighted_f2", 0.6384024354394601),
            ("accuracy_best_constant_classifier", 0.19370229007633588), ("weighted_recall_best_constant_classifier", 0.19370229007633588),
            ("weighted_precision_best_constant_classifier", 0.03752057718081697), ("weighted_f0_5_best_constant_classifier", 0.04473443104152011),
            ("weighted_f1_best_constant_classifier", 0.06286421244683643), ("weighted_f2_best_constant_classifier", 0.10570313141262414),
        })
            Assert.Equal(value, result.Find(name)!.Value!.Value, 1e-12);
    }

    [Fact]
    public void Binary_metrics_are_those_of_the_file_that_the_SDK_ships()
    {
        var expected = QualityStatisticsFile.Read(QualityOracle.Read("samples", "binary_statistics.json"))!;
        var quality = new BinaryQuality(Options with { Compatibility = MlDriftCompatibility.ModelMonitor });
        // Its matrix: one true negative, two false positives, one true positive.
        foreach (var (label, score) in new[] { (false, 0.1), (false, 0.6), (false, 0.7), (true, 0.9) })
            quality.Add(label, score);

        var result = quality.Build();

        Assert.True(expected.Metrics.Count >= 15);
        foreach (var metric in expected.Metrics)
            Assert.Equal(metric.Value!.Value, result.Find(metric.Name)!.Value!.Value, 1e-12);
        Assert.Equal(2, result.Confusion!["0", "1"]);
        Assert.Equal(2, expected.Confusion!["0", "1"]);
    }

    [Fact]
    public void Regression_metrics_are_those_that_Model_Monitor_found_on_the_set_of_the_SDK()
    {
        var quality = new RegressionQuality(Options);
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Quality", "samples", "baseline_dataset.csv")).Skip(1))
        {
            var cells = line.Split(',');
            // The SDK's own test has them the wrong way round.
            quality.Add(double.Parse(cells[^1], CultureInfo.InvariantCulture), double.Parse(cells[^2], CultureInfo.InvariantCulture));
        }

        var result = quality.Build();

        Assert.Equal(100, result.Count);
        foreach (var metric in QualityStatisticsFile.Read(QualityOracle.Read("samples", "statistics.json"))!.Metrics)
            Assert.Equal(metric.Value!.Value, result.Find(metric.Name)!.Value!.Value, 1e-12);
    }

    [Fact]
    public void Calibration_is_the_isotonic_regression_of_scikit_learn()
    {
        var oracle = QualityOracle.File.GetProperty("calibration");
        var calibration = IsotonicCalibration.Fit(oracle.Numbers("scores"), [.. oracle.Numbers("labels").Select(label => label == 1)])!;

        foreach (var (at, expected) in oracle.Numbers("at").Zip(oracle.Numbers("expected")))
            Assert.Equal(expected, calibration.Apply(at), 1e-9);
    }

    private static TheoryData<string> Names(string kind) => [.. QualityOracle.File.GetProperty(kind).EnumerateArray().Select(one => one.GetProperty("name").GetString()!)];

    private static JsonElement Case(string kind, string name) => QualityOracle.File.GetProperty(kind).EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);
}
