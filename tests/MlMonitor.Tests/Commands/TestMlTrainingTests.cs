using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

public sealed class TestMlTrainingTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string Command = "TestMlTraining";
    private const string Healthy = "churn-xgboost-nightly";

    /// <summary>What the sandbox's README says is the matter with each.</summary>
    public static TheoryData<string, string, string> Planted => new()
    {
        { Healthy, "Training", "" },
        { "sentiment-bert-finetune", "Training", "LossNotFinite Critical train:loss" },
        { "price-lstm-train", "Training", "Diverging Critical train:loss" },
        { "catalog-image-classifier", "Training", "Plateau Warning validation:" },
        { "credit-risk-mlp", "Training", "Overfitting Warning validation:loss" },
        { "speech-ctc-train", "Training", "Stalled Critical " },
        { "reco-two-tower", "Training", "IdleGpu Warning GPUUtilization" },
        { "vision-augment-train", "Training", "CpuBoundGpu Warning GPUUtilization" },
        { "graph-embedding-train", "Training", "MemoryNearFull Warning MemoryUtilization" },
        { "video-frames-train", "Training", "DiskNearFull Warning DiskUtilization" },
        { "demand-deepar-train", "Training", "NearMaximumRuntime Warning " },
        { "fraud-gnn-spot", "Training", "SpotInterruption Warning " },
        { "churn-xgboost-baseline", "Training", "" },
        { "ranker-lambdamart-spot", "Training", "" },
        { "fraud-xgboost-wide", "Training", "Status Critical " },
        { "audio-tagger-train", "Training", "Status Critical " },
        { "search-ranker-experiment", "Training", "" },
        { "anomaly-autoencoder-train", "Training", "Status Critical " },
        { "churn-xgboost-tuning", "Tuning", "" },
        { "search-ranker-tuning", "Tuning", "TuningStagnation Warning " },
        { "fraud-mlp-tuning", "Tuning", "FailedTrial Warning " },
    };

    [Theory]
    [MemberData(nameof(Planted))]
    public void It_finds_what_was_planted_and_nothing_else(string job, string type, string planted)
    {
        var result = Run($"Test-MlTraining {job} -Type {type}");

        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        var found = result.Single;
        Assert.StartsWith(planted.Length == 0 ? "All Ok " : planted, $"{Of(found, "Check")} {Of(found, "Severity")} {Of(found, "MetricName")}", StringComparison.Ordinal);
        Assert.Equal((job, "eu-west-1"), (Of(found, "JobName"), Of(found, "Region")));
        Assert.NotEmpty(Of(found, "Reason"));
    }

    [Theory]
    [InlineData("price-lstm-train", "Training")]
    [InlineData("catalog-image-classifier", "Training")]
    [InlineData("credit-risk-mlp", "Training")]
    [InlineData("speech-ctc-train", "Training")]
    [InlineData("reco-two-tower", "Training")]
    [InlineData("graph-embedding-train", "Training")]
    [InlineData("demand-deepar-train", "Training")]
    [InlineData("fraud-gnn-spot", "Training")]
    [InlineData("search-ranker-tuning", "Tuning")]
    [InlineData("fraud-mlp-tuning", "Tuning")]
    public void A_finding_has_a_value_past_its_threshold_and_a_window_where_it_has_one(string job, string type)
    {
        var found = Run($"$f = Test-MlTraining {job} -Type {type}; $f; $f.Window.Length.TotalSeconds").Output;

        Assert.NotEmpty(Of(found[0], "Value"));
        Assert.NotEmpty(Of(found[0], "Threshold"));
        if (Of(found[0], "Check") != "FailedTrial")
            Assert.True((double)found[1].BaseObject > 0);
    }

    [Fact]
    public void Jobs_from_the_pipeline_are_tested_together_and_few_calls_are_made()
    {
        var result = Run("Get-MlJob -Type Training -Status InProgress | Where-Object { -not $_.Parent } | Test-MlTraining");

        Assert.Empty(result.Errors);
        Assert.Equal(
            ["CpuBoundGpu", "DiskNearFull", "Diverging", "IdleGpu", "LossNotFinite", "MemoryNearFull", "NearMaximumRuntime", "Overfitting", "Plateau", "SpotInterruption", "Stalled"],
            result.Output.Where(o => Of(o, "Severity") != "Ok").Select(o => Of(o, "Check")).Order(StringComparer.Ordinal));
        Assert.Equal(result.Values("JobName").Distinct().Count(), CallsTo("DescribeTrainingJob"));
        // Only the two that have gone quiet.
        Assert.Equal(2, CallsTo("DescribeLogStreams"));
    }

    [Fact]
    public void What_is_found_becomes_alerts()
    {
        var result = Run($"Get-MlJob -Type Training -Status InProgress | Where-Object {{ -not $_.Parent }} | Test-MlTraining | Where-Object Severity -ge Warning | Send-MlAlert -TopicArn {Topic} -PassThru");

        Assert.Empty(result.Errors);
        Assert.Equal(11, result.Output.Count);
        Assert.All(result.Values("Sent"), sent => Assert.Equal(true, sent));
        Assert.Equal(11, CallsTo("Publish"));
    }

    [Fact]
    public void A_name_from_the_pipeline_and_an_object_with_a_name_and_a_type_are_tested()
    {
        var result = Run($"'{Healthy}' | Test-MlTraining; [pscustomobject]@{{ JobName = 'search-ranker-tuning'; Type = 'Tuning' }} | Test-MlTraining");

        Assert.Empty(result.Errors);
        Assert.Equal([Healthy, "search-ranker-tuning"], result.Values("JobName"));
    }

    [Fact]
    public void A_finding_pipes_to_what_takes_a_job()
    {
        var result = Run("Test-MlTraining price-lstm-train | Get-MlTrainingMetric -MetricName train:loss -AsSeries");

        Assert.Empty(result.Errors);
        Assert.Equal("price-lstm-train", result.Single.Properties["JobName"].Value);
    }

    [Fact]
    public void Jobs_of_other_kinds_in_the_pipeline_are_passed_over_with_a_verbose_line()
    {
        var result = Run("Get-MlJob -Type Processing, Tuning -Name features-daily-build, churn-xgboost-tuning -ErrorAction SilentlyContinue | Test-MlTraining -Verbose");

        Assert.Equal("churn-xgboost-tuning", result.Single.Properties["JobName"].Value);
        Assert.Contains(result.Verbose, line => line.Contains("features-daily-build", StringComparison.Ordinal));
    }

    [Fact]
    public void Quiet_gives_one_Boolean_for_each_job_in_their_order_as_Test_Connection_does()
    {
        var result = Run($"Test-MlTraining price-lstm-train, {Healthy}, no-such-job, churn-xgboost-baseline -Quiet -ErrorAction SilentlyContinue -ErrorVariable missing");

        Assert.Equal([false, true, false, true], result.Output.Select(o => o.BaseObject));
    }

    [Fact]
    public void Quiet_is_false_of_what_could_not_be_read()
    {
        Break(FaultKind.Denied, "sagemaker:DescribeTrainingJob");
        var result = Run($"Test-MlTraining {Healthy} -Quiet");

        Assert.Equal(false, result.Single.BaseObject);
        AssertError(Assert.Single(result.Errors), "AccessDenied", ErrorCategory.PermissionDenied, Healthy, Command);
    }

    [Fact]
    public void A_check_looks_for_that_alone()
    {
        var result = Run("Test-MlTraining price-lstm-train, reco-two-tower -Check IdleGpu");

        Assert.Equal(["Ok", "Warning"], result.Values("Severity").Select(s => s!.ToString()));
        Assert.Equal(0, CallsTo("DescribeLogStreams"));
    }

    [Fact]
    public void Thresholds_decide()
    {
        var result = Run("""
            Test-MlTraining reco-two-tower -IdleGpuPercent 1 -CpuBoundCpuPercent 99
            Test-MlTraining graph-embedding-train -MemoryCriticalPercent 91
            Test-MlTraining speech-ctc-train -StallAfter 06:00:00
            Test-MlTraining search-ranker-tuning -Type Tuning -StagnationTrials 30
            """);

        Assert.Equal(["Ok", "Critical", "Ok", "Ok"], result.Values("Severity").Select(s => s!.ToString()));
    }

    [Theory]
    [InlineData("-IdleGpuPercent 101")]
    [InlineData("-Significance 2")]
    [InlineData("-MinimumPoints 0")]
    [InlineData("-StallAfter '-00:01:00'")]
    [InlineData("-UtilizationWindow '-00:01:00'")]
    [InlineData("-FailedTrialMinimumEnded 0")]
    public void A_threshold_out_of_range_is_refused(string argument)
    {
        var result = Run($"Test-MlTraining {Healthy} {argument}");

        Assert.StartsWith("ParameterArgumentValidationError", result.Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(0, CallsTo("DescribeTrainingJob"));
    }

    [Fact]
    public void Each_threshold_has_the_default_of_the_engine_and_none_is_forgotten()
    {
        // The engine is in a load context that the tests do not see; its source is where they do.
        var source = File.ReadAllText(Repository.Find("src/MlMonitor.Core/Training/Rules/TrainingThresholds.cs"));
        var engine = Regex.Matches(source, @"public \w+ (\w+) { get; init; } = (?:TimeSpan\.FromMinutes\((\d+)\)|([\d.]+));")
            .Select(m => $"{m.Groups[1].Value} {(m.Groups[2].Success ? TimeSpan.FromMinutes(int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)) : m.Groups[3].Value)}")
            .Order(StringComparer.Ordinal);
        var result = Run("$c = [MlMonitor.Commands.TestMlTrainingCommand]::new(); $c.GetType().GetProperties() | Where-Object { $_.PropertyType -in [int], [double], [timespan] } | ForEach-Object { \"$($_.Name) $($_.GetValue($c))\" }");

        Assert.Equal(engine, result.Output.Select(o => o.ToString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_job_that_is_nowhere_is_one_error_and_the_others_are_tested()
    {
        var result = Run($"Test-MlTraining no-such-job, {Healthy} -Region eu-west-1, us-east-1");

        Assert.Equal(Healthy, result.Single.Properties["JobName"].Value);
        AssertError(result.Errors[0], "JobNotFound", ErrorCategory.ObjectNotFound, "no-such-job", Command);
        Assert.Single(result.Errors);
    }

    [Theory]
    [InlineData("Test-MlTraining features-daily-build -Type Processing")]
    [InlineData("Test-MlTraining -InputObject (Get-MlJob features-daily-build -Type Processing)")]
    public void A_job_of_another_kind_that_is_given_outright_is_an_error(string script) =>
        AssertError(Assert.Single(Run(script).Errors), "NotATrainingJob", ErrorCategory.InvalidType, "features-daily-build", Command);

    [Theory]
    [InlineData("")]
    [InlineData("; Region = 'eu-west-1'")]
    public void Another_object_that_names_a_job_is_taken_by_that_name(string more) =>
        Assert.Equal(Healthy, Run($"[pscustomobject]@{{ JobName = '{Healthy}'{more} }} | Test-MlTraining").Single.Properties["JobName"].Value);

    [Theory]
    [InlineData(FaultKind.Denied, "sagemaker:DescribeTrainingJob", "AccessDenied", ErrorCategory.PermissionDenied)]
    [InlineData(FaultKind.Denied, "logs:DescribeLogStreams", "AccessDenied", ErrorCategory.PermissionDenied)]
    [InlineData(FaultKind.Denied, "cloudwatch:GetMetricData", "AccessDenied", ErrorCategory.PermissionDenied)]
    [InlineData(FaultKind.Error500, "logs:GetLogEvents", "ServiceFault", ErrorCategory.ResourceUnavailable)]
    public void What_cannot_be_read_is_an_error_and_a_result_that_counts_as_trouble(FaultKind kind, string operation, string id, ErrorCategory category)
    {
        Break(kind, operation);
        var result = Run("Test-MlTraining speech-ctc-train");

        Assert.Equal($"{id},MlMonitor.Commands.TestMlTrainingCommand", result.Errors[0].FullyQualifiedErrorId);
        Assert.Equal(category, result.Errors[0].CategoryInfo.Category);
        Assert.Contains(result.Output, o => Of(o, "Severity") == "NoData");
    }

    [Fact]
    public void Trials_that_may_not_be_listed_are_an_error_and_a_result_without_data()
    {
        Break(FaultKind.Denied, "sagemaker:ListTrainingJobsForHyperParameterTuningJob");
        var result = Run("Test-MlTraining fraud-mlp-tuning -Type Tuning");

        AssertError(Assert.Single(result.Errors), "AccessDenied", ErrorCategory.PermissionDenied, "fraud-mlp-tuning", Command);
        Assert.Equal("NoData", Of(result.Single, "Severity"));
    }

    [Fact]
    public void A_metric_that_CloudWatch_may_not_show_is_a_result_without_data()
    {
        Server.Faults.Add(new Fault { Kind = FaultKind.MetricForbidden, Metric = ".*/validation:auc" });
        var result = Run($"Test-MlTraining {Healthy}");

        Assert.Empty(result.Errors);
        Assert.Equal(("NoData", "validation:auc"), (Of(result.Single, "Severity"), Of(result.Single, "MetricName")));
    }

    [Fact]
    public void The_table_has_six_columns_and_fits()
    {
        using var host = Open(Server.SessionEnvironment, 100);
        var result = host.Run("Test-MlTraining reco-two-tower, credit-scorecard-train, churn-xgboost-nightly");
        var lines = result.Rendered.Split('\n');

        Assert.Equal(["Severity", "JobName", "Check", "Value", "Threshold", "Reason"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(result.Output.Count + 2, lines.Length);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 100));
    }

    [Fact]
    public void Nothing_it_gives_holds_a_secret() =>
        Assert.DoesNotContain("sandbox-secret", Run("Get-MlJob -Type Training, Tuning | Test-MlTraining | ConvertTo-Json -Depth 5 | Out-String").Single.ToString(), StringComparison.Ordinal);

    private static string Of(PSObject finding, string property) => finding.Properties[property].Value?.ToString() ?? "";
}
