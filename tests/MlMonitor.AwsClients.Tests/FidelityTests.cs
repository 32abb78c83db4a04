using System.Reflection;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using Amazon.SQS;
using MlMonitor.AwsClients.Tests.Support;

namespace MlMonitor.AwsClients.Tests;

/// <summary>Generated clients are compared with the official packages: what is public in them, what they send, what they read.</summary>
public sealed class FidelityTests
{
    private static readonly Dictionary<string, Assembly> Official = new()
    {
        ["SimpleSystemsManagement"] = typeof(AmazonSimpleSystemsManagementClient).Assembly,
        ["SQS"] = typeof(AmazonSQSClient).Assembly,
    };

    /// <summary>What the generated types have and the official ones lack, or have otherwise, and why.</summary>
    private static readonly Dictionary<string, string> Explained = new()
    {
    };

    public static TheoryData<string> Services => [.. Official.Keys];

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_generated_type_has_the_members_of_the_official_type(string service)
    {
        var differences = Public(GeneratedAssembly.Instance, service)
            .SelectMany(ours => Official[service].GetType(ours.FullName!) is { } theirs
                ? Differences(ours, theirs)
                : [$"{ours.FullName} is not in the official package"])
            .Where(d => !Explained.ContainsKey(d));

        Assert.Empty(differences);
    }

    [Fact]
    public void The_comparison_covers_the_types_of_the_models() =>
        Assert.InRange(Official.Keys.Sum(s => Public(GeneratedAssembly.Instance, s).Count()), 150, 1000);

    private static IEnumerable<Type> Public(Assembly assembly, string service) =>
        assembly.GetExportedTypes().Where(t => t.Namespace!.StartsWith($"Amazon.{service}", StringComparison.Ordinal));

    private static IEnumerable<string> Differences(Type ours, Type theirs)
    {
        var (mine, official) = (Members(ours), Members(theirs));
        var isWhole = !ours.Name.EndsWith("Client", StringComparison.Ordinal) && !ours.IsInterface;
        foreach (var member in mine.Except(official))
        {
            yield return $"{ours.Name} has {member}";
        }

        foreach (var member in official.Except(mine).Where(m => isWhole || m.StartsWith(".ctor", StringComparison.Ordinal)))
        {
            yield return $"{ours.Name} lacks {member}";
        }

        if (Name(Parent(ours)) != Name(Parent(theirs)))
        {
            yield return $"{ours.Name} derives from {Name(ours.BaseType)}, not {Name(theirs.BaseType)}";
        }
    }

    /// <summary>The base, past the runtime's own in between.</summary>
    private static Type? Parent(Type type) =>
        type.BaseType?.Namespace == typeof(Runtime.ModeledServiceClient).Namespace ? type.BaseType!.BaseType : type.BaseType;

    private static HashSet<string> Members(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var members = type.GetMembers(All).AsEnumerable();
        if (type.BaseType?.Namespace == typeof(Runtime.ModeledServiceClient).Namespace)
        {
            members = members.Concat(type.BaseType!.GetMembers(All));
        }

        return [.. members.Select(Describe).OfType<string>()];
    }

    private static string? Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $".ctor({Parameters(constructor)})",
        MethodInfo { IsSpecialName: true, Name: not "op_Implicit" } => null,
        MethodInfo method => $"{Name(method.ReturnType)} {method.Name}({Parameters(method)})",
        PropertyInfo property => $"{Name(property.PropertyType)} {property.Name} {{{(property.CanRead ? " get;" : "")}{(property.SetMethod?.IsPublic == true ? " set;" : "")} }}",
        FieldInfo field => $"{Name(field.FieldType)} {field.Name} = {field.GetValue(null)}",
        _ => null,
    };

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? "?" : "")}"));

    private static string Name(Type? type) => type switch
    {
        null => "none",
        { IsGenericType: true } => $"{type.Name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>",
        _ => type.FullName ?? type.Name,
    };
}
