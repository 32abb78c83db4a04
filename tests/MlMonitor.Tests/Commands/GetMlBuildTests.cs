using System.Management.Automation;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

public sealed class GetMlBuildTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    [Fact]
    public void The_build_of_a_failed_action_tells_its_phase_and_the_end_of_its_log()
    {
        var result = Run($"(Get-MlPipelineStatus {Failed}).Stages.Actions | Get-MlBuild -Status Failed -Log 5");
        var build = result.Single;

        Assert.Empty(result.Errors);
        Assert.Equal("BUILD", build.Properties["FailedPhase"].Value);
        Assert.Equal("COMMAND_EXECUTION_ERROR", build.Properties["ReasonCode"].Value);
        Assert.Contains("exit status 1", (string)build.Properties["Reason"].Value, StringComparison.Ordinal);
        Assert.Equal(5, ((System.Collections.IEnumerable)build.Properties["Log"].Value).Cast<object>().Count());
        Assert.True((double)build.Properties["QueuedSeconds"].Value >= 0);
        Assert.NotNull(build.Properties["LogLink"].Value);
    }

    [Fact]
    public void Environment_variables_are_nowhere_on_a_build()
    {
        var result = Run("Get-MlBuild -First 3 -Log 50 -Verbose -Debug | ForEach-Object { $_ | Format-List * | Out-String; $_ | ConvertTo-Json -Depth 6 }");

        Assert.NotEmpty(result.Output);
        Assert.DoesNotContain("sandbox-secret", result.Rendered + string.Concat(result.Output) + string.Concat(result.Debug), StringComparison.Ordinal);
        Assert.DoesNotContain("DB_PASSWORD", string.Concat(result.Output), StringComparison.Ordinal);
    }

    [Fact]
    public void Test_reports_come_with_the_build_that_made_them()
    {
        var reports = Run("Get-MlBuild feature-store-checks -First 1").Single.Properties["Reports"].Value.ToString();

        Assert.Matches("[0-9]+ of [0-9]+ passed", reports);
    }

    [Fact]
    public void A_hundred_builds_and_more_take_one_call_a_hundred()
    {
        Run("Get-MlBuild fraud-scorer-train-train -After (Get-Date).AddDays(-60)");

        Assert.Equal(CallsTo("ListBuildsForProject"), CallsTo("BatchGetBuilds"));
    }

    [Theory]
    [InlineData("Get-MlBuild nonesuch", "BuildProjectNotFound", "nonesuch")]
    [InlineData("Get-MlBuild -BuildId x:57d7a812-8bfc-d398-b1df-d1e5a78c9e5d", "BuildNotFound", "x:57d7a812-8bfc-d398-b1df-d1e5a78c9e5d")]
    public void What_is_not_there_is_an_error_that_names_it(string command, string id, string target) =>
        AssertError(Assert.Single(Run(command).Errors), id, ErrorCategory.ObjectNotFound, target, "GetMlBuild");
}
