using System.Diagnostics;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Pipelines;
using MlMonitor.Core.Tests.Support;
using MlMonitor.Sandbox;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Core.Tests.Aws;

/// <summary>The whole way over HTTP, with a sandbox that misbehaves.</summary>
public sealed class AwsRetryPolicyTests
{
    private const int PipelinesAtHome = 9;
    private const string Read = "codepipeline:GetPipelineState";

    [Fact]
    public async Task Throttled_calls_are_repeated_until_nothing_is_missing_and_counted()
    {
        await using var sandbox = await StartAsync(
            new Fault { Kind = FaultKind.Throttle, Operation = "codepipeline:ListPipelines", Times = 3, RetryAfterSeconds = 0 },
            new Fault { Kind = FaultKind.Throttle, Operation = Read, Times = 9, RetryAfterSeconds = 0 });
        var meter = AwsCallMeter.Current = new AwsCallMeter();
        var sink = new RecordingSink();
        var all = await TestAws.ReadAllAsync(TestAws.Connection(sandbox), sink, TestAws.CodePipelines);

        Assert.Empty(sink.Problems);
        Assert.Equal(PipelinesAtHome, all.Count);
        Assert.Equal(12, meter.Throttled);
        Assert.Equal(sandbox.Calls.Sum(c => c.Count), meter.Total);
        Assert.Equal(PipelinesAtHome + 1 + 12, meter.ByService["CodePipeline"]);
        Assert.Equal($"{PipelinesAtHome + 14} AWS calls (CodePipeline {PipelinesAtHome + 13}, STS 1), 12 throttled", meter.ToString());
    }

    [Fact]
    public async Task Retry_After_is_waited_for()
    {
        await using var sandbox = await StartAsync(new Fault { Kind = FaultKind.Throttle, Operation = Read, Times = 1, RetryAfterSeconds = 2 });
        var watch = Stopwatch.StartNew();
        var all = await ReadOneAsync(sandbox, new RecordingSink());

        Assert.Single(all);
        Assert.True(watch.Elapsed >= TimeSpan.FromSeconds(2), $"It waited {watch.Elapsed}.");
    }

    [Fact]
    public async Task Throttled_without_end_is_told_after_ten_attempts_and_the_rest_comes()
    {
        await using var sandbox = await StartAsync(new Fault { Kind = FaultKind.Throttle, Operation = Read, Times = 10, RetryAfterSeconds = 0 });
        var sink = new RecordingSink();
        var all = await TestAws.ReadAllAsync(TestAws.Connection(sandbox), sink, new PipelineQuery { Names = ["churn-predictor-train"] });

        Assert.Empty(all);
        var problem = Assert.Single(sink.Problems);
        Assert.Equal(ProblemId.Throttled, problem.Id);
        Assert.Equal("churn-predictor-train", problem.Target);
        Assert.Equal(10, sandbox.Calls.Single(c => c.Operation == "GetPipelineState").Count);
    }

    [Theory]
    [InlineData(FaultKind.Error500)]
    [InlineData(FaultKind.Html503)]
    [InlineData(FaultKind.Cut)]
    public async Task What_passes_is_repeated(FaultKind kind)
    {
        await using var sandbox = await StartAsync(new Fault { Kind = kind, Operation = Read, Times = 1 });
        var sink = new RecordingSink();

        Assert.Single(await ReadOneAsync(sandbox, sink));
        Assert.Empty(sink.Problems);
    }

    [Theory]
    [InlineData(FaultKind.Error500, ProblemId.ServiceFault, 3)]
    [InlineData(FaultKind.Html503, ProblemId.ServiceFault, 3)]
    [InlineData(FaultKind.EmptyBody, ProblemId.UnexpectedReply, 1)]
    [InlineData(FaultKind.Denied, ProblemId.AccessDenied, 1)]
    [InlineData(FaultKind.Expired, ProblemId.CredentialExpired, 1)]
    public async Task What_stays_broken_is_one_problem_after_few_attempts(FaultKind kind, ProblemId expected, int attempts)
    {
        await using var sandbox = await StartAsync(new Fault { Kind = kind, Operation = Read });
        var sink = new RecordingSink();

        Assert.Empty(await ReadOneAsync(sandbox, sink));
        Assert.Equal(expected, Assert.Single(sink.Problems).Id);
        Assert.Equal(attempts, sandbox.Calls.Single(c => c.Operation == "GetPipelineState").Count);
    }

    /// <summary>How often is not counted: .NET's own HTTP handler repeats below the SDK what is cut before an answer.</summary>
    [Fact]
    public async Task A_connection_that_is_always_cut_is_one_problem()
    {
        await using var sandbox = await StartAsync(new Fault { Kind = FaultKind.Cut, Operation = Read });
        var sink = new RecordingSink();

        Assert.Empty(await ReadOneAsync(sandbox, sink));
        Assert.Equal(ProblemId.EndpointUnreachable, Assert.Single(sink.Problems).Id);
    }

    [Fact]
    public async Task What_fails_for_one_pipeline_is_told_once_and_the_others_come()
    {
        await using var sandbox = await StartAsync(new Fault { Kind = FaultKind.Denied, Operation = Read, Times = 1 });
        var sink = new RecordingSink();
        var all = await TestAws.ReadAllAsync(TestAws.Connection(sandbox), sink, TestAws.CodePipelines);

        Assert.Equal(PipelinesAtHome - 1, all.Count);
        Assert.Equal(ProblemId.AccessDenied, Assert.Single(sink.Problems).Id);
    }

    [Fact]
    public async Task Expired_credentials_are_told_once_and_not_for_every_pipeline()
    {
        await using var sandbox = await StartAsync();
        var sink = new RecordingSink();
        Assert.Empty(await TestAws.ReadAllAsync(TestAws.Connection(sandbox, accessKey: AccessKeys.Expired), sink, new PipelineQuery { Names = ["a", "b", "c", "d"] }));

        var problem = Assert.Single(sink.Problems);
        Assert.Equal(ProblemId.CredentialExpired, problem.Id);
        Assert.Equal("eu-west-1", problem.Target);
    }

    [Fact]
    public async Task A_server_that_hangs_is_left_within_a_second_of_the_cancellation()
    {
        await using var sandbox = await StartAsync(new Fault { Kind = FaultKind.Hang, Operation = "codepipeline:.*" });
        using var stop = new CancellationTokenSource();
        var reading = TestAws.ReadAllAsync(TestAws.Connection(sandbox), new RecordingSink(), cancellationToken: stop.Token);
        await Task.Delay(500);
        Assert.False(reading.IsCompleted);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_wait_for_a_throttled_server_is_left_within_a_second_of_the_cancellation()
    {
        await using var sandbox = await StartAsync(new Fault { Kind = FaultKind.Throttle, RetryAfterSeconds = 20, Operation = "codepipeline:.*" });
        using var stop = new CancellationTokenSource();
        var reading = TestAws.ReadAllAsync(TestAws.Connection(sandbox), new RecordingSink(), cancellationToken: stop.Token);
        await Task.Delay(500);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Nothing_listening_is_told_quickly()
    {
        var sink = new RecordingSink();
        var watch = Stopwatch.StartNew();
        Assert.Empty(await TestAws.ReadAllAsync(TestAws.Connection("http://127.0.0.1:9"), sink));

        var problem = Assert.Single(sink.Problems);
        Assert.Equal(ProblemId.EndpointUnreachable, problem.Id);
        Assert.Contains("http://127.0.0.1:9", problem.Message, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public async Task Reading_takes_one_call_a_pipeline_one_for_the_list_and_one_for_the_account()
    {
        await using var sandbox = await StartAsync();
        await TestAws.ReadAllAsync(TestAws.Connection(sandbox), new RecordingSink(), TestAws.CodePipelines);

        Assert.Equal(PipelinesAtHome + 2, sandbox.Calls.Sum(c => c.Count));
    }

    private static Task<SandboxServer> StartAsync(params Fault[] faults) => SandboxServer.StartAsync(new SandboxOptions { Faults = faults });

    private static Task<List<MlPipelineStatus>> ReadOneAsync(SandboxServer sandbox, RecordingSink sink) =>
        TestAws.ReadAllAsync(TestAws.Connection(sandbox), sink, new PipelineQuery { Names = ["churn-predictor-train"] });
}
