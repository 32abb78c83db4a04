using System.Reflection;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Tests;

public sealed class ArchitectureTests
{
    [Theory]
    [InlineData(typeof(AwsConnector))]
    [InlineData(typeof(MlPipelineStatus))]
    public void Neither_the_engine_nor_the_results_know_PowerShell(Type type) =>
        Assert.DoesNotContain("System.Management.Automation", References(type));

    [Fact]
    public void The_results_depend_on_nothing_but_the_framework() =>
        Assert.All(References(typeof(MlPipelineStatus)), name =>
            Assert.True(name == "netstandard" || name.StartsWith("System.", StringComparison.Ordinal), name));

    [Fact]
    public void Every_public_type_of_the_results_is_closed_to_heirs() =>
        Assert.All(typeof(MlPipelineStatus).Assembly.GetExportedTypes(), t => Assert.True(t.IsSealed || t.IsAbstract, t.FullName));

    [Fact]
    public void Every_result_says_in_words_what_it_is()
    {
        var results = typeof(MlPipelineStatus).Assembly.GetExportedTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false } && !typeof(Exception).IsAssignableFrom(t) && t != typeof(MlAlertSubject));

        Assert.All(results, t => Assert.Equal(t, t.GetMethod("ToString", BindingFlags.Public | BindingFlags.Instance, [])!.DeclaringType));
    }

    [Fact]
    public void Every_result_is_written_once()
    {
        var settable = typeof(MlPipelineStatus).Assembly.GetExportedTypes()
            .SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(p => p.SetMethod is { IsPublic: true } set
                && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)));

        Assert.Empty(settable.Select(p => $"{p.DeclaringType}.{p.Name}"));
    }

    private static IEnumerable<string> References(Type type) => type.Assembly.GetReferencedAssemblies().Select(a => a.Name!);
}
