using System.Net.Http.Json;
using System.Text.Json;
using MlMonitor.Sandbox.Tests;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Conformance;

/// <summary>The cmdlets against a server made of botocore's models, which judges every request and its signature.</summary>
[Collection(ModuleCollection.Name)]
public sealed class StrictAwsTests
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private static readonly string[] Small = ["--scenario", "platform:small", "--secret", Secret];

    [StrictAwsFact]
    public async Task Every_request_is_as_the_models_say_and_the_budget_of_calls_is_kept()
    {
        using var server = await ServerProcess.StrictAwsAsync(Small);
        using var host = SandboxTest.Open(server.SessionEnvironment(Secret));
        var status = host.Run("Get-MlPipelineStatus");
        var calls = (await ReportAsync(server)).GetProperty("calls").GetInt32();

        Assert.Empty(status.Errors);
        Assert.NotEmpty(status.Output);
        Assert.InRange(calls, status.Output.Count, status.Output.Count + (status.Output.Count / 100) + 1 + 2);
        await AssertNoFindingsAsync(server);
    }

    [StrictAwsFact]
    public async Task Alerts_of_every_format_are_as_the_models_say()
    {
        using var server = await ServerProcess.StrictAwsAsync(Small);
        using var host = SandboxTest.Open(server.SessionEnvironment(Secret));
        var topic = (await ReportAsync(server)).GetProperty("sns").GetProperty("topics")[0].GetString();
        var result = host.Run($"'Text', 'Json', 'AmazonQ' | ForEach-Object {{ Get-MlPipelineStatus | Send-MlAlert {topic} -Format $_ -Severity Critical -PassThru }}");

        Assert.Empty(result.Errors);
        Assert.NotEmpty(result.Output);
        Assert.All(result.Values("Sent"), sent => Assert.Equal(true, sent));
        await AssertNoFindingsAsync(server);
    }

    [StrictAwsFact]
    public async Task With_a_fifth_of_the_calls_throttled_nothing_is_lost()
    {
        using var calm = await ServerProcess.StrictAwsAsync(Small);
        using var host = SandboxTest.Open(calm.SessionEnvironment(Secret));
        using var busy = await ServerProcess.StrictAwsAsync([.. Small, "--faults", "throttle=0.2", "--seed", "3"]);
        var expected = host.Run("Get-MlPipelineStatus").Values("PipelineName");
        var result = host.Run($"Get-MlPipelineStatus -EndpointUrl {busy.Address} -Verbose");

        Assert.Empty(result.Errors);
        Assert.Equal(expected, result.Values("PipelineName"));
        Assert.DoesNotContain(" 0 throttled", result.Verbose[^1], StringComparison.Ordinal);
    }

    /// <summary>Replies that the models allow, made up: absent members, unknown words, odd numbers.</summary>
    [StrictAwsTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Whatever_valid_reply_comes_there_are_objects_or_well_formed_errors(int seed)
    {
        using var server = await ServerProcess.StrictAwsAsync("--auto", "all", "--seed", $"{seed}", "--secret", Secret);
        using var host = new ModuleHost(environment: server.SessionEnvironment(Secret));
        var result = host.Run("""
            1..3 | ForEach-Object { Get-MlPipelineStatus -Region eu-west-1, us-east-1; Get-MlPipelineStatus p -IncludeHistory }
            $all = Get-MlPipelineStatus
            $other = @(Get-MlPipelineRun -After 2000-01-01 -First 3 -IncludeStep; Get-MlBuild -After 2000-01-01 -First 2 -Log 2; Get-MlJob -After 2000-01-01 -First 3; Measure-MlPipeline)
            $other += @(Test-MlTraining a, b; Test-MlTraining c, d -Type Tuning)
            $jobs = @($other | Where-Object { $_ -is [MlMonitor.MlJob] -and $_.JobName })
            $other += @($jobs | Get-MlTrainingMetric -WarningAction SilentlyContinue; $jobs | Get-MlTrainingMetric -AsSeries -Source Final, CloudWatch, SageMakerMetrics -WarningAction SilentlyContinue)
            $other += @(Get-MlTrainingMetric job1 'a*', loss -After 2000-01-01 -WarningAction SilentlyContinue; $jobs | Get-MlTrainingLog -Tail 3 -WarningAction SilentlyContinue)
            $other += @('Training', 'Processing', 'Transform', 'Labeling', 'Tuning', 'AutoML' | ForEach-Object { Get-MlTrainingLog job1 -Type $_ -Tail 5 -WarningAction SilentlyContinue; Wait-MlJob job1 -Type $_ -Timeout 0 })
            $other += @(Get-MlEndpoint | Select-Object -First 20; Get-MlEndpoint e, f)
            $endpoints = @($other | Where-Object { $_ -is [MlMonitor.MlEndpoint] -and $_.EndpointName })
            $other += @($endpoints | Test-MlEndpointHealth -WarningAction SilentlyContinue; $endpoints | Get-MlEndpointMetric -Summary -WarningAction SilentlyContinue; Get-MlEndpointMetric e -WarningAction SilentlyContinue)
            $other += @(Get-MlMonitorExecution -After 2000-01-01 -First 2; Get-MlMonitorExecution e -After 2000-01-01 -First 1; Get-MlPosture | Select-Object -First 20; Get-MlPosture e, f)
            @($all; $other) | Out-String | Out-Null
            @($all; $other) | Where-Object IsFailure | Get-MlFailureCause -IncludeChange
            $all | Send-MlAlert arn:aws:sns:eu-west-1:123456789012:t -Severity Warning -Format Json
            Send-MlAlert -TopicArn arn:aws:sns:eu-west-1:123456789012:t.fifo -Subject s -Message m
            """);

        Assert.True(result.Output.Count + result.Errors.Count > 0);
        Assert.Null(result.TerminatingError);
        Assert.All(result.Errors, e =>
        {
            Assert.Matches("^[A-Z][A-Za-z0-9]+,MlMonitor[.]Commands[.][A-Za-z]+Command$", e.FullyQualifiedErrorId);
            Assert.DoesNotContain("Unexpected,", e.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.False(string.IsNullOrEmpty(e.ErrorDetails?.RecommendedAction));
        });
        // The server makes up names and ARNs that its own models forbid, and finds fault with them when they come back; that
        // members are known and there is what the scenario above judges.
        var findings = (await FindingsAsync(server)).EnumerateArray().Where(f => f.GetProperty("kind").GetString() != "validation");
        Assert.Empty(findings.Select(f => f.GetRawText()));
    }

    [StrictAwsFact]
    public async Task Every_reading_command_asks_as_the_models_say()
    {
        using var server = await ServerProcess.StrictAwsAsync(Small);
        using var host = new ModuleHost(environment: server.SessionEnvironment(Secret));
        var result = host.Run("""
            Get-MlPipelineStatus -IncludeHistory | Where-Object IsFailure | Get-MlFailureCause -IncludeChange
            Get-MlPipelineRun -First 3 -IncludeStep
            Get-MlPipelineRun -Status Failed -First 1 | Get-MlFailureCause
            Get-MlBuild -First 2 -Log 5
            Measure-MlPipeline -After (Get-Date).AddDays(-3)
            Get-MlJob
            Get-MlJob -Type Training -Name *train* -Status Failed -Tag @{ team = 'ml' } -First 2
            Get-MlJob -Type Training, Processing, Transform, Tuning, Labeling -Status Failed | Get-MlFailureCause
            Get-MlEndpoint
            Get-MlEndpoint | Select-Object -First 2 | Get-MlEndpoint
            Get-MlEndpoint -Name *e* -Tag @{ team = 'ml' }
            Get-MlEndpoint | Test-MlEndpointHealth
            Test-MlEndpointHealth -RequireCapture -IdleDays 7 -Window 00:20:00
            Get-MlEndpoint | Get-MlEndpointMetric -Summary -WarningAction SilentlyContinue
            Get-MlEndpoint | Select-Object -First 1 | Get-MlEndpointMetric -Statistic Maximum, p99.9 -Period 300 -After (Get-Date).AddDays(-2) -WarningAction SilentlyContinue
            Get-MlMonitorExecution -After (Get-Date).AddDays(-3)
            Get-MlMonitorExecution -MonitoringScheduleName *e* -Type DataQuality -Status Failed, Succeeded
            Get-MlPosture
            Get-MlJob -Type Training, Tuning | Test-MlTraining
            Get-MlJob -Type Processing, Transform, Tuning, Labeling | Where-Object IsTerminal | Wait-MlJob
            """);

        Assert.Empty(result.Errors);
        Assert.NotEmpty(result.Output);
        await AssertNoFindingsAsync(server);
    }

    [StrictAwsTheory]
    [InlineData("platform:small")]
    [InlineData("platform:small:7")]
    public async Task Metrics_and_logs_are_asked_for_as_the_models_say(string scenario)
    {
        using var server = await ServerProcess.StrictAwsAsync("--scenario", scenario, "--secret", Secret);
        using var host = new ModuleHost(environment: server.SessionEnvironment(Secret));
        var result = host.Run("""
            $jobs = Get-MlJob -After (Get-Date).AddDays(-60)
            $jobs
            $training = $jobs | Where-Object Type -eq Training
            $training | Get-MlTrainingMetric
            $training | Get-MlTrainingMetric -AsSeries -MetricName *loss*, CPUUtilization -Period 600 -After (Get-Date).AddDays(-2) -Direction Minimize
            $training | Get-MlTrainingMetric -Final
            Get-MlTrainingMetric $training[0].JobName -Source CloudWatch, Final
            $logging = $jobs | Where-Object { $_.Type -notin 'Tuning', 'AutoML' }
            $logging | Get-MlTrainingLog
            $logging | Get-MlTrainingLog -Tail 3 -Node algo-* -Pattern e -After (Get-Date).AddDays(-2)
            $logging | Where-Object IsTerminal | Get-MlTrainingLog -Follow
            # The scenario lists AutoML jobs and describes none.
            $jobs | Where-Object { $_.IsTerminal -and $_.Type -ne 'AutoML' } | Wait-MlJob
            $jobs | Where-Object { -not $_.IsTerminal -and $_.Type -ne 'AutoML' } | Wait-MlJob -Timeout 1 -PollingInterval 1 -ErrorAction SilentlyContinue
            """);

        Assert.All(result.Errors, e => Assert.StartsWith("JobStillRunning,", e.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Contains(result.Output, o => o.BaseObject.GetType().Name == "MlTrainingMetric");
        Assert.Contains(result.Output, o => o.BaseObject.GetType().Name == "MlLogLine");
        await AssertNoFindingsAsync(server);
    }

    [StrictAwsTheory]
    [InlineData("throttle=0.2")]
    [InlineData("shortpage=0.3")]
    [InlineData("error503=0.03,reset=0.03")]
    public async Task Whatever_happens_on_the_way_jobs_metrics_and_logs_are_those_of_a_calm_day(string faults)
    {
        const string Script = """
            $jobs = Get-MlJob -After (Get-Date).AddDays(-60) | Sort-Object JobName
            $jobs | ForEach-Object { "$($_.Type) $($_.JobName) $($_.Status) $($_.FailureReason)" }
            $jobs | Where-Object IsTerminal | Get-MlTrainingMetric -Source CloudWatch, Final -AsSeries -WarningAction SilentlyContinue | Sort-Object JobName, MetricName, Node, Source | ForEach-Object { "$($_.JobName) $($_.MetricName) $($_.Node) $($_.Points.Count) $($_.Note)" }
            $jobs | Where-Object { $_.Type -notin 'Tuning', 'AutoML' -and $_.IsTerminal } | Get-MlTrainingLog -WarningAction SilentlyContinue | ForEach-Object { "$($_.LogStream) $($_.Message)" }
            """;
        // One platform for both: its names hold the time it is made for.
        var platform = Path.Combine(Directory.CreateTempSubdirectory("mlmonitor-strict-").FullName, "platform.json");
        var (exit, said) = await Botocore.RunAsync(Path.Combine(Path.GetDirectoryName(StrictAws.Script)!, "make_platform.py"), "--out", platform);
        Assert.True(exit == 0, said);
        using var calm = await ServerProcess.StrictAwsAsync("--scenario", platform, "--secret", Secret);
        using var busy = await ServerProcess.StrictAwsAsync("--scenario", platform, "--secret", Secret, "--faults", faults, "--seed", "5");
        Directory.Delete(Path.GetDirectoryName(platform)!, recursive: true);
        string[] expected, got;
        using (var host = new ModuleHost(environment: calm.SessionEnvironment(Secret)))
            expected = Lines(host.Run(Script));
        using (var host = new ModuleHost(environment: busy.SessionEnvironment(Secret)))
            got = Lines(host.Run(Script));

        Assert.True(expected.Length > 20);
        Assert.Equal(expected, got);
        await AssertNoFindingsAsync(busy);

        static string[] Lines(HostResult result)
        {
            Assert.Empty(result.Errors);
            return [.. result.Output.Select(o => o.ToString())];
        }
    }

    [StrictAwsFact]
    public async Task A_model_is_asked_as_the_models_of_AWS_say()
    {
        using var server = await ServerProcess.StrictAwsAsync(Small);
        using var host = new ModuleHost(environment: server.SessionEnvironment(Secret));
        using var asked = new AskedModel();
        // The server answers 0.42 to whatever one row it is asked about: nothing adds anything.
        var result = host.Run($"{asked.Script} -TargetEndpoint fraud-prod -BatchSize 1");

        Assert.Empty(result.Errors);
        dynamic explanation = result.Single.BaseObject;
        Assert.Equal([0.42, 0.42], (double[])[(double)explanation.Prediction, (double)explanation.ExpectedValue]);
        Assert.True((bool)explanation.IsAdditive);
        Assert.All(((System.Collections.IEnumerable)explanation.Attributions).Cast<dynamic>(), attribution => Assert.Equal(0, (double)attribution.Value, 9));
        await AssertNoFindingsAsync(server);
    }

    [StrictAwsFact]
    public async Task Metrics_are_put_as_the_models_say()
    {
        using var server = await ServerProcess.StrictAwsAsync(Small);
        using var host = new ModuleHost(environment: server.SessionEnvironment(Secret));
        var result = host.Run("$all = @(Get-MlEndpoint) + @(Measure-MlPipeline -After (Get-Date).AddDays(-3)) + @(Test-MlEndpointHealth); $all | Publish-MlMetric -Region eu-west-1");

        Assert.Empty(result.Errors);
        Assert.True((int)result.Single.Properties["Sent"].Value > 5);
        await AssertNoFindingsAsync(server);
    }

    private static async Task<JsonElement> FindingsAsync(ServerProcess server)
    {
        using var http = new HttpClient();
        return await http.GetFromJsonAsync<JsonElement>(new Uri(server.Address, "/_strict/findings"));
    }

    /// <summary>Nothing was wrong. That the server does not know Application Auto Scaling is its own lack.</summary>
    private static async Task AssertNoFindingsAsync(ServerProcess server)
    {
        var findings = (await FindingsAsync(server)).EnumerateArray().Where(f =>
            f.GetProperty("kind").GetString() is not ("warning" or "unscripted") && f.GetProperty("op").GetString() is not "?.DescribeScalableTargets");
        Assert.Empty(findings.Select(f => f.GetRawText()));
    }

    private static async Task<JsonElement> ReportAsync(ServerProcess server)
    {
        using var http = new HttpClient();
        return await http.GetFromJsonAsync<JsonElement>(new Uri(server.Address, "/_strict/report"));
    }
}
