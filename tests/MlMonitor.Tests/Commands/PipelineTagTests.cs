using System.Management.Automation;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Tests.Hosting;

namespace MlMonitor.Tests.Commands;

/// <summary>Things are chosen by their tags, by hand and in watches, and alerts are led by them.</summary>
public sealed class PipelineTagTests(SandboxFixture fixture) : MonitorTest(fixture)
{
    private const string TeamTopic = $"{Topic}.fifo";

    [Theory]
    [InlineData("-Tag @{ team = 'fraud'; env = 'prod' }", "fraud-features-etl fraud-scorer-train")]
    [InlineData("-Tag @{ team = 'fraud' } -Name *-train", "fraud-scorer-train")]
    [InlineData("-Tag @{ team = 'fraud' } -Name churn-predictor-train", "")]
    [InlineData("-Tag @{ team = 'fraud'; env = 'test' }", "")]
    [InlineData("-Tag @{ team = 'frau*' }", "")]
    public void Tags_choose_pipelines_and_none_is_no_error(string parameters, string names)
    {
        var result = Run($"Get-MlPipelineStatus {parameters}");

        Assert.Empty(result.Errors);
        Assert.Equal(names, string.Join(' ', result.Values("PipelineName").Order()));
        Assert.Equal(1, CallsTo("GetResources"));
        Assert.Equal(0, CallsTo("ListPipelines"));
    }

    [Fact]
    public void Where_tags_may_not_be_read_it_is_said_once()
    {
        Break(FaultKind.Denied, "resourcegroupstaggingapi:GetResources");

        var result = Run("Get-MlPipelineStatus -Source CodePipeline, StepFunctions, SageMakerPipeline -Tag @{ team = 'fraud' }");

        Assert.Empty(result.Output);
        AssertError(Assert.Single(result.Errors), "AccessDenied", ErrorCategory.PermissionDenied, "eu-west-1");
        Assert.Contains("Allow tag:GetResources", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_watch_finds_only_what_has_its_tag_and_a_route_by_tag_leads_its_alerts()
    {
        // What names say, asked without tags: the sandbox names pipelines and jobs after their teams.
        var pipelines = Names("Get-MlPipelineStatus fraud-* -Source CodePipeline, StepFunctions, SageMakerPipeline | Where-Object Severity -GE Warning | ForEach-Object PipelineName");
        var jobs = Names("Get-MlJob churn-* | Where-Object IsFailure | ForEach-Object JobName");
        Configure(
            "@{ Name = 'pipelines'; Test = 'PipelineStatus'; Tag = @{ team = 'fraud' } }",
            "@{ Name = 'jobs'; Test = 'Job'; Tag = @{ team = 'churn' } }",
            "@{ Name = 'endpoints'; Test = 'EndpointHealth'; Tag = @{ owner = 'team-support' } }");

        var result = Run($"Invoke-MlMonitor '{Config}'");

        Assert.Empty(result.Errors);
        Assert.Equal(pipelines, Found(result, "MlPipelineStatus", "PipelineName"));
        Assert.Equal(jobs, Found(result, "MlJob", "JobName"));
        // Of team-support are these two, and the component of one has failed.
        Assert.Equal(["support-llm"], Found(result, "MlEndpointFinding", "EndpointName"));
        Assert.NotEmpty(pipelines);
        Assert.NotEmpty(jobs);
        var told = Server.Published.ToLookup(m => m.TopicArn, m => m.Message);
        Assert.All(pipelines, name => Assert.Contains(told[TeamTopic], message => message.Contains(name, StringComparison.Ordinal)));
        Assert.All(pipelines, name => Assert.DoesNotContain(told[Topic], message => message.Contains(name, StringComparison.Ordinal)));
        Assert.All(jobs, name => Assert.Contains(told[Topic], message => message.Contains(name, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Test = 'Pipeline'; Parameter = @{ MinimumSuccessRate = 100; Source = 'CodePipeline' }", "MlPipelineMeasure", "fraud-features-etl fraud-scorer-train")]
    [InlineData("Test = 'PipelineFreshness'; PipelineName = '*-train'; Parameter = @{ MaximumAge = '1m' }", "MlFreshnessFinding", "fraud-scorer-train")]
    public void What_measures_pipelines_takes_those_of_a_tag(string test, string type, string names)
    {
        Configure($"@{{ Name = 'w'; Tag = @{{ team = 'fraud' }}; {test} }}");

        var result = Run($"Invoke-MlMonitor '{Config}'");

        Assert.Empty(result.Errors);
        Assert.Equal(names.Split(' '), Found(result, type, "PipelineName"));
        Assert.Equal(0, result.Output[^1].Properties["CouldNotCheck"].Value);
    }

    private void Configure(params string[] watches) => File.WriteAllText(Config, $$"""
        @{
            Watch = @(
                {{string.Join('\n', watches)}}
            )
            Route = @(
                @{ Tag = @{ team = 'fr*' }; TopicArn = '{{TeamTopic}}' }
                @{ TopicArn = '{{Topic}}' }
            )
        }
        """);

    private List<string> Names(string script) => [.. Run(script).Output.Select(o => o.ToString()!).Distinct().Order()];

    private static List<string> Found(HostResult result, string type, string property) =>
        [.. result.Output.Where(o => o.BaseObject.GetType().Name == type).Select(o => $"{o.Properties[property].Value}").Distinct().Order()];
}
