using System.Text.Json;
using MlMonitor.Core.Endpoints.Monitoring;

namespace MlMonitor.Core.Tests.Endpoints.Monitoring;

/// <summary>Files of violations: one that Model Monitor wrote (test data of the SageMaker Python SDK), and sentences of its documentation.</summary>
public sealed class ViolationFileTests
{
    private static readonly ViolationFile.Subject Subject = new("scorer", null, "arn:aws:sagemaker:eu-west-1:123456789012:endpoint/scorer", null, "eu-west-1", "123456789012", null);

    [Fact]
    public void The_file_that_model_monitor_wrote_gives_its_seven_violations_with_their_numbers()
    {
        var findings = Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Endpoints", "Monitoring", "constraint_violations.json")))!.Cast<MlDriftFinding>();

        Assert.Equal(
            [
                ("store_and_fwd_flag", MlDriftCheck.Domain, 0.009009009009009009), ("fare_amount", MlDriftCheck.DataType, 0.4994994994994995),
                ("total_amount", MlDriftCheck.DataType, 0.986986986986987), ("congestion_surcharge", MlDriftCheck.Completeness, 0.0),
                ("tolls_amount", MlDriftCheck.DataType, 0.973973973973974), ("extra", MlDriftCheck.DataType, 0.985985985985986),
                ("tip_amount", MlDriftCheck.DataType, 0.4974974974974975),
            ],
            findings.Select(f => (f.FeatureName, f.Check, f.Value!.Value)));
        Assert.All(findings, f => Assert.Equal((MlSeverity.Warning, "scorer", "eu-west-1", null), (f.Severity, f.EndpointName, f.Region, f.Threshold)));
    }

    [Theory]
    [InlineData("Data type match requirement is not met. Expected data type: Integral, Expected match: 100.0%. Observed: Only 99.64592817400101% of data is Integral.", 99.64592817400101, 100.0, "%")]
    [InlineData("Metric value 0.3748947825295131 doesn't meet the baseline constraint requirement 0.28176563733194276", 0.3748947825295131, 0.28176563733194276, "")]
    [InlineData("Feature attribution drift 0.7639720923277322 exceeds threshold 0.9", 0.7639720923277322, 0.9, "")]
    [InlineData("Metric f2 with 0.6111 was LessThanThreshold 0.6611", 0.6111, 0.6611, "")]
    [InlineData("Value 0.075 does not meet the constraint requirement", 0.075, null, "")]
    [InlineData("Metric value -Infinity doesn't meet the baseline constraint requirement 1.5E-3", double.NegativeInfinity, 0.0015, "")]
    [InlineData("Metric value NaN doesn't meet the baseline constraint requirement Infinity", double.NaN, double.PositiveInfinity, "")]
    [InlineData("Numbers of columns differ", null, null, "")]
    public void A_sentence_gives_the_value_and_what_it_was_held_against(string sentence, double? value, double? threshold, string unit) =>
        Assert.Equal((value, threshold, unit), ViolationText.Read(sentence, null));

    [Fact]
    public void A_number_in_a_name_is_not_the_value() =>
        Assert.Equal((0.7, 0.9, ""), ViolationText.Read("Metric precision at 5 with 0.7 was LessThanThreshold 0.9", "precision at 5"));

    [Fact]
    public void Each_type_gives_findings_of_its_own_kind()
    {
        var findings = Read("""
            { "version": "1.0", "violations": [
              { "facet": "Sex", "facet_value": 0, "metric_name": "DPPL", "constraint_check_type": "bias_drift_check", "description": "Metric value 0.37 doesn't meet the baseline constraint requirement 0.28" },
              { "label": "label0", "metric_name": "shap", "constraint_check_type": "feature_attribution_drift_check", "description": "Feature attribution drift 0.76 exceeds threshold 0.9" },
              { "constraint_check_type": "LessThanThreshold", "metric_name": "f2", "description": "Metric f2 with 0.6 was LessThanThreshold 0.66" },
              { "feature_name": "age", "constraint_check_type": "brand_new_check", "description": "12 things", "more": [1] },
              { "feature_name": "gone", "constraint_check_type": "missing_column_check" },
              "what is this"
            ] }
            """)!;

        var bias = Assert.IsType<MlBiasFinding>(findings[0]);
        Assert.Equal(("Sex", "0", "DPPL", 0.37, 0.28), (bias.FacetName, bias.FacetValue, bias.MetricName, bias.Value, bias.Threshold));
        var attribution = Assert.IsType<MlAttributionFinding>(findings[1]);
        Assert.Equal(("label0", "NDCG", 0.76, 0.9), (attribution.LabelName, attribution.MetricName, attribution.Value, attribution.Threshold));
        var quality = Assert.IsType<MlQualityFinding>(findings[2]);
        Assert.Equal(("f2", 0.6, 0.66), (quality.MetricName, quality.Value, quality.Threshold));
        var unknown = Assert.IsType<MlDriftFinding>(findings[3]);
        Assert.Equal(("age", MlDriftCheck.Other, 12.0, "age brand new check: 12 things"), (unknown.FeatureName, unknown.Check, unknown.Value, unknown.Reason));
        var missing = Assert.IsType<MlDriftFinding>(findings[4]);
        Assert.Equal((MlDriftCheck.MissingColumn, null, "gone missing column check"), (missing.Check, missing.Value, missing.Reason));
        Assert.Equal(5, findings.Count);
    }

    [Theory]
    [InlineData("""{ "violations": [] }""", 0)]
    [InlineData("""{ "violations": null }""", 0)]
    [InlineData("""{ "features": [] }""", null)]
    [InlineData("""[ ]""", null)]
    [InlineData("""{ "violations": "none" }""", null)]
    public void No_violations_and_no_file_of_violations_are_different(string text, int? count) => Assert.Equal(count, Read(text)?.Count);

    private static IReadOnlyList<MlFinding>? Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        return ViolationFile.Read(document.RootElement, Subject);
    }
}
