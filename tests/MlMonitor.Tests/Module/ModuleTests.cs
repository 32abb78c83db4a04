using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Module;

public sealed class ModuleTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private static string Folder { get; } = Path.GetDirectoryName(Repository.ModuleManifest)!;

    [Fact]
    public void It_exports_its_cmdlets_and_nothing_else()
    {
        var result = Run("Get-Command -Module MlMonitor | ForEach-Object { \"$($_.CommandType) $($_.Name)\" }");

        Assert.Equal(Strings("CmdletsToExport").Select(name => $"Cmdlet {name}").Order(), result.Output.Select(o => o.ToString()).Order());
        Assert.Contains("Cmdlet Get-MlPipelineStatus", result.Output.Select(o => o.ToString()));
    }

    [Fact]
    public void The_manifest_names_every_cmdlet_there_is()
    {
        var compiled = CmdletAssembly().GetExportedTypes()
            .Select(t => t.GetCustomAttribute<CmdletAttribute>()).OfType<CmdletAttribute>().Select(c => $"{c.VerbName}-{c.NounName}");

        Assert.Equal(compiled.Order(), Strings("CmdletsToExport").Order());
    }

    [Theory]
    [InlineData("CmdletsToExport")]
    [InlineData("FunctionsToExport")]
    [InlineData("VariablesToExport")]
    [InlineData("AliasesToExport")]
    [InlineData("FormatsToProcess")]
    public void The_manifest_lists_by_name_and_without_wildcards(string key) => Assert.All(Strings(key), s => Assert.DoesNotContain('*', s));

    [Fact]
    public void The_manifests_version_is_the_assemblies()
    {
        var version = Version.Parse(Strings("ModuleVersion").Single());

        foreach (var file in (string[])["MlMonitor.dll", "MlMonitor.Abstractions.dll", Path.Combine("dependencies", "MlMonitor.Core.dll")])
            Assert.Equal(version.ToString(3), AssemblyName.GetAssemblyName(Path.Combine(Folder, file)).Version!.ToString(3));
    }

    [Fact]
    public void Every_cmdlet_says_what_it_gives()
    {
        var cmdlets = CmdletAssembly().GetExportedTypes().Where(t => t.IsDefined(typeof(CmdletAttribute)));

        Assert.All(cmdlets, t => Assert.True(t.IsDefined(typeof(OutputTypeAttribute)), t.Name));
    }

    [Fact]
    public void It_can_be_imported_again_and_again()
    {
        var result = Run($$"""
            1..2 | ForEach-Object { Import-Module '{{Repository.ModuleManifest}}' -Force }
            (Get-MlPipelineStatus).Count
            """);

        Assert.Empty(result.Errors);
        Assert.Equal(9, result.Single.BaseObject);
    }

    [Fact]
    public void It_can_be_removed_and_comes_back()
    {
        var result = Run($"""
            Get-MlPipelineStatus {Failed} | Out-Null
            Remove-Module MlMonitor
            [bool](Get-Command Get-MlPipelineStatus -ErrorAction Ignore)
            Import-Module '{Repository.ModuleManifest}'
            (Get-MlPipelineStatus {Failed}).PipelineName
            """);

        Assert.Empty(result.Errors);
        Assert.Equal(["False", Failed], result.Output.Select(o => o.ToString()));
    }

    [Fact]
    public void What_it_ships_in_dependencies_is_no_part_of_the_framework()
    {
        var framework = Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll").Select(Path.GetFileName).ToHashSet();
        var shipped = Directory.GetFiles(Path.Combine(Folder, "dependencies")).Select(Path.GetFileName).ToList();

        Assert.Contains("MlMonitor.Core.dll", shipped);
        Assert.Contains("AWSSDK.Core.dll", shipped);
        Assert.DoesNotContain(shipped, framework.Contains);
        Assert.DoesNotContain("MlMonitor.Abstractions.dll", shipped);
        Assert.All(shipped, name => Assert.EndsWith(".dll", name, StringComparison.Ordinal));
    }

    [Fact]
    public void Beside_the_cmdlets_lies_nothing_that_could_clash_with_other_modules() =>
        Assert.Equal(["MlMonitor.Abstractions.dll", "MlMonitor.dll"], Directory.GetFiles(Folder, "*.dll").Select(Path.GetFileName).Order());

    [Fact]
    public void Its_cmdlets_are_built_against_the_standard_library_of_PowerShell_and_no_later_version()
    {
        var powerShell = CmdletAssembly().GetReferencedAssemblies().Single(a => a.Name == "System.Management.Automation");

        Assert.Equal(3, powerShell.Version!.Major);
    }

    /// <summary>The public face must not show what lives in the private load context: other sessions' types are not these.</summary>
    [Theory]
    [InlineData("MlMonitor")]
    [InlineData("MlMonitor.Abstractions")]
    public void No_public_signature_shows_a_type_of_the_AWS_SDK_or_the_engine(string assembly)
    {
        var shown = Loaded(assembly).GetExportedTypes().SelectMany(Shown).Distinct().ToList();

        Assert.NotEmpty(shown);
        Assert.DoesNotContain(shown, t => t.Assembly.GetName().Name is { } name
            && (name.StartsWith("AWSSDK", StringComparison.Ordinal) || name is "MlMonitor.Core" or "MlMonitor.AwsClients"));
    }

    [Theory]
    [InlineData("MlMonitor")]
    [InlineData("MlMonitor.Abstractions")]
    public void Every_public_type_is_closed_to_heirs(string assembly) =>
        Assert.All(Loaded(assembly).GetExportedTypes(), t => Assert.True(t.IsSealed || t.IsAbstract, t.FullName));

    private Assembly CmdletAssembly() => Loaded("MlMonitor");

    private Assembly Loaded(string name)
    {
        Assert.Empty(Run("Get-MlPipelineStatus fraud-scorer-train | Out-Null").Errors);
        return AppDomain.CurrentDomain.GetAssemblies().Single(a => a.GetName().Name == name && a.Location.StartsWith(Folder, StringComparison.Ordinal));
    }

    private static string[] Strings(string key)
    {
        var manifest = (Hashtable)Parser.ParseFile(Repository.ModuleManifest, out _, out _).Find(ast => ast is HashtableAst, false).SafeGetValue();
        Assert.True(manifest.ContainsKey(key), key);
        return [.. (manifest[key] as object[] ?? [manifest[key]!]).Cast<string>()];
    }

    private static IEnumerable<Type> Shown(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<Type?> direct =
        [
            type.BaseType,
            .. type.GetInterfaces(),
            .. type.GetGenericArguments().SelectMany(a => a.GetGenericParameterConstraints()),
            .. type.GetFields(All).Where(f => f.IsPublic || f.IsFamily).Select(f => f.FieldType),
            .. type.GetConstructors(All).Where(c => c.IsPublic || c.IsFamily).SelectMany(c => c.GetParameters()).Select(p => p.ParameterType),
            .. type.GetMethods(All).Where(m => m.IsPublic || m.IsFamily).SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType)),
        ];
        return direct.OfType<Type>().SelectMany(Parts);
    }

    private static IEnumerable<Type> Parts(Type type) => type.HasElementType
        ? Parts(type.GetElementType()!)
        : type.GetGenericArguments().SelectMany(Parts).Prepend(type);
}
