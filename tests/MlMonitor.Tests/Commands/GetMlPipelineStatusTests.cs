using MlMonitor.Sandbox.Faults;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

public sealed class GetMlPipelineStatusTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    [Fact]
    public void Without_parameters_every_pipeline_of_the_region_comes_once_in_the_order_of_names()
    {
        var result = Run("Get-MlPipelineStatus");

        Assert.Empty(result.Errors);
        Assert.Equal(9, result.Output.Count);
        Assert.Equal(result.Values("PipelineName").Order(), result.Values("PipelineName"));
        Assert.All(result.Values("Region"), r => Assert.Equal("eu-west-1", r));
        Assert.All(result.Values("Account"), a => Assert.Equal("123456789012", a));
    }

    [Fact]
    public void It_takes_one_call_a_pipeline_one_for_the_list_and_one_for_the_account()
    {
        Run("Get-MlPipelineStatus");

        Assert.Equal(9 + 2, Server.Calls.Sum(c => c.Count));
    }

    [Fact]
    public void A_name_as_an_argument_gives_that_pipeline_with_its_history()
    {
        var status = Run($"Get-MlPipelineStatus {Failed}").Single;

        Assert.Equal(Failed, status.Properties["PipelineName"].Value);
        Assert.Equal("Failed", status.Properties["Status"].Value.ToString());
        Assert.Contains("exit status 1", (string)status.Properties["Reason"].Value, StringComparison.Ordinal);
        Assert.NotNull(status.Properties["Trigger"].Value);
        Assert.NotNull(status.Properties["LastSuccess"].Value);
        Assert.Equal($"arn:aws:codepipeline:eu-west-1:123456789012:{Failed}", status.Properties["Arn"].Value);
    }

    [Fact]
    public void Names_come_down_the_pipeline_by_value()
    {
        var result = Run($"'{Failed}', 'churn-predictor-train' | Get-MlPipelineStatus");

        Assert.Empty(result.Errors);
        Assert.Equal([Failed, "churn-predictor-train"], result.Values("PipelineName"));
    }

    [Fact]
    public void Names_and_regions_come_down_the_pipeline_by_property_name()
    {
        var result = Run($$"""
            [pscustomobject]@{ PipelineName = 'customer-ltv-batch'; Region = 'us-east-1' },
            [pscustomobject]@{ Name = '{{Failed}}'; Region = 'eu-west-1' } | Get-MlPipelineStatus
            """);

        Assert.Empty(result.Errors);
        Assert.Equal(["customer-ltv-batch", Failed], result.Values("PipelineName"));
        Assert.Equal(["us-east-1", "eu-west-1"], result.Values("Region"));
    }

    [Fact]
    public void Its_own_objects_are_read_again_where_they_are()
    {
        var result = Run("Get-MlPipelineStatus -Region us-east-1, eu-west-1 | Where-Object IsFailure | Get-MlPipelineStatus");

        Assert.Empty(result.Errors);
        Assert.Equal(["fraud-features-etl", "fraud-scorer-train", "recommender-ranker-deploy"], result.Values("PipelineName").Order());
    }

    [Theory]
    [InlineData("*-train", 4)]
    [InlineData("FRAUD-*", 2)]
    [InlineData("[cd]*-train", 2)]
    [InlineData("nothing-*", 0)]
    public void Wildcards_choose_among_all(string pattern, int expected)
    {
        var result = Run($"Get-MlPipelineStatus '{pattern}'");

        Assert.Empty(result.Errors);
        Assert.Equal(expected, result.Output.Count);
    }

    [Fact]
    public void Statuses_choose_too()
    {
        var result = Run("Get-MlPipelineStatus -Status Failed, Stopped");

        Assert.Equal(["Failed", "Stopped"], result.Values("Status").Select(s => s!.ToString()).Distinct().Order());
        Assert.Equal(4, result.Output.Count);
    }

    [Fact]
    public void Several_regions_are_read_side_by_side()
    {
        var result = Run("Get-MlPipelineStatus -Region eu-west-1, us-east-1");

        Assert.Empty(result.Errors);
        Assert.Equal(12, result.Output.Count);
        Assert.Equal(3, result.Values("Region").Count(r => (string?)r == "us-east-1"));
    }

    [Fact]
    public void Several_profiles_are_read_and_each_object_says_through_which()
    {
        var result = Run($"Get-MlPipelineStatus -Name {Failed} -ProfileName {TestProfiles.Operator}, {TestProfiles.Denied} -Region eu-west-1");

        Assert.Equal(TestProfiles.Operator, result.Single.Properties["ProfileName"].Value);
        Assert.StartsWith("AccessDenied,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profiles_own_region_is_where_it_looks()
    {
        With(("AWS_REGION", null), ("AWS_DEFAULT_REGION", null));
        var result = Run($"Get-MlPipelineStatus -ProfileName {TestProfiles.Operator}");

        Assert.All(result.Values("Region"), r => Assert.Equal("us-east-1", r));
        Assert.Equal(3, result.Output.Count);
    }

    [Fact]
    public void The_states_that_matter_are_told_apart()
    {
        var result = Run("Get-MlPipelineStatus -Region eu-west-1, us-east-1 | ForEach-Object { '{0} {1} {2}' -f $_.PipelineName, $_.Status, $_.WaitingFor }");

        Assert.Equal(
            [
                "anomaly-detector-train Pending None",
                "churn-predictor-train Succeeded None",
                "credit-risk-release InProgress Approval",
                "customer-ltv-batch Succeeded None",
                "demand-forecast-train InProgress None",
                "fraud-features-etl Failed None",
                "fraud-scorer-train Failed None",
                "image-moderation-retrain Stopped None",
                "pricing-elasticity-train Succeeded None",
                "recommender-ranker-deploy Failed None",
                "search-relevance-deploy InProgress DisabledTransition",
                "support-triage-train Succeeded None",
            ],
            result.Output.Select(o => o.ToString()).Order());
    }

    [Fact]
    public void Select_Object_First_stops_the_reading_at_once()
    {
        With();
        Break(FaultKind.Hang, "codepipeline:ListPipelines");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var result = Run($"Get-MlPipelineStatus -Name {Failed}, '*' | Select-Object -First 1");

        Assert.Equal(Failed, result.Single.Properties["PipelineName"].Value);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public void Throttling_loses_nothing_and_is_counted()
    {
        With();
        Break(FaultKind.Throttle, "codepipeline:GetPipelineState", times: 7);
        var result = Run("Get-MlPipelineStatus -Verbose");

        Assert.Empty(result.Errors);
        Assert.Equal(9, result.Output.Count);
        Assert.Equal("18 AWS calls (CodePipeline 17, STS 1), 7 throttled.", result.Verbose[^1]);
    }

    [Fact]
    public void The_shared_clients_answer_a_second_command_without_asking_for_the_account_again()
    {
        Run($"Get-MlPipelineStatus {Failed}");
        var result = Run($"Get-MlPipelineStatus {Failed} -Verbose");

        Assert.Equal("2 AWS calls (CodePipeline 2), 0 throttled.", result.Verbose[^1]);
    }

    [Fact]
    public void Progress_is_not_shown_where_nobody_looks() => Assert.Empty(Run("Get-MlPipelineStatus").Progress);
}
