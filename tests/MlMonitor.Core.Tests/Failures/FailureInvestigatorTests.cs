using MlMonitor.Core.Failures;
using MlMonitor.Core.Pipelines;
using MlMonitor.Core.Tests.Support;
using MlMonitor.Sandbox;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Core.Tests.Failures;

public sealed class FailureInvestigatorTests
{
    [Theory]
    [InlineData("fraud-scorer-train", "Pipeline > Action > Build > Phase", "python train.py", "KeyError")]
    [InlineData("recommender-ranker-deploy", "Pipeline > Action", "ping health check", null)]
    [InlineData("feature-backfill", "StateMachine > State", "time data '2026-13-01'", null)]
    [InlineData("fraud-retrain-workflow", "StateMachine > State > Job", "KeyError: 'merchant_category'", "KeyError")]
    [InlineData("recsys-offline-eval", "StateMachine > State > Build > Phase", "recsys.eval", "BelowThreshold")]
    [InlineData("forecast-orchestrator", "StateMachine > State > StateMachine > State > Job", "ParserError", "ParserError")]
    [InlineData("data-quality-gate", "StateMachine > State", "DataDriftDetected", null)]
    [InlineData("embedding-refresh", "StateMachine > State", "States.Timeout", null)]
    [InlineData("fraud-model-pipeline", "Pipeline > Step > Job", "more memory", "Unable to allocate")]
    [InlineData("recommender-model-pipeline", "Pipeline > Step > Job", "ParserError", "ParserError")]
    public async Task Each_failed_pipeline_is_followed_down_to_its_root(string name, string way, string reason, string? logged)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions());

        var cause = await InvestigateAsync(sandbox, name, AccessKeys.Operator, new FailureInquiry(10, IncludeChange: false));

        Assert.Equal(way, string.Join(" > ", cause.Hops.Select(h => h.Kind)));
        Assert.Contains(reason, cause.Reason, StringComparison.Ordinal);
        Assert.True(cause.IsComplete);
        Assert.All(cause.Hops, hop => Assert.NotNull(hop.ConsoleLink));
        if (logged is not null)
            Assert.Contains(cause.Log, line => line.Message.Contains(logged, StringComparison.Ordinal));
        Assert.DoesNotContain("sandbox-secret", cause.ToString() + cause.Log + string.Concat(cause.Hops.Select(h => h.Reason)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_changed_it_last_is_told_and_a_change_that_was_refused_is_none()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions());

        var scorer = await InvestigateAsync(sandbox, "fraud-scorer-train", AccessKeys.Operator, new FailureInquiry(0, IncludeChange: true));
        var workflow = await InvestigateAsync(sandbox, "fraud-retrain-workflow", AccessKeys.Operator, new FailureInquiry(0, IncludeChange: true));

        Assert.Contains("maria", scorer.Change!.UserName, StringComparison.Ordinal);
        Assert.Contains("maria", scorer.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("intern", workflow.Change!.UserName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_hop_may_not_be_read_the_way_ends_there_and_says_so()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions());
        var sink = new RecordingSink();

        var cause = await InvestigateAsync(sandbox, "fraud-scorer-train", AccessKeys.Operator, new FailureInquiry(10, IncludeChange: false), AccessKeys.Denied + "_CODEBUILD", sink);

        Assert.Equal("Pipeline > Action", string.Join(" > ", cause.Hops.Select(h => h.Kind)));
        Assert.False(cause.IsComplete);
        Assert.Equal(ProblemId.AccessDenied, Assert.Single(sink.Problems).Id);
    }

    private static async Task<MlFailureCause> InvestigateAsync(
        SandboxServer sandbox, string name, string key, FailureInquiry inquiry, string? investigateAs = null, RecordingSink? sink = null)
    {
        sink ??= new RecordingSink();
        var query = new PipelineQuery { Names = [name] };
        var status = Assert.Single(await TestAws.ReadAllAsync(TestAws.Connection(sandbox, accessKey: key), new RecordingSink(), query), s => s.IsFailure);
        var connection = TestAws.Connection(sandbox, accessKey: investigateAs ?? key);
        return await new FailureInvestigator(connection, sink, TimeProvider.System).InvestigateAsync(status, inquiry, CancellationToken.None);
    }
}
