using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

public sealed partial class GetMlTrainingMetricTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string Command = "GetMlTrainingMetric";
    private const string Job = "churn-xgboost-baseline";

    [Theory]
    [InlineData($"Get-MlTrainingMetric {Job}, ranker-lambdamart-spot -MetricName train:*")]
    [InlineData($"'{Job}', 'ranker-lambdamart-spot' | Get-MlTrainingMetric -MetricName train:*")]
    [InlineData($"[pscustomobject]@{{ JobName = '{Job}' }}, [pscustomobject]@{{ JobName = 'ranker-lambdamart-spot'; Region = 'eu-west-1' }} | Get-MlTrainingMetric -MetricName train:*")]
    [InlineData($"Get-MlJob {Job}, ranker-lambdamart-spot | Get-MlTrainingMetric -MetricName train:*")]
    [InlineData($"Get-MlTrainingMetric -InputObject (Get-MlJob {Job}, ranker-lambdamart-spot) -MetricName train:*")]
    public void Jobs_come_as_argument_by_value_and_by_property(string script)
    {
        var result = Run(script);

        Assert.Empty(result.Errors);
        Assert.Equal([Job, "ranker-lambdamart-spot"], result.Values("JobName").Distinct());
        Assert.Equal(["train:logloss", "train:ndcg"], result.Values("MetricName").Distinct());
        Assert.Equal(2, CallsTo("DescribeTrainingJob") - (script.Contains("Get-MlJob", StringComparison.Ordinal) ? 2 : 0));
    }

    /// <summary>The log shows the same numbers: a second witness, and one that Get-MlTrainingMetric never asks.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(FaultKind.MetricDisorder)]
    public void Points_and_final_values_are_what_the_job_logged(FaultKind? fault)
    {
        var logged = Logged();
        if (fault is { } kind)
            Server.Faults.Add(new Fault { Kind = kind });
        var points = Run($"Get-MlTrainingMetric {Job} 'validation:auc'");
        var final = Run($"Get-MlTrainingMetric {Job} 'validation:auc' -Final").Single;
        var byStep = Run($"Get-MlTrainingMetric {Job} 'validation:auc' -Source SageMakerMetrics");

        Assert.Empty(points.Errors);
        Assert.True(logged.Count > 50);
        Assert.Equal(logged, points.Values("Value").Cast<double>());
        Assert.Equal(logged, byStep.Values("Value").Cast<double>());
        Assert.Equal(Enumerable.Range(1, logged.Count).Select(n => (object?)(long)n), byStep.Values("Iteration"));
        Assert.Equal(logged[^1], final.Properties["Value"].Value);
        Assert.Equal(points.Values("Time").Cast<DateTimeOffset>().Order(), points.Values("Time").Cast<DateTimeOffset>());
    }

    [Fact]
    public void Gaps_are_gaps_and_nothing_is_made_up()
    {
        var logged = Logged();
        Server.Faults.Add(new Fault { Kind = FaultKind.MetricGaps });

        var values = Run($"Get-MlTrainingMetric {Job} 'validation:auc'").Values("Value").Cast<double>();

        // The sandbox leaves out the last four of every ten.
        Assert.Equal(logged.Where((_, i) => i % 10 < 6), values);
    }

    [Theory]
    [InlineData(FaultKind.MetricPartial, "MetricIncomplete", ErrorCategory.ResourceUnavailable, "PartialData")]
    [InlineData(FaultKind.MetricError, "MetricIncomplete", ErrorCategory.ResourceUnavailable, "InternalError")]
    [InlineData(FaultKind.MetricForbidden, "MetricForbidden", ErrorCategory.PermissionDenied, "Forbidden")]
    public void What_a_metric_lacks_is_an_error_for_points_and_a_note_for_series(FaultKind fault, string id, ErrorCategory category, string note)
    {
        Server.Faults.Add(new Fault { Kind = fault, Metric = ".*/CPUUtilization" });
        Server.Faults.Add(new Fault { Kind = fault, Metric = ".*/validation:auc" });
        var points = Run($"Get-MlTrainingMetric {Job} -Source CloudWatch");
        var series = Run($"Get-MlTrainingMetric {Job} -Source CloudWatch -AsSeries");

        Assert.Equal(["CPUUtilization", "validation:auc"], points.Errors.Select(e => e.TargetObject.ToString()).Order());
        Assert.All(points.Errors, e => AssertError(e, id, category, e.TargetObject.ToString()!, Command));
        Assert.Contains("train:logloss", points.Values("MetricName"));
        Assert.Equal(fault == FaultKind.MetricPartial, points.Values("MetricName").Contains("validation:auc"));
        Assert.Empty(series.Errors);
        foreach (var each in series.Output)
            if (each.Properties["MetricName"].Value is "CPUUtilization" or "validation:auc")
                Assert.StartsWith(note, (string)each.Properties["Note"].Value, StringComparison.Ordinal);
            else
                Assert.Equal("", each.Properties["Note"].Value);
        Assert.Equal(6, series.Output.Count);
    }

    [Theory]
    [InlineData(FaultKind.Denied, "AccessDenied")]
    [InlineData(FaultKind.Error500, "ServiceFault")]
    public void A_call_that_fails_is_an_error(FaultKind fault, string id)
    {
        With();
        Break(fault, "cloudwatch:GetMetricData");
        var result = Run($"Get-MlTrainingMetric {Job} -Source CloudWatch");

        Assert.Empty(result.Output);
        Assert.Contains(result.Errors, e => e.FullyQualifiedErrorId.StartsWith($"{id},", StringComparison.Ordinal));
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void A_series_knows_which_way_is_better_and_shows_its_curve()
    {
        using var host = Open(Server.SessionEnvironment, 100);
        var result = host.Run($"Get-MlTrainingMetric {Job} -AsSeries");
        var rows = result.Rendered.Split('\n');
        var auc = result.Output.Single(s => s.Properties["MetricName"].Value is "validation:auc");
        var logged = Logged();

        Assert.Equal("Maximize", auc.Properties["Direction"].Value.ToString());
        Assert.Equal(logged[0], auc.Properties["First"].Value);
        Assert.Equal(logged[^1], auc.Properties["Last"].Value);
        Assert.Equal(logged.Max(), auc.Properties["Best"].Value);
        Assert.All(rows, r => Assert.InRange(r.Length, 0, 100));
        Assert.Contains(rows, r => Regex.IsMatch(r, "^MetricName +First +Last +Best Curve +Note$"));
        Assert.Matches("^validation:auc +[0-9.]+ +[0-9.]+ +[0-9.]+ [▁▂▃▄▅▆▇█]{16}$", Assert.Single(rows, r => r.StartsWith("validation:auc", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_direction_that_is_given_goes_over_what_is_known()
    {
        var minimum = Logged().Min();

        Assert.Equal(minimum, Run($"Get-MlTrainingMetric {Job} 'validation:auc' -AsSeries -Direction Minimize").Single.Properties["Best"].Value);
        Assert.Null(Run($"Get-MlTrainingMetric {Job} DiskUtilization -AsSeries").Single.Properties["Best"].Value);
    }

    [Fact]
    public void Period_and_After_choose_points()
    {
        var after = DateTimeOffset.UtcNow.AddHours(-10.2).AddMinutes(20);
        var times = Run($"Get-MlTrainingMetric {Job} 'validation:auc' -Period 300 -After '{after:O}'").Values("Time").Cast<DateTimeOffset>().ToList();

        Assert.NotEmpty(times);
        Assert.All(times, t => Assert.True(t > after.AddMinutes(-5) && t.Minute % 5 == 0 && t.Second == 0, $"{t:O}"));
    }

    [Fact]
    public void Jobs_of_other_kinds_are_passed_over_in_a_pipe_and_an_error_as_argument()
    {
        var piped = Run($"Get-MlJob {Job}, churn-score-batch | Get-MlTrainingMetric -Final -Verbose");
        var given = Run("Get-MlTrainingMetric -InputObject (Get-MlJob churn-score-batch)");

        Assert.Empty(piped.Errors);
        Assert.NotEmpty(piped.Output);
        Assert.Contains(piped.Verbose, v => v.Contains("churn-score-batch", StringComparison.Ordinal));
        AssertError(Assert.Single(given.Errors), "NotATrainingJob", ErrorCategory.InvalidType, "churn-score-batch", Command);
    }

    [Fact]
    public void A_job_that_is_nowhere_is_one_error_and_the_others_come()
    {
        var result = Run($"Get-MlTrainingMetric nonesuch, {Job} -Final -Region eu-west-1, us-east-1");

        AssertError(Assert.Single(result.Errors), "JobNotFound", ErrorCategory.ObjectNotFound, "nonesuch", Command);
        Assert.NotEmpty(result.Output);
    }

    [Fact]
    public void No_metrics_and_no_such_metric_are_warnings()
    {
        Assert.Contains("published none", Assert.Single(Run("Get-MlTrainingMetric llm-lora-finetune").Warnings), StringComparison.Ordinal);
        Assert.Contains("'nonesuch'", Assert.Single(Run($"Get-MlTrainingMetric {Job} nonesuch").Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_are_completed_once_they_were_seen()
    {
        Run($"Get-MlTrainingMetric {Job} -Final");

        Assert.Equal(["validation:auc", "validation:logloss"], Run("""
            $typed = "Get-MlTrainingMetric x -MetricName valid"
            [System.Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches | ForEach-Object CompletionText
            """).Output.Select(o => o.ToString()));
    }

    private List<double> Logged() =>
        [.. Run($"Get-MlTrainingLog {Job} -Pattern 'validation-auc'").Values("Message").Select(m => double.Parse(Auc().Match((string)m!).Groups[1].Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex("validation-auc:([0-9.]+)")]
    private static partial Regex Auc();
}
