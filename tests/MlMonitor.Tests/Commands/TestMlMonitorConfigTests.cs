using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>Every mistake is told with its line and what to write instead, and nothing of a file is run.</summary>
public sealed class TestMlMonitorConfigTests(SandboxFixture fixture) : SandboxTest(fixture), IDisposable
{
    private const string Health = "@{ Name = 'health'; Test = 'EndpointHealth' }";
    private const string Route = "Route = @( @{ TopicArn = 'arn:aws:sns:eu-west-1:123456789012:ml-alerts' } )";
    private readonly string _folder = Directory.CreateTempSubdirectory("mlmonitor").FullName;

    [Theory]
    [InlineData("Watch = @(\n@{ Name = 'a'\nTest = 'EndpointHelth' } )", 4, "Watch[0].Test", "Write EndpointHealth.")]
    [InlineData("Watch = @(\n@{ Name = 'a'; Test = 'Job'\nJobNmae = 'x' } )", 4, "Watch[0].JobNmae", "Write JobName.")]
    [InlineData("Watch = @( @{ Name = 'a'; Test = 'Posture'\nEvery = '5 minutes' } )", 3, "Watch[0].Every", "Write a span of time such as 15m, 4h, 1d or 04:00:00. Run means every run.")]
    [InlineData("Watch = @( @{ Name = 'a'; Test = 'Posture'\nParameter = @{\nMaximumCaptureAeg = '1d' } } )", 4, "Watch[0].Parameter.MaximumCaptureAeg", "Write MaximumCaptureAge.")]
    [InlineData("Watch = @( @{ Test = 'Posture' } )", 2, "Watch[0].Name", "Add Name to this table.")]
    [InlineData("Watches = @( )", 2, "Watches", "Write Watch.")]
    [InlineData("GroupBy = 'Sourc'", 2, "GroupBy", "Write Source.")]
    [InlineData("Route = @(\n@{ TopicArn = 'ml-alerts' } )", 3, "Route[0].TopicArn", "Write one such as arn:aws:sns:eu-west-1:123456789012:ml-alerts.")]
    [InlineData("NotifyResolved = 'yes'", 2, "NotifyResolved", "Write $true or $false, in JSON true or false.")]
    [InlineData("Region = 'a'\nRegion2 = 'b'", 3, "Region2", "Write Region.")]
    public void A_mistake_is_told_with_its_line_and_a_suggestion(string text, int line, string setting, string suggestion)
    {
        var mistakes = Test(".psd1", $"@{{\n{text}\n}}");

        Assert.Contains((line, setting, suggestion, "Critical"), mistakes);
    }

    [Theory]
    [InlineData("Parameter = @{ MaximumBaselineAge = 'soon' }", "takes a span of time")]
    [InlineData("Parameter = @{ Region = 'eu-west-1' }", "no parameter -Region for a watch")]
    [InlineData("Parameter = @{ EndpointName = 'x' }", "EndpointName of the watch")]
    public void A_parameter_is_held_against_the_command(string text, string words)
    {
        var file = File("p.psd1", $"@{{ Watch = @( @{{ Name = 'a'; Test = 'Posture'; {text} }} ) }}");

        Assert.Contains(Run($"Test-MlMonitorConfig '{file}'").Values("Reason"), r => $"{r}".Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void All_mistakes_of_a_json_file_are_told_at_once()
    {
        var mistakes = Test(".json", "{\n  // comments are allowed\n  \"Watch\": [\n    { \"Name\": \"a\", \"Test\": \"Posturre\" }\n  ],\n  \"MaxInMessage\": 0\n}");

        Assert.Contains((4, "Watch[0].Test", "Write Posture.", "Critical"), mistakes);
        Assert.Contains(mistakes, m => m is (6, "MaxInMessage", _, "Critical"));
    }

    [Theory]
    [InlineData("Watch = Remove-Item 'MARK'")]
    [InlineData("Watch = (New-Item -Path 'MARK')")]
    [InlineData("Watch = $(New-Item 'MARK')")]
    [InlineData("Watch = { New-Item 'MARK' }")]
    [InlineData("Watch = @( New-Item 'MARK' )")]
    [InlineData("Region = $env:PATH")]
    [InlineData("Region = \"$([IO.File]::Create('MARK'))\"")]
    [InlineData("Region = [IO.File]::Create('MARK')")]
    [InlineData("Region = 'a' + 'b'")]
    public void Nothing_but_constants_is_taken_and_nothing_is_run(string text)
    {
        var mark = Path.Combine(_folder, "mark");
        var file = File("hostile.psd1", $"@{{\n{text.Replace("MARK", mark, StringComparison.Ordinal)}\n}}");
        var result = Run($"Test-MlMonitorConfig '{file}'");

        Assert.Empty(result.Errors);
        Assert.Equal(2, result.Output[0].Properties["Line"].Value);
        Assert.Contains("nothing in a configuration is run", $"{result.Output[0].Properties["Reason"].Value}", StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(mark));
    }

    [Theory]
    [InlineData("Route = @(\n@{ TopicArn = 'arn:aws:sns:eu-west-1:123456789012:a' }\n@{ Severity = 'Critical'; TopicArn = 'arn:aws:sns:eu-west-1:123456789012:b' } )", 4, "Route[1].Severity")]
    [InlineData("Route = @( @{ Watch = 'nobody'\nTopicArn = 'arn:aws:sns:eu-west-1:123456789012:b' } )", 2, "Route[0].Watch")]
    [InlineData("", 1, "Route")]
    public void A_rule_that_can_never_fire_is_a_warning(string text, int line, string setting)
    {
        var mistakes = Test(".psd1", $"@{{ Watch = @( {Health} )\n{text}\n}}");

        Assert.Contains(mistakes, m => m.Line == line && m.Setting == setting && m.Severity == "Warning");
    }

    [Fact]
    public void A_file_that_can_be_used_gives_nothing_and_with_quiet_true()
    {
        var file = File("good.psd1", $"@{{ Watch = @( {Health} ); {Route} }}");

        Assert.Empty(Run($"Test-MlMonitorConfig '{file}'").Output);
        Assert.Equal(true, Run($"Test-MlMonitorConfig '{file}' -Quiet").Single.BaseObject);
    }

    [Fact]
    public void The_sample_has_no_mistake() =>
        Assert.Empty(Run($"Test-MlMonitorConfig '{Path.Combine(Path.GetDirectoryName(Repository.ModuleManifest)!, "..", "..", "samples", "mlmonitor.psd1")}'").Output);

    void IDisposable.Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        Dispose();
    }

    private List<(int Line, string Setting, string Suggestion, string Severity)> Test(string extension, string text)
    {
        var result = Run($"Test-MlMonitorConfig '{File("config" + extension, text)}'");
        Assert.Empty(result.Errors);
        return [.. result.Output.Select(o => ((int)o.Properties["Line"].Value, $"{o.Properties["Setting"].Value}", $"{o.Properties["Suggestion"].Value}", $"{o.Properties["Severity"].Value}"))];
    }

    private string File(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
