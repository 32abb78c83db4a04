using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.Json;
using System.Text.RegularExpressions;
using MlMonitor.Tests.Help;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace MlMonitor.Tests.Runbooks;

/// <summary>What the runbooks consist of can be read by those it is for, and names what there is.</summary>
public sealed partial class RunbookFileTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private static readonly string Folder = Path.Combine(HelpPages.Root, "docs", "runbooks");

    public static TheoryData<string> Scripts => Named("*.ps1", Folder, Path.Combine(HelpPages.Root, "samples"));

    public static TheoryData<string> JsonFiles => Named("*.json", Folder);

    public static TheoryData<string> YamlFiles => Named("*.y*ml", Folder);

    public static TheoryData<string> Pages => Named("*.md", Folder);

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_parses_and_its_commands_have_the_parameters_it_gives(string file) =>
        AssertCommands(File.ReadAllText(Path.Combine(HelpPages.Root, file)), file);

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_names_commands_and_parameters_that_there_are(string file)
    {
        foreach (Match block in PowerShellBlock().Matches(File.ReadAllText(Path.Combine(HelpPages.Root, file))))
            AssertCommands(block.Groups["code"].Value, file);
    }

    [Theory]
    [MemberData(nameof(JsonFiles))]
    public void A_policy_is_one_of_IAM_and_allows_no_wildcard_of_actions(string file)
    {
        using var policy = JsonDocument.Parse(File.ReadAllText(Path.Combine(HelpPages.Root, file)));

        Assert.Equal("2012-10-17", policy.RootElement.GetProperty("Version").GetString());
        Assert.All(Actions(policy), action => Assert.Matches("^[a-z0-9-]+:[A-Za-z]+$", action));
    }

    [Theory]
    [MemberData(nameof(YamlFiles))]
    public void Yaml_parses(string file)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(Path.Combine(HelpPages.Root, file));
        stream.Load(reader);

        Assert.IsType<YamlMappingNode>(Assert.Single(stream.Documents).RootNode);
    }

    [Fact]
    public void The_policy_allows_every_call_of_a_run_of_all_kinds_of_watches()
    {
        var config = Path.Combine(Directory.CreateTempSubdirectory("mlmonitor").FullName, "all.psd1");
        File.WriteAllText(config, $$"""
            @{
                Region = 'eu-west-1', 'us-east-1'
                Watch  = @(
                    @{ Name = '1'; Test = 'PipelineStatus' }
                    @{ Name = '2'; Test = 'Pipeline' }
                    @{ Name = '3'; Test = 'PipelineFreshness' }
                    @{ Name = '4'; Test = 'Job' }
                    @{ Name = '5'; Test = 'Training' }
                    @{ Name = '6'; Test = 'EndpointHealth' }
                    @{ Name = '7'; Test = 'EndpointFreshness' }
                    @{ Name = '8'; Test = 'EndpointDrift'; EndpointName = 'churn-predictor' }
                    @{ Name = '9'; Test = 'ModelQuality'; EndpointName = 'churn-predictor' }
                    @{ Name = '10'; Test = 'ModelBias'; EndpointName = 'credit-decision' }
                    @{ Name = '11'; Test = 'AttributionDrift'; EndpointName = 'anomaly-detector' }
                    @{ Name = '12'; Test = 'Posture' }
                    @{ Name = '13'; Test = 'MonitorExecution' }
                    @{ Name = '14'; Test = 'PipelineStatus'; Tag = @{ team = 'fraud' } }
                )
                Route  = @( @{ TopicArn = '{{Topic}}' } )
            }
            """);

        var result = Run($"Invoke-MlMonitor '{config}' -StatePath s3://ml-capture-123456789012/watch/state.json -Quiet -WarningAction SilentlyContinue");
        Directory.Delete(Path.GetDirectoryName(config)!, recursive: true);

        Assert.Empty(result.Errors);
        Assert.Equal(14, ((IEnumerable<object>)result.Single.Properties["Watch"].Value).Count());
        var called = Server.Calls.Select(call => ActionOf(call.Service, call.Operation)).ToHashSet(StringComparer.Ordinal);
        // Whoever has credentials may ask who they are: IAM cannot refuse it.
        called.Remove("sts:GetCallerIdentity");
        Assert.True(called.Count > 30, string.Join(' ', called));
        Assert.Empty(called.Except(Allowed("watch.json").Concat(Allowed("state.json"))));
        // What the run in the sandbox has no cause to call, and others do.
        Assert.Equal(
            ["cloudwatch:ListMetrics", "sagemaker:BatchGetMetrics", "sagemaker:DescribeModelBiasJobDefinition", "sagemaker:DescribeModelExplainabilityJobDefinition", "sagemaker:DescribeModelQualityJobDefinition", "sagemaker:ListHyperParameterTuningJobs", "sagemaker:ListTrainingJobs"],
            Allowed("watch.json").Except(called).Order(StringComparer.Ordinal));
    }

    private static TheoryData<string> Named(string pattern, params string[] folders) =>
        [.. folders.SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)).Select(f => Path.GetRelativePath(HelpPages.Root, f)).Order(StringComparer.Ordinal)];

    private static string ActionOf(string service, string operation) => (service, operation) switch
    {
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
        ("s3", "ListObjectsV2" or "HeadBucket") => "s3:ListBucket",
        ("s3", "HeadObject") => "s3:GetObject",
        ("stepfunctions", _) => $"states:{operation}",
        ("sagemaker-metrics", _) => $"sagemaker:{operation}",
        // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonresourcegrouptaggingapi.html
        ("resourcegroupstaggingapi", _) => $"tag:{operation}",
        _ => $"{service}:{operation}",
    };

    private static List<string> Allowed(string policy)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "policies", policy)));
        return Actions(document);
    }

    private static List<string> Actions(JsonDocument policy) => [.. policy.RootElement.GetProperty("Statement").EnumerateArray()
        .Select(statement => statement.GetProperty("Action"))
        .SelectMany(action => action.ValueKind == JsonValueKind.Array ? action.EnumerateArray().Select(a => a.GetString()!) : [action.GetString()!])];

    private void AssertCommands(string text, string file)
    {
        var script = Parser.ParseInput(text, out _, out var errors);
        Assert.Empty(errors);
        foreach (var command in script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>().Where(c => c.GetCommandName()?.Contains("-Ml", StringComparison.Ordinal) == true))
        {
            var found = Run($"Get-Command {command.GetCommandName()} -Module MlMonitor").Single.BaseObject;
            var known = ((CommandInfo)found).Parameters.Keys;
            Assert.All(command.CommandElements.OfType<CommandParameterAst>(), p => Assert.True(known.Contains(p.ParameterName, StringComparer.OrdinalIgnoreCase), $"{file}: {command.Extent.Text}: -{p.ParameterName}"));
        }
    }

    [GeneratedRegex(@"^```powershell\n(?<code>.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex PowerShellBlock();
}
