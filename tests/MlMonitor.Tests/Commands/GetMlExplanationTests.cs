using System.Management.Automation;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>Predictions of the sample platform, explained as its models were planted.</summary>
public sealed class GetMlExplanationTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string Command = "GetMlExplanation";
    private const string Credit = "s3://ml-baselines-123456789012/credit-decision/train.csv";

    // What a standard deviation of a reading of anomaly-detector adds: src/MlMonitor.Sandbox/README.md.
    private static readonly (string Name, double Weight)[] Readings = [("vibration", 0.8), ("temperature", 0.5), ("pressure", 0.3), ("current", 0.2), ("hours_since_service", 0.1)];

    [Fact]
    public void What_an_endpoint_said_of_its_answers_adds_up_to_what_its_baseline_expects()
    {
        var result = Run("Get-MlExplanation anomaly-detector -Region us-east-1 -First 5");

        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        Assert.Equal(5, result.Output.Count);
        foreach (dynamic explanation in result.Output.Select(o => o.BaseObject))
        {
            var added = Added(explanation);
            Assert.Equal("anomaly-detector Endpoint True", $"{explanation.EndpointName} {explanation.Method} {explanation.IsAdditive}");
            Assert.Equal(1.4, (double)explanation.ExpectedValue);
            Assert.Equal(Readings.Select(r => r.Name), ((List<(string Name, double Value)>)added).Select(a => a.Name));
            // The sensor is stuck at what is usual.
            Assert.Equal(0, (double)added[0].Item2, 9);
            // Scores have six digits.
            Assert.InRange((double)explanation.Prediction - 1.4 - ((List<(string Name, double Value)>)added).Sum(a => a.Value), -1e-6, 1e-6);
        }

        Assert.Equal(0, CallsTo("InvokeEndpoint"));
    }

    [Fact]
    public void A_baseline_of_another_model_is_warned_of()
    {
        var result = Run("Get-MlExplanation anomaly-detector -Region us-east-1 -First 3 -Baseline s3://ml-baselines-123456789012/credit-decision/explainability/analysis.json");

        Assert.Equal(3, result.Output.Count);
        Assert.All(result.Values("IsAdditive"), additive => Assert.Equal(false, additive));
        Assert.StartsWith("3 of 3 explanations of ", Assert.Single(result.Warnings).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Kernel_SHAP_finds_what_a_linear_endpoint_says_of_itself()
    {
        Run("$said = Get-MlExplanation anomaly-detector -Region us-east-1 -First 1");
        dynamic said = Run("$said").Single.BaseObject;
        var result = Run("Get-MlExplanation anomaly-detector -Region us-east-1 -First 1 -Method KernelShap -BackgroundCount 200");
        dynamic found = result.Single.BaseObject;
        List<(string Name, double Value)> added = Added(found), expected = Added(said);

        Assert.Empty(result.Errors);
        Assert.Equal("Kernel SHAP, exact True 30", $"{found.Method} {found.IsAdditive} {found.CoalitionCount}");
        Assert.Equal((string)said.InferenceId, (string)found.InferenceId);
        Assert.InRange((double)said.Prediction - (double)found.Prediction, -1e-6, 1e-6);
        // The mean of 200 rows is off by a fourteenth of a deviation, which is worth the weight.
        for (var f = 0; f < Readings.Length; f++)
            Assert.InRange(added[f].Value - expected[f].Value, -4 * Readings[f].Weight / Math.Sqrt(200), 4 * Readings[f].Weight / Math.Sqrt(200));
        // One call for what is usual, one for the row, and 30 sets of 200 rows in parts of 500.
        Assert.Equal(14, CallsTo("InvokeEndpoint"));
    }

    [Fact]
    public void Piped_requests_are_explained_and_no_others()
    {
        Run("$asked = Get-MlCapture credit-decision -First 8 | Select-Object -Last 2");
        var result = Run("$asked | Get-MlExplanation -Method KernelShap -BackgroundCount 40");

        Assert.Empty(result.Errors);
        Assert.Equal(Run("$asked.InferenceId").Output.Select(o => o.ToString()), result.Values("InferenceId"));
        var records = Run("$asked").Output;
        Assert.Equal(2, result.Output.Count);
        for (var i = 0; i < records.Count; i++)
        {
            dynamic explanation = result.Output[i].BaseObject;
            var terms = Terms(records[i]);
            Assert.Equal(Math.Round(1 / (1 + Math.Exp(-0.9 - terms.Values.Sum())), 6), (double)explanation.Prediction);
            Assert.Equal("True Kernel SHAP, exact", $"{explanation.IsAdditive} {explanation.Method}");
            List<(string Name, double Value)> added = Added(explanation);
            Assert.Equal((double)explanation.Prediction - (double)explanation.ExpectedValue, added.Sum(a => a.Value), 9);
            var found = added.ToDictionary(a => a.Name, a => a.Value);
            Assert.Equal(0, found["home"], 6);
            // A probability is steepest at a half, where a logit is worth a quarter; the mean of 40 rows is off by a sixth of a deviation.
            Assert.All(terms.Where(term => Math.Abs(term.Value) > 0.6 && term.Key != "sex"), term => Assert.InRange(found[term.Key] / term.Value, 0.01, 0.33));
        }
    }

    [Fact]
    public void WhatIf_says_how_many_calls_there_would_be_and_makes_none()
    {
        var result = Run("Get-MlExplanation credit-decision -Method KernelShap -First 3 -WhatIf");

        Assert.Empty(result.Errors);
        Assert.Empty(result.Output);
        Assert.Equal(0, CallsTo("InvokeEndpoint"));
    }

    [Fact]
    public void A_budget_is_kept()
    {
        var result = Run("Get-MlExplanation credit-decision -Method KernelShap -First 2 -MaxInvocation 9");

        Assert.Empty(result.Errors);
        Assert.Equal(["Kernel SHAP, sampled", "Kernel SHAP, sampled"], result.Values("Method"));
        Assert.InRange(CallsTo("InvokeEndpoint"), 5, 9);
    }

    [Fact]
    public void A_script_block_is_explained()
    {
        // Twice the income counts and nothing else: 2 (income − mean).
        var result = Run($"Get-MlCapture credit-decision -First 1 | Get-MlExplanation -Background {Credit} -Model {{ param($rows) foreach ($row in $rows) {{ 2 * $row.income + 1 }} }}");
        dynamic explanation = result.Single.BaseObject;
        double moved = explanation.Prediction - explanation.ExpectedValue;

        Assert.Empty(result.Errors);
        Assert.True((bool)explanation.IsAdditive);
        Assert.All((List<(string Name, double Value)>)Added(explanation), a => Assert.Equal(a.Name == "income" ? moved : 0, a.Value, 5));
    }

    [Theory]
    [InlineData("Get-MlExplanation credit-decision -Method KernelShap -MaxInvocation 3", "ModelBudgetTooSmall", ErrorCategory.LimitsExceeded, "credit-decision")]
    [InlineData("Get-MlExplanation credit-decision -Method KernelShap -InferenceAttribute nothing -First 1", "ModelAnswerInvalid", ErrorCategory.InvalidData, "credit-decision")]
    [InlineData($"Get-MlExplanation fraud-scorer -Method KernelShap -Background {Credit} -First 1", "ColumnNotFound", ErrorCategory.ObjectNotFound, Credit)]
    [InlineData("Get-MlExplanation fraud-scorer -Method KernelShap", "BaselineMissing", ErrorCategory.ObjectNotFound, "fraud-scorer")]
    [InlineData("Get-MlExplanation support-llm", "CaptureOff", ErrorCategory.InvalidOperation, "support-llm")]
    [InlineData("Get-MlExplanation credit-decision -Baseline s3://ml-baselines-123456789012/credit-decision/statistics.json -First 1", "FileNotUnderstood", ErrorCategory.InvalidData, "s3://ml-baselines-123456789012/credit-decision/statistics.json")]
    public void What_cannot_be_explained_is_one_error_and_the_next_endpoint_goes_on(string command, string id, ErrorCategory category, string target)
    {
        var result = Run($"{command}; 'next'");

        AssertError(Assert.Single(result.Errors), id, category, target, Command);
        Assert.Equal("next", result.Output[^1].ToString());
    }

    [Fact]
    public void A_model_that_fails_is_one_error_that_names_its_endpoint_and_others_go_on()
    {
        // The sandbox has no model of churn-predictor, and says so as a container would.
        var result = Run("'churn-predictor', 'credit-decision' | Get-MlExplanation -Method KernelShap -First 1");

        var error = Assert.Single(result.Errors);
        AssertError(error, "ModelFailed", ErrorCategory.ResourceUnavailable, "churn-predictor", Command);
        Assert.Contains("churn-predictor", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal("credit-decision", Assert.Single(result.Values("EndpointName")));
    }

    [Fact]
    public void A_script_that_fails_or_gives_words_is_one_error()
    {
        Run("$asked = Get-MlCapture credit-decision -First 2");

        Assert.StartsWith("ModelFailed,", Assert.Single(Run($"$asked | Get-MlExplanation -Background {Credit} -Model {{ throw 'no' }}").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("ModelAnswerInvalid,", Assert.Single(Run($"$asked | Get-MlExplanation -Background {Credit} -Model {{ 'word' }}").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_ends_it_within_a_second_while_the_model_hangs()
    {
        With();
        Break(FaultKind.Hang, "sagemaker-runtime:.*");
        var run = await Host.StartAsync("Get-MlExplanation credit-decision -Method KernelShap -First 1");
        await Task.Delay(4000);

        var took = Host.Stop();
        await run.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    private static List<(string Name, double Value)> Added(dynamic explanation) =>
        [.. ((System.Collections.IEnumerable)explanation.Attributions).Cast<dynamic>().Select(a => ((string)a.FeatureName, (double)a.Value))];

    // The logit of src/MlMonitor.Sandbox/Platform/Captures/Credit.cs, written down again.
    private static Dictionary<string, double> Terms(PSObject record)
    {
        var row = ((System.Collections.IEnumerable)record.Properties["Input"].Value).Cast<System.Collections.Specialized.OrderedDictionary>().First();
        double Value(string name) => Convert.ToDouble(row[name], System.Globalization.CultureInfo.InvariantCulture);
        return new()
        {
            ["age"] = 0.25 * (Value("age") - 41) / 12,
            ["income"] = 0.9 * (Value("income") - 41_000) / 12_500,
            ["debt_ratio"] = -0.75 * (Value("debt_ratio") - 0.34) / 0.12,
            ["employment_years"] = 0.4 * (Value("employment_years") - 7) / 5,
            ["open_accounts"] = -0.15 * (Value("open_accounts") - 4) / 2,
            ["late_payments"] = -0.6 * (Value("late_payments") - 0.7) / 0.84,
            ["sex"] = (string)row["sex"]! == "F" ? -0.9 : 0,
        };
    }
}
