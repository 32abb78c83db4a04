using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>What ForEach-Object -Parallel does: one process, several runspaces at once.</summary>
public sealed class RunspaceTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    [Fact]
    public async Task Runspaces_side_by_side_each_get_everything()
    {
        var hosts = Enumerable.Range(0, 4).Select(_ => Open(Server.SessionEnvironment)).ToList();
        try
        {
            var results = await Task.WhenAll(hosts.Select(host => Task.Run(() => host.Run("1..5 | ForEach-Object { Get-MlPipelineStatus -Region eu-west-1, us-east-1 }"))));

            Assert.All(results, result =>
            {
                Assert.Empty(result.Errors);
                Assert.Equal(60, result.Output.Count);
            });
        }
        finally
        {
            hosts.ForEach(host => host.Dispose());
        }
    }

    [Fact]
    public void A_runspace_knows_nothing_of_what_another_has_seen()
    {
        using var first = Open(Server.SessionEnvironment);
        using var second = Open(Server.SessionEnvironment);
        const string Complete = "(TabExpansion2 'Get-MlPipelineStatus -Name fraud-s' 32).CompletionMatches | ForEach-Object CompletionText";
        first.Run("Get-MlPipelineStatus");

        Assert.Equal([Failed], first.Run(Complete).Output.Select(o => o.ToString()));
        Assert.Empty(second.Run(Complete).Output);
    }

    [Fact]
    public void Two_commands_of_one_pipeline_count_their_own_calls()
    {
        var result = Run($"Get-MlPipelineStatus {Failed} -Verbose | Send-MlAlert {Topic} -Verbose");

        Assert.Contains("3 AWS calls (CodePipeline 2, STS 1), 0 throttled.", result.Verbose);
        Assert.Contains("1 AWS call (SNS 1), 0 throttled.", result.Verbose);
    }
}
