using System.Management.Automation;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>The first configuration is of what was planted, can be used as it is, and says what could not be seen.</summary>
public sealed class NewMlMonitorConfigTests(SandboxFixture fixture) : SandboxTest(fixture), IDisposable
{
    private const string Command = "NewMlMonitorConfig";
    private readonly string _folder = Directory.CreateTempSubdirectory("mlmonitor").FullName;

    private string Psd1 => Path.Combine(_folder, "mlmonitor.psd1");

    private string Json => Path.Combine(_folder, "mlmonitor.json");

    [Fact]
    public void The_file_has_no_mistake_and_no_warning_and_runs()
    {
        var written = Run($"New-MlMonitorConfig '{Psd1}' -Region eu-west-1, us-east-1");

        Assert.Empty(written.Errors);
        Assert.Equal(Psd1, ((FileInfo)written.Single.BaseObject).FullName);
        Assert.Empty(Run($"Get-Item '{Psd1}' | Test-MlMonitorConfig").Output);
        var result = Run($"Invoke-MlMonitor '{Psd1}' -WhatIf");
        Assert.Empty(result.Errors);
        // A watch warns of the damaged records that are planted; of the configuration nothing warns.
        Assert.DoesNotContain(result.Warnings, warning => warning.Contains("mlmonitor.psd1", StringComparison.Ordinal));
        var run = result.Output[^1];
        Assert.Equal(
            ["pipelines", "jobs", "training", "endpoints", "silence-eu-west-1", "drift-eu-west-1", "drift-fraud-scorer-eu-west-1", "drift-product-recommender-eu-west-1", "quality-eu-west-1", "bias-eu-west-1", "attributions-eu-west-1", "silence-us-east-1", "drift-us-east-1", "model-monitor", "posture"],
            ((IEnumerable<object>)run.Properties["Watch"].Value).Select(w => $"{w}"));
        Assert.NotEmpty((IEnumerable<object>)run.Properties["Decision"].Value);
        Assert.DoesNotContain(result.Output, o => $"{o.Properties["ErrorId"]?.Value}" is "WatchFailed" or "BaselineMissing" or "AccessDenied");
    }

    [Fact]
    public void What_is_planted_is_found_and_what_is_missing_is_offered_with_how_to_make_it()
    {
        var text = Run("New-MlMonitorConfig").Single.ToString();

        Assert.Contains("CodePipeline: 9 (", text, StringComparison.Ordinal);
        Assert.Contains("Found: 10 (churn-predictor,", text, StringComparison.Ordinal);
        Assert.Contains("@{ Name = 'drift'; Test = 'EndpointDrift'; EndpointName = 'churn-predictor', 'credit-decision' }", text, StringComparison.Ordinal);
        Assert.Contains("@{ Baseline = 's3://ml-baselines-123456789012/fraud-scorer/statistics.json' }", text, StringComparison.Ordinal);
        Assert.Contains("New-MlBaseline train.csv -OutputPath ./demand-forecaster.mlprofile", text, StringComparison.Ordinal);
        Assert.Contains($"@{{ TopicArn = '{Topic}' }}", text, StringComparison.Ordinal);
        // Not captured, so nothing of its data can be watched.
        Assert.DoesNotContain("'drift-support-llm'", text, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Psd1_and_json_say_the_same()
    {
        Assert.Empty(Run($"New-MlMonitorConfig '{Psd1}'; New-MlMonitorConfig '{Json}'").Errors);

        Assert.Equal(Bound(Psd1), Bound(Json));
        Assert.Empty(Run($"Test-MlMonitorConfig '{Json}'").Output);
        Assert.True(File.Exists(Path.Combine(_folder, "mlmonitor.schema.json")));
    }

    [Fact]
    public void It_takes_few_calls()
    {
        Run("New-MlMonitorConfig");

        // Ten endpoints and six schedules are planted: 3 for pipelines, 6 for jobs, 1 for topics, 13 for schedules, the rest for endpoints.
        Assert.Equal((1, 1, 1), (CallsTo("ListMonitoringSchedules"), CallsTo("ListTopics"), CallsTo("ListStateMachines")));
        Assert.Equal(6, CallsTo("DescribeMonitoringSchedule"));
        Assert.InRange(Server.Calls.Sum(c => c.Count), 20, 45);
        Assert.DoesNotContain(Server.Calls, c => c.Operation is "ListObjectsV2" or "GetMetricData");
    }

    [Theory]
    [InlineData("codepipeline:ListPipelines", "pipelines (AccessDenied)", FaultKind.Denied)]
    [InlineData("sns:ListTopics", "topics (AccessDenied)", FaultKind.Denied)]
    [InlineData("sagemaker:ListEndpoints", "endpoints (Throttled)", FaultKind.Throttle)]
    [InlineData("sagemaker:ListMonitoringSchedules", "schedules of Model Monitor (AccessDenied)", FaultKind.Denied)]
    [InlineData("sagemaker:ListTransformJobs", "jobs (AccessDenied)", FaultKind.Denied)]
    public void What_could_not_be_seen_is_an_error_and_a_line_of_the_file(string operation, string words, FaultKind fault)
    {
        Break(fault, operation);
        var result = Run("New-MlMonitorConfig");

        Assert.StartsWith(fault == FaultKind.Denied ? "AccessDenied," : "Throttled,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"# NOT SEEN in eu-west-1: {words}", result.Single.ToString(), StringComparison.Ordinal);
        Assert.Contains("@{ Name = 'endpoints'; Test = 'EndpointHealth' }", result.Single.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_region_that_does_not_answer_is_one_error_and_hinders_every_part()
    {
        Break(FaultKind.Cut, ".*");
        var result = Run("New-MlMonitorConfig");

        Assert.StartsWith("EndpointUnreachable,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(5, result.Single.ToString()!.Split('\n').Count(line => line.StartsWith("# NOT SEEN", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_file_that_is_there_is_written_over_only_by_force()
    {
        File.WriteAllText(Psd1, "mine");
        AssertError(Assert.Single(Run($"New-MlMonitorConfig '{Psd1}'").Errors), "FileNotWritten", ErrorCategory.WriteError, Psd1, Command);

        Assert.Equal("mine", File.ReadAllText(Psd1));
        Assert.Equal(0, CallsTo("ListTopics"));
        Assert.Empty(Run($"New-MlMonitorConfig '{Psd1}' -Force").Errors);
        Assert.StartsWith("# What Invoke-MlMonitor watches.", File.ReadAllText(Psd1), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_shows_the_text_and_writes_nothing()
    {
        var result = Run($"New-MlMonitorConfig '{Json}' -WhatIf");

        Assert.Empty(result.Output);
        Assert.Contains("\"Test\": \"EndpointHealth\"", result.HostText, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_topic_that_is_none_and_a_file_of_another_kind_are_errors()
    {
        AssertError(Assert.Single(Run("New-MlMonitorConfig -TopicArn ml-alerts").Errors), "TopicArnInvalid", ErrorCategory.InvalidArgument, "ml-alerts", Command);
        Assert.StartsWith("FileNotWritten,", Assert.Single(Run($"New-MlMonitorConfig '{Path.Combine(_folder, "a.yaml")}'").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"@{{ TopicArn = '{Topic}-mine' }}", Run($"New-MlMonitorConfig -TopicArn {Topic}-mine").Single.ToString(), StringComparison.Ordinal);
    }

    void IDisposable.Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        Dispose();
    }

    // The line is the file's; all else is what it says.
    private string Bound(string path)
    {
        var assembly = ((Type)Run("(Get-Command Test-MlMonitorConfig).ImplementingType").Single.BaseObject).Assembly;
        var read = assembly.GetType("MlMonitor.Watching.ConfigFile")!.GetMethod("Read")!;
        var both = read.Invoke(null, [path, DateTimeOffset.UnixEpoch, null])!;
        var config = both.GetType().GetField("Item1")!.GetValue(both)!;
        return Show(config);

        static string Show(object? value) => value switch
        {
            null => "null",
            string text => $"'{text}'",
            System.Collections.IDictionary table => "{" + string.Join(",", table.Keys.Cast<object>().Select(k => $"{k}={Show(table[k])}").Order(StringComparer.Ordinal)) + "}",
            System.Collections.IEnumerable list => "[" + string.Join(",", list.Cast<object>().Select(Show)) + "]",
            _ when value.GetType().Namespace?.StartsWith("MlMonitor", StringComparison.Ordinal) == true && !value.GetType().IsEnum => value.GetType().Name + "(" + string.Join(",",
                value.GetType().GetProperties().Where(p => p.Name is not "Line" and not "EqualityContract" && p.GetIndexParameters().Length == 0 && p.GetMethod!.IsPublic && !p.GetMethod.IsStatic).Select(p => $"{p.Name}={Show(p.GetValue(value))}")) + ")",
            _ => $"{value}",
        };
    }
}
