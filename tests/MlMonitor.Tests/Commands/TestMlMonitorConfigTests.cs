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
    [InlineData("Watch = @( @{ Name = 'a'; Test = 'Posture'\nEvery = '5 minutes' } )", 3, "Watch[0].Every", "Write 5m.")]
    [InlineData("Watch = @( @{ Name = 'a'; Test = 'Posture'\nParameter = @{\nMaximumCaptureAeg = '1d' } } )", 4, "Watch[0].Parameter.MaximumCaptureAeg", "Write MaximumCaptureAge.")]
    [InlineData("Watch = @( @{ Test = 'Posture' } )", 2, "Watch[0].Name", "Add Name to this table.")]
    [InlineData("Watches = @( )", 2, "Watches", "Write Watch.")]
    [InlineData("Route = @{ TopicArn = 'arn:aws:sns:cn-north-1:123456789012:a' }", 2, "Route[0].TopicArn", "Begin it with arn:aws-cn:sns.")]
    [InlineData("Route = @{ Severity = 'Criticl'; TopicArn = 'arn:aws:sns:eu-west-1:123456789012:a' }", 2, "Route[0].Severity", "Write Critical.")]
    [InlineData("StatePath = 's3:/bucket/key'", 2, "StatePath", "Write one such as s3://bucket/mlmonitor.state.json.")]
    [InlineData("QuietHours = @{ Name = 'n'; From = '10pm'; To = '06:00' }", 2, "QuietHours[0].From", "Write 22:00.")]
    [InlineData("QuietHours = @{ Name = 'n'; From = '22:00'; To = '24:00' }", 2, "QuietHours[0].To", "Write 00:00.")]
    [InlineData("QuietHours = @{ Name = 'n'; From = '22:00'; To = '06:00'; TimeZone = 'Europe/Berln' }", 2, "QuietHours[0].TimeZone", "Write Europe/Berlin.")]
    [InlineData("Maintenance = @{ Name = 'm'; Starts = '2026-11-28T10:00:00Z'; Ends = 'tomorrow' }", 2, "Maintenance[0].Ends", "Write one such as 2026-11-28T22:00:00Z.")]
    [InlineData("RepeatInterval = 'PT4H'", 2, "RepeatInterval", "Write 4h.")]
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
    [InlineData("Parameter = @{ OwnerTag = '' }", "this is nothing")]
    [InlineData("Parameter = @{ MaximumBaselineAge = '9000d' }", "is not between")]
    [InlineData("Parameter = @{ EndpointName = 'x' }", "EndpointName of the watch")]
    public void A_parameter_is_held_against_the_command(string text, string words)
    {
        var file = File("p.psd1", $"@{{ Watch = @( @{{ Name = 'a'; Test = 'Posture'; {text} }} ) }}");

        Assert.Contains(Run($"Test-MlMonitorConfig '{file}'").Values("Reason"), r => $"{r}".Contains(words, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("EndpointDrift", "Capture = 's3://b/c'", "no parameter -Capture for a watch", "Write one of: After, Baseline")]
    [InlineData("EndpointDrift", "Method = 'Wassersten'", "takes one of KolmogorovSmirnov", "Write Wasserstein.")]
    [InlineData("EndpointDrift", "Threshold = '5%'", "takes a number, and not '5%'", "Write 5, or 0.05 where it is a part of one.")]
    [InlineData("EndpointDrift", "Significance = 3", "takes 0 to 1, and not 3", "")]
    [InlineData("EndpointDrift", "Baseline = ''", "takes text, and this is nothing", "Write something, or leave Baseline out.")]
    [InlineData("EndpointDrift", "After = 'yesterday'", "takes a time, and not 'yesterday'", "Write one such as 2026-11-28T22:00:00Z.")]
    [InlineData("EndpointHealth", "RequireCapture = 'true'", "takes $true or $false", "Write $true, in JSON true.")]
    [InlineData("PipelineFreshness", "MaximumAge = '10s'", "is not between 00:01:00", "Write a span between them.")]
    [InlineData("PipelineFreshness", "MaximumAge = '2 days'", "takes a span of time", "Write 2d.")]
    [InlineData("PipelineFreshness", "Check = 'Capture'", "no parameter -Check for a watch", "Write one of: MaximumAge.")]
    [InlineData("PipelineStatus", "PipelineName = 'x'", "What is watched is given by PipelineName of the watch", "Write PipelineName beside Test.")]
    public void What_a_parameter_does_not_take_is_told_once_with_what_to_write(string test, string parameter, string reason, string suggestion)
    {
        var result = Run($"Test-MlMonitorConfig '{File("p.psd1", $"@{{ Watch = @( @{{ Name = 'a'; Test = '{test}'; Parameter = @{{ {parameter} }} }} )\n{Route} }}")}'");
        var mistake = Assert.Single(result.Output);

        Assert.Contains(reason, $"{mistake.Properties["Reason"].Value}", StringComparison.Ordinal);
        Assert.StartsWith(suggestion, $"{mistake.Properties["Suggestion"].Value}", StringComparison.Ordinal);
        Assert.Equal(1, mistake.Properties["Line"].Value);
    }

    [Theory]
    [InlineData("Test = 'Test-MlEndpointHealth'", "Watch[0].Test", "Write EndpointHealth.")]
    [InlineData("Test = 'EndpointHealth'; PipelineName = 'x'", "Watch[0].PipelineName", "Write EndpointName: EndpointHealth watches these.")]
    [InlineData("Test = 'MonitorExecution'; Tag = @{ a = 'b' }", "Watch[0].Tag", "MonitorExecution cannot choose by tag: write MonitoringScheduleName.")]
    [InlineData("Test = 'Posture'; MaximumBaselineAge = '1d'", "Watch[0].MaximumBaselineAge", "Write Parameter = @{ MaximumBaselineAge = ... }.")]
    [InlineData("Test = 'Posture'; Severity = 'Critical'", "Watch[0].Severity", "Write what counts as what, such as @{ Warning = 'Critical' }.")]
    [InlineData("Test = 'Posture'; Region = $env:X", "Watch[0].Region", "Write text in single quotes, a number, $true or $false, a table or a list.")]
    [InlineData("Test = 'Posture'; Every = '1h'; Every = '2h'", "Watch[0].Every", "Remove one of them.")]
    [InlineData("Test = 'Posture'; Region = 'Ireland'", "Watch[0].Region", "Write one such as eu-west-1.")]
    public void A_mistake_in_a_watch_is_told_once_and_where(string watch, string setting, string suggestion) =>
        Assert.Equal([(1, setting, suggestion, "Critical")], Test(".psd1", $"@{{ Watch = @( @{{ Name = 'a'; {watch} }} ); {Route} }}"));

    [Theory]
    [InlineData(".psd1", "", "The file is empty.")]
    [InlineData(".json", " \n", "The file is empty.")]
    [InlineData(".psd1", "{ \"Watch\": [] }", "This is JSON in a psd1 file.")]
    [InlineData(".json", "@{ Watch = @() }", "This is PowerShell's data language in a json file.")]
    [InlineData(".json", "[]", "This is a list and not a table.")]
    [InlineData(".json", "{ \"Watch\": [ }", "This is no JSON:")]
    [InlineData(".psd1", "@{ Watch = 'a }", "PowerShell cannot read this:")]
    public void A_file_that_is_wrong_as_a_whole_is_one_mistake(string extension, string text, string reason)
    {
        var mistake = Assert.Single(Run($"Test-MlMonitorConfig '{File("whole" + extension, text)}'").Output);

        Assert.StartsWith(reason, $"{mistake.Properties["Reason"].Value}", StringComparison.Ordinal);
        Assert.Equal("file", mistake.Properties["Setting"].Value);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16", false)]
    public void A_file_is_read_by_its_mark_and_one_without_is_told(string encoding, bool mark)
    {
        var (path, how) = (Path.Combine(_folder, "encoded.psd1"), System.Text.Encoding.GetEncoding(encoding));
        System.IO.File.WriteAllBytes(path, [.. mark ? how.GetPreamble() : [], .. how.GetBytes($"@{{ Watch = @( {Health} ); {Route} }}")]);
        var result = Run($"Test-MlMonitorConfig '{path}'");

        Assert.Equal(mark ? [] : ["Save it as UTF-8."], result.Values("Suggestion"));
    }

    [Fact]
    public void Comments_and_a_last_comma_of_json_are_taken() =>
        Assert.Empty(Test(".json", $"// of ours\n{{ \"$schema\": \"./mlmonitor.schema.json\", /* one */ \"MaxInMessage\": 5, \"Watch\": [ {{ \"Name\": \"a\", \"Test\": \"Job\", }}, ], \"Route\": {{ \"TopicArn\": \"{Topic}\" }} }}"));

    [Fact]
    public void A_file_that_is_not_there_is_an_error() =>
        AssertError(Assert.Single(Run("Test-MlMonitorConfig /no/such.psd1").Errors), "PathNotFound", System.Management.Automation.ErrorCategory.ObjectNotFound, System.IO.Path.GetFullPath("/no/such.psd1"), "TestMlMonitorConfig");

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
        // Nothing is watched either, which line 1 is told of.
        var refused = Assert.Single(result.Output, o => 2.Equals(o.Properties["Line"].Value));
        Assert.Contains("nothing in a configuration is run", $"{refused.Properties["Reason"].Value}", StringComparison.Ordinal);
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
