using System.Management.Automation;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>Who is treated worse: on the sample platform as it was planted, of files as Clarify's own tests have it.</summary>
public sealed class TestMlModelBiasTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string Command = "TestMlModelBias";
    private readonly LabelledCapture _files = new();

    [Fact]
    public void Women_who_are_docked_are_found_and_the_data_itself_is_not_blamed()
    {
        var result = Run("Test-MlModelBias credit-decision");

        Assert.Empty(result.Errors);
        Assert.All(result.Output, o => Assert.Equal(("credit-decision", "sex", "F", "eu-west-1"), (Text(o, "EndpointName"), Text(o, "FacetName"), Text(o, "FacetValue"), Text(o, "Region"))));
        string[] bad = [.. result.Output.Where(IsBad).Select(o => Text(o, "MetricName"))];
        Assert.Superset(new HashSet<string> { "DI", "DPPL", "RD" }, bad.ToHashSet());
        Assert.All(result.Output.Where(o => Text(o, "Stage") == "PreTraining"), o => Assert.Equal("Ok", Text(o, "Severity")));
        Assert.All(result.Output, o => Assert.NotEmpty(Text(o, "Meaning")));
        Assert.Contains("labelled", Text(result.Output[0], "Labels"), StringComparison.Ordinal);
    }

    [Fact]
    public void Before_women_were_docked_and_of_an_attribute_that_does_not_count_nothing_is_found()
    {
        Assert.DoesNotContain(Run("Test-MlModelBias credit-decision -After (Get-Date).AddDays(-8) -Before (Get-Date).AddDays(-5).AddHours(-1)").Output, IsBad);
        Assert.DoesNotContain(Run("Test-MlModelBias credit-decision -Facet @{ home = 'rent' }").Output, IsBad);
    }

    [Fact]
    public void Twelve_rows_have_the_values_of_Clarifys_own_test()
    {
        string[] facet = ["M", "F", "F", "M", "F", "M", "F", "F", "M", "M", "F", "F"];
        int[] label = [0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0];
        int[] said = [1, 1, 1, 0, 0, 0, 1, 1, 0, 1, 0, 0];
        var path = _files.Merged(facet.Select((f, i) => (f, $"{said[i]}", (string?)$"{label[i]}")));
        var result = Run($"Test-MlModelBias -Capture '{path}' -Header prediction, sex -Facet @{{ sex = 'F' }} -MinimumSample 1");

        Assert.Empty(result.Errors);
        var values = result.Output.ToDictionary(o => Text(o, "MetricName"), o => (double?)o.Properties["Value"].Value);
        foreach (var (name, value) in new[] { ("CI", -1 / 6.0), ("DI", 10 / 7.0), ("DCA", 0.25), ("DCR", 1 / 3.0), ("RD", -2 / 3.0), ("SD", 1 / 6.0), ("DRR", 1 / 3.0), ("AD", -13 / 35.0), ("DAR", -0.5), ("TE", -0.5), ("GE", 0.24556213017751485) })
            Assert.Equal(value, values[name]!.Value, 10);
    }

    [Fact]
    public void Where_no_class_is_one_that_usually_is_positive_nothing_is_said_to_be_well()
    {
        var path = _files.Merged(Enumerable.Range(0, 200).Select(i => (i % 2 == 0 ? "F" : "M", i % 3 == 0 ? "approve" : "refuse", (string?)null)));
        var labels = _files.Labels([.. Enumerable.Range(0, 200).Select(i => ($"id-{i}", i % 5 == 0 ? "approve" : "refuse"))]);
        var command = $"Test-MlModelBias -Capture '{path}' -Header prediction, sex -Facet @{{ sex = 'F' }}";
        var labelled = Run($"{command} -Label '{labels}'");

        Assert.Empty(labelled.Output);
        Assert.Equal("Which labels are positive is not clear. There are: approve, refuse", Assert.Single(labelled.Errors).Exception.Message);
        Assert.Equal("Which predictions are positive is not clear. There are: approve, refuse", Assert.Single(Run(command).Errors).Exception.Message);
        Assert.NotEmpty(Run($"{command} -Label '{labels}' -PositiveLabel approve").Output);
    }

    [Fact]
    public void Several_groups_a_threshold_and_strata_are_looked_at_one_by_one()
    {
        var output = Run("Test-MlModelBias credit-decision -Facet @{ sex = 'F' }, @{ age = '>50' } -GroupColumn home -Metric DPPL, CDDPL, FT").Output;

        Assert.Equal(["age CDDPL", "age DPPL", "age FT", "sex CDDPL", "sex DPPL", "sex FT"], output.Select(o => $"{Text(o, "FacetName")} {Text(o, "MetricName")}").Order(StringComparer.Ordinal));
        Assert.All(output.Where(o => Text(o, "FacetName") == "age"), o => Assert.StartsWith("(50, ", Text(o, "FacetValue"), StringComparison.Ordinal));
        Assert.True(IsBad(output.Single(o => $"{Text(o, "FacetName")} {Text(o, "MetricName")}" == "sex FT")));
    }

    [Fact]
    public void Clarify_compares_without_signs_and_has_no_interval()
    {
        var output = Run("Test-MlModelBias credit-decision -Compatibility Clarify").Output;

        var parity = output.Single(o => Text(o, "MetricName") == "DPPL");
        Assert.Equal(("Warning", "Clarify", null), (Text(parity, "Severity"), Text(parity, "Method"), parity.Properties["Lower"].Value));
        Assert.StartsWith("Metric value ", Text(parity, "Reason"), StringComparison.Ordinal);
        // AWS's own rule has it that a ratio below the baseline's is no violation.
        Assert.Equal("Ok", Text(output.Single(o => Text(o, "MetricName") == "DI"), "Severity"));
    }

    [Fact]
    public void What_cannot_be_judged_is_NoData_and_says_why()
    {
        var late = Run("Test-MlModelBias credit-decision -After (Get-Date).AddHours(-5)").Output;
        Assert.StartsWith("No labels yet", Text(late.Single(o => Text(o, "MetricName") == "All"), "Reason"), StringComparison.Ordinal);
        Assert.NotNull(late.Single(o => Text(o, "MetricName") == "DPPL").Properties["Value"].Value);

        var empty = Run("Test-MlModelBias credit-decision -Facet @{ sex = 'X' }").Single;
        Assert.Equal(("NoData", "No row has sex X; there are: F, M"), (Text(empty, "Severity"), Text(empty, "Reason")));

        var few = Run("Test-MlModelBias credit-decision -MinimumSample 100000").Single;
        Assert.StartsWith("Too few rows to judge", Text(few, "Reason"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_facet_that_is_not_there_and_none_at_all_are_an_error_each()
    {
        var result = Run("Test-MlModelBias credit-decision -Facet sexx");
        AssertError(Assert.Single(result.Errors), "ColumnNotFound", ErrorCategory.ObjectNotFound, "sexx", Command);
        Assert.Empty(result.Output);
        Assert.Contains("late_payments", result.Errors[0].ErrorDetails.Message, StringComparison.Ordinal);

        Assert.StartsWith("ColumnNotFound", Assert.Single(Run("Test-MlModelBias churn-predictor").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("MetricUnknown", Assert.Single(Run("Test-MlModelBias credit-decision -Metric DIX").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(false, Run("Test-MlModelBias credit-decision -Quiet").Single.BaseObject);
    }

    [Fact]
    public void Columns_without_names_are_called_after_the_baseline_of_the_endpoint() =>
        Assert.All(Run("Test-MlModelBias churn-predictor -Facet @{ contract = 'month-to-month' } -Metric DPPL, CI").Output, o => Assert.NotNull(o.Properties["Value"].Value));

    private static bool IsBad(PSObject found) => Text(found, "Severity") is "Warning" or "Critical";

    private static string Text(PSObject found, string name) => found.Properties[name].Value?.ToString() ?? "";
}
