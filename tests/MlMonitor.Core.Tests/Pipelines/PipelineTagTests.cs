using MlMonitor.Core.Aws;
using MlMonitor.Core.Pipelines;
using MlMonitor.Core.Tests.Support;
using MlMonitor.Sandbox;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Core.Tests.Pipelines;

/// <summary>Pipelines are chosen by tag with a call or two, and what the ARNs tell is read.</summary>
public sealed class PipelineTagTests : IDisposable
{
    private static readonly Dictionary<string, string> Fraud = new() { ["team"] = "fraud" };
    private readonly ScriptedAws _aws = new();
    private readonly RecordingSink _sink = new();

    public void Dispose() => _aws.Dispose();

    [Theory]
    [InlineData("arn:aws:codepipeline:eu-west-1:123456789012:train", MlPipelineSource.CodePipeline, "train")]
    [InlineData("arn:aws-cn:states:cn-north-1:123456789012:stateMachine:Nightly", MlPipelineSource.StepFunctions, "Nightly")]
    [InlineData("arn:aws:sagemaker:eu-west-1:123456789012:pipeline/fraud-model", MlPipelineSource.SageMakerPipeline, "fraud-model")]
    [InlineData("arn:aws:codepipeline:eu-west-1:123456789012:webhook:hook", null, null)]
    [InlineData("arn:aws:codepipeline:eu-west-1:123456789012:actiontype:Custom/Test/Mine/1", null, null)]
    [InlineData("arn:aws:states:eu-west-1:123456789012:stateMachine:Nightly:7", null, null)]
    [InlineData("arn:aws:states:eu-west-1:123456789012:activity:Nightly", null, null)]
    [InlineData("arn:aws:sagemaker:eu-west-1:123456789012:pipeline/fraud-model/execution/abc", null, null)]
    [InlineData("arn:aws:sagemaker:eu-west-1:123456789012:endpoint/fraud", null, null)]
    [InlineData("arn:aws:states:eu-west-1:123456789012:stateMachine:", null, null)]
    [InlineData("nonsense", null, null)]
    [InlineData(null, null, null)]
    public void An_ARN_tells_the_engine_and_the_name_or_is_of_something_else(string? arn, MlPipelineSource? source, string? name) =>
        Assert.Equal((source, name), PipelineTags.PipelineOf(arn) is { } found ? ((MlPipelineSource?)found.Source, found.Name) : (null, null));

    [Fact]
    public async Task Those_of_every_engine_are_found_with_one_call_and_are_the_same_as_by_name()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions());
        var named = await TestAws.ReadAllAsync(TestAws.Connection(sandbox), _sink, new PipelineQuery { Matches = n => n.StartsWith("fraud-", StringComparison.Ordinal) });
        sandbox.Reset();

        var tagged = await TestAws.ReadAllAsync(TestAws.Connection(sandbox), _sink, new PipelineQuery { Matches = _ => true, Tags = Fraud });

        Assert.Empty(_sink.Problems);
        Assert.Equal(3, tagged.Select(s => s.Source).Distinct().Count());
        Assert.Equal(named.Select(Essence).Order(), tagged.Select(Essence).Order());
        Assert.Equal(1, sandbox.Calls.Where(c => c.Operation == "GetResources").Sum(c => c.Count));
        Assert.DoesNotContain(sandbox.Calls, c => c.Operation is "ListStateMachines" || (c.Service == "codepipeline" && c.Operation == "ListPipelines"));
    }

    [Fact]
    public async Task A_large_platform_is_asked_for_a_hundred_at_a_time()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Size = SandboxSize.Large });

        var all = await TestAws.ReadAllAsync(TestAws.Connection(sandbox), _sink, new PipelineQuery { Matches = _ => true, Tags = new Dictionary<string, string> { ["env"] = "prod" } });

        Assert.Empty(_sink.Problems);
        Assert.True(all.Count > 200, $"{all.Count} pipelines");
        Assert.Equal(all.Count, all.Select(s => (s.Source, s.PipelineName)).Distinct().Count());
        Assert.Equal((all.Count + 99) / 100, sandbox.Calls.Where(c => c.Operation == "GetResources").Sum(c => c.Count));
    }

    [Fact]
    public async Task Names_and_tags_must_both_choose_and_where_none_is_tagged_nothing_is_read()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions());

        var both = await ReadAsync(new PipelineQuery { Names = ["fraud-scorer-train", "churn-predictor-train"], Matches = n => n.EndsWith("-etl", StringComparison.Ordinal), Tags = Fraud });
        sandbox.Reset();
        var none = await ReadAsync(new PipelineQuery { Matches = _ => true, Tags = new Dictionary<string, string> { ["team"] = "nobody" } });

        Assert.Equal(["fraud-features-etl", "fraud-scorer-train"], both.Select(s => s.PipelineName).Order());
        Assert.Empty(none);
        Assert.Equal("GetResources", Assert.Single(sandbox.Calls).Operation);
        Assert.Empty(_sink.Problems);

        Task<List<MlPipelineStatus>> ReadAsync(PipelineQuery query) => TestAws.ReadAllAsync(TestAws.Connection(sandbox), _sink, query);
    }

    [Fact]
    public async Task Where_tags_may_not_be_read_there_is_one_error_that_names_the_action()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions());

        var all = await TestAws.ReadAllAsync(
            TestAws.Connection(sandbox, accessKey: $"{AccessKeys.Denied}_RESOURCEGROUPSTAGGINGAPI"), _sink, new PipelineQuery { Matches = _ => true, Tags = Fraud });

        var problem = Assert.Single(_sink.Problems);
        Assert.Empty(all);
        Assert.Equal(ProblemId.AccessDenied, problem.Id);
        Assert.Contains("tag:GetResources", problem.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_name_of_SageMaker_is_found_though_its_ARN_has_it_in_lower_case(bool inFull)
    {
        _aws.On("GetResources", _ => Page("", Tagged("sagemaker", "pipeline/fraud-model", "fraud")))
            .On("ListPipelines", _ => new { PipelineSummaries = new[] { new { PipelineName = "Fraud-Model" }, new { PipelineName = "Other" } } })
            .On("ListPipelineExecutions", _ => new { PipelineExecutionSummaries = Array.Empty<object>() });

        var query = new PipelineQuery { Sources = new HashSet<MlPipelineSource> { MlPipelineSource.SageMakerPipeline }, Tags = Fraud };
        var found = await TestAws.ReadAllAsync(TestAws.Connection(_aws.Url), _sink, inFull ? query with { Names = ["Fraud-Model"] } : query with { Matches = _ => true });

        Assert.Equal("Fraud-Model", Assert.Single(found).PipelineName);
        Assert.Equal("Fraud-Model", Assert.Single(_aws.CallsTo("ListPipelineExecutions")).GetProperty("PipelineName").GetString());
        Assert.Equal(["sagemaker:pipeline"], Assert.Single(_aws.CallsTo("GetResources")).GetProperty("ResourceTypeFilters").EnumerateArray().Select(t => t.GetString()));
    }

    [Fact]
    public async Task Pages_are_followed_to_the_empty_token_and_what_is_deleted_since_is_no_error()
    {
        _aws.On("GetResources", input => input.TryGetProperty("PaginationToken", out _)
                ? Page("", Tagged("codepipeline", "second", "fraud"), Tagged("codepipeline", "webhook:hook", "fraud"))
                : Page("more", Tagged("codepipeline", "first", "fraud"), Tagged("codepipeline", "gone", "fraud")))
            .On("GetPipelineState", input => input.GetProperty("name").GetString() == "gone"
                ? throw new ScriptedError("PipelineNotFoundException", "Account has no pipeline of that name")
                : new { pipelineName = input.GetProperty("name").GetString(), stageStates = Array.Empty<object>() });

        var found = await TestAws.ReadAllAsync(TestAws.Connection(_aws.Url), _sink, TestAws.CodePipelines with { Tags = Fraud });

        Assert.Equal(["first", "second"], found.Select(s => s.PipelineName).Order());
        Assert.Empty(_sink.Problems);
        Assert.Equal(2, _aws.CallsTo("GetResources").Count);
        var filter = Assert.Single(_aws.CallsTo("GetResources")[0].GetProperty("TagFilters").EnumerateArray());
        Assert.Equal(("team", "fraud"), (filter.GetProperty("Key").GetString(), Assert.Single(filter.GetProperty("Values").EnumerateArray()).GetString()));
    }

    [Fact]
    public async Task An_empty_value_is_not_any_value()
    {
        _aws.On("GetResources", _ => Page("", Tagged("codepipeline", "empty", ""), Tagged("codepipeline", "full", "fraud")))
            .On("GetPipelineState", input => new { pipelineName = input.GetProperty("name").GetString(), stageStates = Array.Empty<object>() });

        var found = await TestAws.ReadAllAsync(TestAws.Connection(_aws.Url), _sink, TestAws.CodePipelines with { Tags = new Dictionary<string, string> { ["team"] = "" } });

        Assert.Equal("empty", Assert.Single(found).PipelineName);
    }

    private static (MlPipelineSource, string, MlStatus, string?) Essence(MlPipelineStatus status) => (status.Source, status.PipelineName, status.Status, status.Arn);

    private static object Page(string token, params object[] found) => new { PaginationToken = token, ResourceTagMappingList = found };

    private static object Tagged(string service, string resource, string team) =>
        new { ResourceARN = $"arn:aws:{service}:eu-west-1:123456789012:{resource}", Tags = new[] { new { Key = "team", Value = team } } };
}
