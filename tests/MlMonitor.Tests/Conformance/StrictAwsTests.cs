using System.Net.Http.Json;
using System.Text.Json;
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
            $other = @(Get-MlPipelineRun -After 2000-01-01 -First 3 -IncludeStep; Get-MlBuild -After 2000-01-01 -First 2 -Log 2; Get-MlJob -After 2000-01-01 -First 3; Measure-MlPipeline; Get-MlEndpoint | Select-Object -First 20; Get-MlEndpoint e)
            @($all; $other) | Out-String | Out-Null
            @($all; $other) | Where-Object IsFailure | Get-MlFailureCause -IncludeChange
            $all | Send-MlAlert arn:aws:sns:eu-west-1:123456789012:t -Severity Warning -Format Json
            Send-MlAlert -TopicArn arn:aws:sns:eu-west-1:123456789012:t.fifo -Subject s -Message m
            """);

        Assert.True(result.Output.Count + result.Errors.Count > 0);
        Assert.Null(result.TerminatingError);
        Assert.All(result.Errors, e =>
        {
            Assert.Matches("^[A-Z][A-Za-z]+,MlMonitor[.]Commands[.][A-Za-z]+Command$", e.FullyQualifiedErrorId);
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
            """);

        Assert.Empty(result.Errors);
        Assert.NotEmpty(result.Output);
        await AssertNoFindingsAsync(server);
    }

    private static async Task<JsonElement> FindingsAsync(ServerProcess server)
    {
        using var http = new HttpClient();
        return await http.GetFromJsonAsync<JsonElement>(new Uri(server.Address, "/_strict/findings"));
    }

    private static async Task AssertNoFindingsAsync(ServerProcess server)
    {
        var said = (await FindingsAsync(server)).GetRawText();
        Assert.True((await ReportAsync(server)).GetProperty("findings").GetInt32() == 0, said);
    }

    private static async Task<JsonElement> ReportAsync(ServerProcess server)
    {
        using var http = new HttpClient();
        return await http.GetFromJsonAsync<JsonElement>(new Uri(server.Address, "/_strict/report"));
    }
}
