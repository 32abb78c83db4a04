using System.Collections;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;
using MlMonitor.Tests.Hosting;

namespace MlMonitor.Tests.Help;

/// <summary>What Get-Help says, held against what the cmdlets are.</summary>
[Collection(ModuleCollection.Name)]
public class CmdletHelpTests
{
    public static TheoryData<string> Cmdlets => [.. HelpPages.Cmdlets];

    [Fact]
    public void The_manifest_names_the_compiled_cmdlets_and_each_has_a_page()
    {
        using var host = new ModuleHost();

        var listed = Names(host.Run($"(Get-Module -ListAvailable '{Repository.ModuleManifest}').ExportedCmdlets.Keys"));
        var module = (PSModuleInfo)host.Run("Get-Module MlMonitor").Single.BaseObject;
        var compiled = module.ImplementingAssembly.GetExportedTypes()
            .Select(t => t.GetCustomAttribute<CmdletAttribute>()).OfType<CmdletAttribute>().Select(c => $"{c.VerbName}-{c.NounName}");

        Assert.Equal(compiled.Order(StringComparer.Ordinal), listed);
        Assert.Equal(HelpPages.Cmdlets, listed);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_has_a_synopsis_a_description_and_examples(string cmdlet)
    {
        using var host = new ModuleHost();

        var help = host.Run($"Get-Help {cmdlet} -Full").Single;
        var synopsis = Text(help, "Synopsis");

        Assert.DoesNotContain(cmdlet, synopsis, StringComparison.Ordinal);
        Assert.EndsWith(".", synopsis, StringComparison.Ordinal);
        Assert.NotEmpty(Paragraphs(help, "description"));
        Assert.NotEmpty(Paragraphs(Get(Get(help, "alertSet"), "alert")));
        var examples = Many(Get(help, "examples"), "example");
        Assert.True(examples.Count >= 2, $"{examples.Count} examples");
        Assert.All(examples, example =>
        {
            Assert.NotEmpty(Text(example, "code"));
            Assert.NotEmpty(Paragraphs(example, "remarks"));
        });
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_parameter_is_described_and_is_as_the_code_has_it(string cmdlet)
    {
        using var host = new ModuleHost();

        var command = (CmdletInfo)host.Run($"Get-Command {cmdlet}").Single.BaseObject;
        var help = Many(Get(host.Run($"Get-Help {cmdlet} -Full").Single, "parameters"), "parameter")
            .ToDictionary(p => Text(p, "name"), StringComparer.Ordinal);
        var parameters = command.Parameters.Values.Where(p => !Cmdlet.CommonParameters.Contains(p.Name)).ToList();

        Assert.Equal(parameters.Select(p => p.Name).Order(StringComparer.Ordinal), help.Keys.Order(StringComparer.Ordinal));
        Assert.All(parameters, parameter =>
        {
            var described = help[parameter.Name];
            var sets = parameter.ParameterSets.Values;
            Assert.NotEmpty(Paragraphs(described, "description"));
            Assert.Equal((Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType).FullName, Text(Get(described, "type"), "name"));
            Assert.Equal(sets.Any(s => s.IsMandatory), bool.Parse(Text(described, "required")));
            Assert.Equal(sets.Any(s => s.ValueFromPipeline), Text(described, "pipelineInput").Contains("ByValue", StringComparison.Ordinal));
            Assert.Equal(parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases), Text(described, "aliases"));
        });
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_syntax_has_a_line_for_each_parameter_set_with_all_its_parameters(string cmdlet)
    {
        using var host = new ModuleHost();

        var command = (CmdletInfo)host.Run($"Get-Command {cmdlet}").Single.BaseObject;
        var lines = Many(Get(host.Run($"Get-Help {cmdlet}").Single, "syntax"), "syntaxItem");

        Assert.Equal(
            command.ParameterSets.OrderByDescending(s => s.IsDefault).Select(s => Sorted(s.Parameters.Select(p => p.Name).Except(Cmdlet.CommonParameters))),
            lines.Select(line => Sorted(Many(line, "parameter").Select(p => Text(p, "name")))));
    }

    [Fact]
    public void Every_error_id_is_documented_and_every_documented_id_exists()
    {
        // In a load context of its own, as the module keeps it: another test may be about who loads the engine.
        var engine = new AssemblyLoadContext(nameof(CmdletHelpTests), isCollectible: true);
        var core = engine.LoadFromAssemblyPath(Path.Combine(Path.GetDirectoryName(Repository.ModuleManifest)!, "dependencies", "MlMonitor.Core.dll"));
        var ids = Enum.GetNames(core.GetType("MlMonitor.Core.ProblemId", throwOnError: true)!);
        engine.Unload();

        var documented = HelpPages.Cmdlets.SelectMany(HelpPages.ErrorIds).Distinct();

        Assert.Equal(ids.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("about_MlMonitor")]
    [InlineData("about_MlMonitor_Alerts")]
    public void A_topic_is_found_by_its_name(string topic)
    {
        using var host = new ModuleHost();

        var found = host.Run($"Get-Help {topic}").Single;

        Assert.Contains(topic, found.ToString(), StringComparison.Ordinal);
        Assert.Contains(Text(found, "Synopsis"), HelpPages.Text(topic), StringComparison.Ordinal);
    }

    private static List<string> Names(HostResult result) => [.. result.Output.Select(o => o.ToString()).Order(StringComparer.Ordinal)];

    private static string Sorted(IEnumerable<string> names) => string.Join(' ', names.Order(StringComparer.Ordinal));

    private static object? Get(object? of, string property) => of is null ? null : PSObject.AsPSObject(of).Properties[property]?.Value;

    private static string Text(object? of, string property) => Get(of, property)?.ToString() ?? "";

    /// <summary>Help made of MAML gives one object where there is one, and an array where there are several.</summary>
    private static List<object> Many(object? of, string property) => Get(of, property) switch
    {
        null => [],
        PSObject { BaseObject: IEnumerable many } => [.. many.Cast<object>()],
        IEnumerable many and not string => [.. many.Cast<object>()],
        var one => [one],
    };

    private static List<string> Paragraphs(object? of, string property) => [.. Many(of, property).Select(p => Text(p, "Text")).Where(t => t.Length > 0)];

    private static List<string> Paragraphs(object? alert) => [.. (alert is IEnumerable many ? many.Cast<object>() : alert is null ? [] : [alert]).Select(p => Text(p, "Text"))];
}
