using MlMonitor.Core.Aws;
using MlMonitor.Core.Pipelines;
using MlMonitor.Core.Tests.Support;
using MlMonitor.Sandbox;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Core.Tests.Pipelines;

/// <summary>Every call counts: AWS throttles, and a monitor must not be what uses the quota up.</summary>
public sealed class PipelineCallTests
{
    [Theory]
    [InlineData(MlPipelineSource.CodePipeline)]
    [InlineData(MlPipelineSource.StepFunctions)]
    [InlineData(MlPipelineSource.SageMakerPipeline)]
    public async Task A_large_platform_is_read_within_its_calls(MlPipelineSource source)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Size = SandboxSize.Large });
        var sink = new RecordingSink();
        var meter = AwsCallMeter.Current = new AwsCallMeter();

        var all = await TestAws.ReadAllAsync(TestAws.Connection(sandbox), sink, new PipelineQuery { Matches = _ => true, Sources = new HashSet<MlPipelineSource> { source } });

        var n = all.Count;
        var most = source switch
        {
            MlPipelineSource.CodePipeline => n + Pages(n) + 2,
            MlPipelineSource.StepFunctions => (2 * n) + Pages(n),
            _ => Pages(n) + n + all.Count(s => s.IsFailure),
        };
        Assert.True(n >= 40, $"{n} pipelines");
        Assert.InRange(meter.Total, n, most);
        Assert.Empty(sink.Problems);
    }

    [Fact]
    public async Task Nothing_is_lost_under_throttling()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions());
        var calm = await TestAws.ReadAllAsync(TestAws.Connection(sandbox), new RecordingSink());
        sandbox.Faults.Add(new Fault { Kind = FaultKind.Throttle, Probability = 0.2 });
        var sink = new RecordingSink();

        var throttled = await TestAws.ReadAllAsync(TestAws.Connection(sandbox), sink);

        Assert.Equal(Names(calm), Names(throttled));
        Assert.Empty(sink.Problems);
    }

    [Theory]
    [InlineData("CODEPIPELINE", MlPipelineSource.CodePipeline)]
    [InlineData("STEPFUNCTIONS", MlPipelineSource.StepFunctions)]
    [InlineData("SAGEMAKER", MlPipelineSource.SageMakerPipeline)]
    public async Task An_engine_that_is_denied_is_one_error_and_the_others_come(string service, MlPipelineSource denied)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions());
        var sink = new RecordingSink();

        var all = await TestAws.ReadAllAsync(TestAws.Connection(sandbox, accessKey: $"{AccessKeys.Denied}_{service}"), sink);

        Assert.Equal(ProblemId.AccessDenied, Assert.Single(sink.Problems).Id);
        Assert.DoesNotContain(all, s => s.Source == denied);
        Assert.Equal(2, all.Select(s => s.Source).Distinct().Count());
    }

    [Fact]
    public async Task A_step_that_runs_far_longer_than_usual_is_a_stall()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions());
        var sink = new RecordingSink();

        var labelling = Assert.Single(await TestAws.ReadAllAsync(TestAws.Connection(sandbox), sink, new PipelineQuery { Names = ["image-labelling-sync"] }));
        var vision = Assert.Single(await TestAws.ReadAllAsync(TestAws.Connection(sandbox), sink, new PipelineQuery { Names = ["vision-defect-pipeline"], IncludeHistory = true }));
        var ltv = Assert.Single(await TestAws.ReadAllAsync(TestAws.Connection(sandbox), sink, new PipelineQuery { Names = ["ltv-batch-inference"] }));

        Assert.Equal((MlPipelineWait.SlowStep, MlSeverity.Warning), (labelling.WaitingFor, labelling.Severity));
        Assert.Contains("usually", labelling.Reason, StringComparison.Ordinal);
        Assert.Equal(MlPipelineWait.SlowStep, vision.WaitingFor);
        Assert.Equal(MlPipelineWait.None, ltv.WaitingFor);
    }

    [Fact]
    public async Task An_Express_state_machine_is_listed_and_never_an_error()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions());
        var sink = new RecordingSink();

        var listed = Assert.Single(await TestAws.ReadAllAsync(TestAws.Connection(sandbox), sink, new PipelineQuery { Matches = n => n == "realtime-feature-join" }));
        var named = Assert.Single(await TestAws.ReadAllAsync(TestAws.Connection(sandbox), sink, new PipelineQuery { Names = ["realtime-feature-join"] }));

        Assert.All([listed, named], s => Assert.Equal(("EXPRESS", MlPipelineSource.StepFunctions), (s.RawStatus, s.Source)));
        Assert.Empty(sink.Problems);
    }

    private static int Pages(int n) => (n + 99) / 100;

    private static IEnumerable<string> Names(IEnumerable<MlPipelineStatus> all) => all.Select(s => $"{s.Source}/{s.PipelineName}/{s.Status}").Order();
}
