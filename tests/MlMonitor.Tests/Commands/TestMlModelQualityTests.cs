using System.Management.Automation;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>How good models are: on the sample platform as it was planted, of files as it is worked out by hand.</summary>
public sealed class TestMlModelQualityTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string Command = "TestMlModelQuality";
    private readonly LabelledCapture _files = new();

    [Fact]
    public void A_recall_that_fell_from_82_to_61_percent_is_found_worse_and_alerts_go_out()
    {
        var result = Run("$found = Test-MlModelQuality churn-predictor -By Day; $found; $found | Where-Object Severity -ne Ok | Send-MlAlert -TopicArn " + Topic);

        Assert.Empty(result.Errors);
        var recall = result.Output.First(o => Text(o, "MetricName") == "recall");
        Assert.Equal(("Warning", "churn-predictor", "BinaryClassification", "eu-west-1"), (Text(recall, "Severity"), Text(recall, "EndpointName"), Text(recall, "ProblemType"), Text(recall, "Region")));
        var series = ((System.Collections.IEnumerable)recall.Properties["Series"].Value).Cast<object>().Select(PSObject.AsPSObject).Select(p => Number(p, "Value")).OfType<double>().ToList();
        // The first and the last day are parts of days, of few customers who left.
        Assert.InRange(series[1..3].Average(), 0.79, 0.85);
        Assert.InRange(series[^4..^1].Average(), 0.58, 0.64);
        Assert.Contains("falling (p ", Text(recall, "Reason"), StringComparison.Ordinal);
        Assert.InRange(Number(recall, "LabelCoverage")!.Value, 0.85, 0.95);
        Assert.Contains("median delay 9", Text(recall, "Labels"), StringComparison.Ordinal);
        // As many customers are called leavers as before, so those who stay are told worse too: a fall, and one that keeps to its limit.
        Assert.Contains(" keeps to 0.917; by day 0.9", Text(result.Output.First(o => Text(o, "MetricName") == "true_negative_rate"), "Reason"), StringComparison.Ordinal);
        Assert.Contains(Server.Published, message => message.Subject!.Contains("churn-predictor", StringComparison.Ordinal));
    }

    [Fact]
    public void Quiet_gives_one_Boolean_and_endpoints_without_capture_or_labels_an_error_each()
    {
        var result = Run("'support-llm', 'fraud-scorer', 'churn-predictor' | Test-MlModelQuality -Quiet");

        Assert.Equal(false, result.Single.BaseObject);
        Assert.Equal(["CaptureOff support-llm", "LabelsMissing fraud-scorer"], result.Errors.Select(e => $"{e.FullyQualifiedErrorId.Split(',')[0]} {e.TargetObject}").Order(StringComparer.Ordinal));
        AssertError(result.Errors.Single(e => e.TargetObject.ToString() == "fraud-scorer"), "LabelsMissing", ErrorCategory.ObjectNotFound, "fraud-scorer", Command);
    }

    [Fact]
    public void Where_labels_are_still_to_come_there_is_one_finding_that_says_so()
    {
        var finding = Run("Test-MlModelQuality churn-predictor -After (Get-Date).AddHours(-2)").Single;

        Assert.Equal(("All", "NoData"), (Text(finding, "MetricName"), Text(finding, "Severity")));
        Assert.StartsWith("No labels yet: none of ", Text(finding, "Reason"), StringComparison.Ordinal);
        Assert.Equal(0.0, Number(finding, "LabelCoverage"));
    }

    [Fact]
    public void Classes_are_counted_and_held_against_limits()
    {
        var path = _files.Merged([.. Many(15, "1", "1"), .. Many(5, "1", "0"), .. Many(10, "0", "1"), .. Many(10, "0", "0")]);
        var result = Run($"Test-MlModelQuality -Capture '{path}' -MetricThreshold @{{ recall = 0.9; precision = 0.7; fpr = 0.9 }}");

        Assert.Empty(result.Errors);
        Assert.Equal([("false_positive_rate", 1 / 3.0, "Ok"), ("precision", 0.75, "Ok"), ("recall", 0.6, "Warning")],
            result.Output.Select(o => (Text(o, "MetricName"), Number(o, "Value")!.Value, Text(o, "Severity"))).OrderBy(f => f.Item1, StringComparer.Ordinal));
    }

    [Fact]
    public void Numbers_are_those_of_a_regression()
    {
        var path = _files.Merged(Enumerable.Range(0, 60).Select(i => ("1,2", FormattableString.Invariant($"{i + (i % 2 == 0 ? 2.5 : -2.5)}"), (string?)$"{i}")));
        var output = Run($"Test-MlModelQuality -Capture '{path}' -Metric mae, mse, mean_error").Output;

        Assert.All(output, o => Assert.Equal("Regression", Text(o, "ProblemType")));
        Assert.Equal([("mae", 2.5), ("mse", 6.25), ("mean_error", 0)], output.Select(o => (Text(o, "MetricName"), Number(o, "Value")!.Value)));
    }

    [Fact]
    public void Labels_are_found_by_id_and_a_baseline_of_Model_Monitor_is_read()
    {
        var path = _files.Merged([.. Many(40, "1", null)]);
        var labels = _files.Labels([.. Enumerable.Range(0, 40).Select(i => ($"id-{i}", i < 10 ? "1" : "0"))]);
        var baseline = _files.Write("statistics.json", """{"version":0.0,"dataset":{"item_count":5000},"binary_classification_metrics":{"precision":{"value":0.9,"standard_deviation":"NaN"}}}""");
        var finding = Run($"Test-MlModelQuality -Capture '{path}' -Label '{labels}' -Baseline '{baseline}'").Single;

        Assert.Equal(("precision", 0.25, 0.9, true), (Text(finding, "MetricName"), Number(finding, "Value")!.Value, Number(finding, "BaselineValue")!.Value, Text(finding, "Severity") is "Warning" or "Critical"));
        Assert.StartsWith("Worse: 0.25", Text(finding, "Reason"), StringComparison.Ordinal);
    }

    [Fact]
    public void Calibrated_scores_without_labels_are_estimated_and_others_are_not()
    {
        // Of the labelled, 0.8 comes true four times in five and 0.2 once.
        (string, string, string?)[] known = [.. Many(80, "0.8", "1"), .. Many(20, "0.8", "0"), .. Many(20, "0.2", "1"), .. Many(80, "0.2", "0")];
        (string, string, string?)[] waiting = [.. Many(300, "0.8", null), .. Many(300, "0.2", null)];
        var estimates = Run($"Test-MlModelQuality -Capture '{_files.Merged([.. known, .. waiting])}' -Estimate -Metric accuracy").Output.Where(o => (bool)o.Properties["IsEstimate"].Value).ToList();

        Assert.Equal(0.8, Number(Assert.Single(estimates), "Value")!.Value, 6);
        var sure = known.Select(row => (row.Item1, row.Item2 == "0.8" ? "0.99" : "0.01", row.Item3));
        var refused = Run($"Test-MlModelQuality -Capture '{_files.Merged([.. sure, .. waiting])}' -Estimate -Metric accuracy").Output.Single(o => (bool)o.Properties["IsEstimate"].Value);
        Assert.Equal("NoData", Text(refused, "Severity"));
        Assert.Contains("not calibrated", Text(refused, "Reason"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_makes_numbers_worthless_is_said()
    {
        var never = Run($"Test-MlModelQuality -Capture '{_files.Merged(Many(40, "1", "0"))}' -Metric recall, precision");
        Assert.Equal(("NoData", "No label is positive"), (Text(never.Output[0], "Severity"), Text(never.Output[0], "Reason")));
        Assert.Contains(never.Warnings, w => w.ToString().StartsWith("No label is positive", StringComparison.Ordinal));
        Assert.Contains(never.Warnings, w => w.ToString() == "All predictions are the same.");

        var texts = Run($"Test-MlModelQuality -Capture '{_files.Merged([.. Many(20, "1", "churned"), .. Many(20, "0", "stayed")])}' -Metric accuracy -ProblemType MulticlassClassification");
        Assert.Contains("No predicted class is one of the labels", Text(texts.Single, "Reason"), StringComparison.Ordinal);

        var nan = Run($"Test-MlModelQuality -Capture '{_files.Merged([.. Many(40, "0.9", "1"), .. Many(40, "0.1", "0"), .. Many(3, "NaN", "1")])}' -Metric auc");
        Assert.Equal(1.0, Number(nan.Single, "Value"));
        Assert.Contains(nan.Warnings, w => w.ToString().StartsWith("3 rows left out", StringComparison.Ordinal));

        Assert.Equal("NoData", Text(Run($"Test-MlModelQuality -Capture '{_files.Merged([.. Many(5, "1", "1"), .. Many(5, "0", "0")])}' -Metric accuracy").Single, "Severity"));
    }

    [Theory]
    [InlineData("-Prediction nothing", "ColumnNotFound")]
    [InlineData("-MetricThreshold @{ recal = 0.5 }", "MetricUnknown")]
    [InlineData("-MetricThreshold @{ recall = 'much' }", "InvalidRequest")]
    [InlineData("-Metric recal", "MetricUnknown")]
    [InlineData("", "PredictionUnclear")]
    public void What_cannot_be_done_is_an_error(string options, string id) =>
        Assert.Equal($"{id},MlMonitor.Commands.{Command}Command", Assert.Single(Run($"Test-MlModelQuality -Capture '{_files.Merged(Many(3, "3,4", "1"))}' {options}").Errors).FullyQualifiedErrorId);

    [Theory]
    [InlineData("0.9", "yes", "0.1", "no", "Which labels are positive is not clear. There are: no, yes")]
    [InlineData("stay", "0", "leave", "1", "Which predictions are positive is not clear. There are: leave, stay")]
    public void Where_no_class_is_one_that_usually_is_positive_it_must_be_said_which_is(string answer, string label, string other, string itsLabel, string message)
    {
        var labels = _files.Labels([.. Enumerable.Range(0, 80).Select(i => ($"id-{i}", i < 40 ? label : itsLabel))]);
        var command = $"Test-MlModelQuality -Capture '{_files.Merged([.. Many(40, answer, null), .. Many(40, other, null)])}' -Label '{labels}' -Metric accuracy -ProblemType BinaryClassification";
        var error = Assert.Single(Run(command).Errors);

        Assert.Equal(("PredictionUnclear", message, "Give -PositiveLabel."), (error.FullyQualifiedErrorId.Split(',')[0], error.Exception.Message, error.ErrorDetails.RecommendedAction));
        Assert.Equal(1.0, Number(Run(command + " -PositiveLabel yes, leave, 1").Single, "Value"));
    }

    [Fact]
    public void Labels_of_which_none_can_be_read_are_an_error_and_not_late()
    {
        var labels = _files.Write("labels.csv", "eventId,label\nid-0,1\n");
        var result = Run($"Test-MlModelQuality -Capture '{_files.Merged(Many(40, "1", null))}' -Label '{labels}'");

        Assert.Empty(result.Output);
        AssertError(Assert.Single(result.Errors), "FileNotUnderstood", ErrorCategory.InvalidData, labels, Command);
    }

    private static IEnumerable<(string Input, string Output, string? Label)> Many(int count, string output, string? label) => Enumerable.Repeat(("1,2", output, label), count);

    private static string Text(PSObject found, string name) => found.Properties[name].Value?.ToString() ?? "";

    private static double? Number(PSObject found, string name) => (double?)found.Properties[name].Value;
}
