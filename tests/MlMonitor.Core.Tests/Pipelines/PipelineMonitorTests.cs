using Microsoft.Extensions.Time.Testing;
using MlMonitor.Core.Pipelines;
using MlMonitor.Core.Tests.Support;
using MlMonitor.Sandbox;

namespace MlMonitor.Core.Tests.Pipelines;

public sealed class PipelineMonitorTests
{
    [Fact]
    public async Task A_name_that_one_of_two_regions_has_is_no_error()
    {
        var (all, sink) = await ReadAsync(["eu-west-1", "us-east-1"], new PipelineQuery { Names = ["customer-ltv-batch"] });

        Assert.Equal("us-east-1", Assert.Single(all).Region);
        Assert.Empty(sink.Problems);
        Assert.Contains(sink.Details, d => d.Contains("eu-west-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_no_region_has_is_one_error_and_the_others_come()
    {
        var (all, sink) = await ReadAsync(["eu-west-1", "us-east-1"], new PipelineQuery { Names = ["no-such", "customer-ltv-batch"] });

        Assert.Equal("customer-ltv-batch", Assert.Single(all).PipelineName);
        var problem = Assert.Single(sink.Problems);
        Assert.Equal(ProblemId.PipelineNotFound, problem.Id);
        Assert.Equal("no-such", problem.Target);
    }

    [Fact]
    public async Task Only_the_statuses_wanted_come()
    {
        var (all, _) = await ReadAsync(["eu-west-1"], new PipelineQuery { Matches = _ => true, Statuses = new HashSet<MlStatus> { MlStatus.Failed } });

        Assert.NotEmpty(all);
        Assert.All(all, s => Assert.Equal(MlStatus.Failed, s.Status));
    }

    [Fact]
    public async Task A_pipeline_named_and_matched_comes_once()
    {
        var (all, _) = await ReadAsync(["us-east-1"], new PipelineQuery { Names = ["customer-ltv-batch"], Matches = _ => true });

        Assert.Single(all, s => s.PipelineName == "customer-ltv-batch");
    }

    [Fact]
    public async Task Ages_are_told_by_the_clock_given()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddDays(100));
        var (all, _) = await ReadAsync(["eu-west-1"], new PipelineQuery { Names = ["churn-predictor-train"] }, clock);

        Assert.InRange(Assert.Single(all).Age!.Value.TotalDays, 100, 101);
    }

    private static async Task<(List<MlPipelineStatus> All, RecordingSink Sink)> ReadAsync(string[] regions, PipelineQuery query, TimeProvider? clock = null)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions());
        var sink = new RecordingSink();
        var monitor = new PipelineMonitor([.. regions.Select(r => TestAws.Connection(sandbox, r))], clock ?? TimeProvider.System);
        return (await monitor.ReadStatusAsync(query, sink, CancellationToken.None).ToListAsync(), sink);
    }
}
