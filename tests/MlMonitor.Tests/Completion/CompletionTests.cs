using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Completion;

public sealed class CompletionTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    [Theory]
    [InlineData("Get-MlPipelineStatus -Region eu-w", "eu-west-1", "eu-west-2", "eu-west-3")]
    [InlineData("Send-MlAlert -Region ap-south-", "ap-south-1", "ap-south-2")]
    [InlineData("Get-MlPipelineStatus -ProfileName ml", TestProfiles.Operator)]
    [InlineData("Get-MlPipelineStatus -Status Superse", "Superseded")]
    [InlineData("Send-MlAlert -Severity Cr", "Critical")]
    [InlineData("Send-MlAlert -Format Ama", "AmazonQ")]
    public void Values_are_completed(string input, params string[] expected) => Assert.Equal(expected, Complete(input));

    [Fact]
    public void Pipelines_are_completed_once_they_were_seen()
    {
        Assert.DoesNotContain(Failed, Complete("Get-MlPipelineStatus -Name fraud"));
        Run("Get-MlPipelineStatus");
        var calls = Server.Calls.Sum(c => c.Count);

        Assert.Equal(["fraud-features-etl", Failed], Complete("Get-MlPipelineStatus -Name fraud"));
        Assert.Equal(["fraud-features-etl", Failed], Complete("Get-MlPipelineStatus FRAUD"));
        Assert.Equal(calls, Server.Calls.Sum(c => c.Count));
    }

    [Fact]
    public void Endpoints_are_completed_once_they_were_seen()
    {
        Assert.DoesNotContain("fraud-scorer", Complete("Get-MlEndpoint -Name fraud-sc"));
        Run("Get-MlEndpoint");
        var calls = Server.Calls.Sum(c => c.Count);

        Assert.Equal(["fraud-scorer"], Complete("Get-MlEndpoint FRAUD-sc"));
        Assert.Equal(calls, Server.Calls.Sum(c => c.Count));
    }

    [Fact]
    public void Silences_are_completed_while_they_last()
    {
        var state = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        var id = Run($"(New-MlSilence '{state}' -Resource a -Ends 2099-01-01 -Why w).Id").Single.ToString();
        Assert.Equal([id], Complete($"Remove-MlSilence state.json {id[..2]}"));
        Run($"Remove-MlSilence '{state}' {id}");
        Assert.DoesNotContain(id, Complete($"Remove-MlSilence state.json {id[..2]}"));
        Run($"Remove-Item '{state}*'");
    }

    [Fact]
    public void Both_commands_are_completed() =>
        Assert.Equal(["Get-MlPipelineStatus", "Send-MlAlert"], Complete("Get-MlPipelineS").Concat(Complete("Send-Ml")));

    private IEnumerable<string> Complete(string input) => Run($$"""
        $typed = '{{input}}'
        [System.Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches | ForEach-Object CompletionText
        """).Output.Select(o => o.ToString());
}
