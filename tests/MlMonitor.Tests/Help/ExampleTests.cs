using System.Management.Automation;
using MlMonitor.Sandbox.Platform.Topics;
using MlMonitor.Tests.Hosting;

namespace MlMonitor.Tests.Help;

/// <summary>Runs every example there is in the sandbox: an example that does not run is worse than none.</summary>
[Collection(ModuleCollection.Name)]
public class ExampleTests(SandboxFixture sandbox)
{
    private const string ErrorMark = "# gives an error: ";

    public static TheoryData<string, string, string> Examples
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var (page, heading, code) in HelpPages.Examples())
                data.Add(page, heading, code);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_runs_and_gives_just_the_error_it_announces(string page, string heading, string code)
    {
        using var host = sandbox.OpenHost();

        var result = host.Run(code);

        var expected = code.StartsWith(ErrorMark, StringComparison.Ordinal) ? code.Split('\n')[0][ErrorMark.Length..] : null;
        Assert.True(expected is null ? result.Errors.Count == 0 : result.Errors is [var only] && Id(only) == expected,
            $"{page}, {heading}: {string.Join("; ", result.Errors.Select(e => $"{e.FullyQualifiedErrorId}: {e}"))}");
    }

    [Fact]
    public void Every_page_of_a_cmdlet_has_examples_to_run() =>
        Assert.All(HelpPages.Cmdlets, page => Assert.True(HelpPages.Examples().Count(e => e.Page == page) >= 2, page));

    [Fact]
    public void The_tour_runs_and_publishes_an_alert_for_each_failed_pipeline_each_critical_training_and_the_endpoint_that_drifted()
    {
        using var host = sandbox.OpenHost();
        var before = sandbox.Server.Published.Count;
        // The tour ends with one of them mended.
        var failed = host.Run("Get-MlPipelineStatus -Region eu-west-1, us-east-1 | Where-Object IsFailure").Output.Count;

        var result = host.Run($"& '{Repository.Find(Path.Combine("samples", "tour.ps1"))}'");

        var critical = host.Run("Get-MlJob -Region eu-west-1, us-east-1 -Type Training, Tuning -Status InProgress | Test-MlTraining | Where-Object Severity -eq Critical").Output.Count;
        Assert.Empty(result.Errors);
        Assert.NotEqual(0, failed);
        Assert.NotEqual(0, critical);
        // What a run of the watches sends carries a key of its own.
        var (ofRun, others) = (sandbox.Server.Published.Skip(before).Count(IsOfRun), sandbox.Server.Published.Skip(before).Count(message => !IsOfRun(message)));
        Assert.Equal(failed + critical + 1, others);
        Assert.NotEqual(0, ofRun);
        sandbox.Server.Reset();

        static bool IsOfRun(PublishedMessage message) => message.Attributes.ContainsKey("messageKey");
    }

    private static string Id(ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];
}
