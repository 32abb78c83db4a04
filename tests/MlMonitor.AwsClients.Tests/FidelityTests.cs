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

    /// <summary>What the official packages have of service models newer than the trimmed ones.</summary>
    private static readonly string[] Newer =
    [
        "SourceType lacks Amazon.SimpleSystemsManagement.SourceType MicrosoftComputeVirtualMachines = Microsoft.Compute/virtualMachines",
        "InstanceInformation lacks System.String SourceLocation { get; set; }",
    ];

    public static TheoryData<string> Services => [.. Official.Keys];

    public static TheoryData<string> Cases => [.. FidelityCase.All.Keys];

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_generated_type_has_the_members_of_the_official_type(string service)
    {
        var differences = Public(GeneratedAssembly.Instance, service)
            .SelectMany(ours => Official[service].GetType(ours.FullName!) is { } theirs
                ? Differences(ours, theirs)
                : [$"{ours.FullName} is not in the official package"])
            .Where(d => !IsExplained(d))
            .ToList();

        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    [Fact]
    public void The_comparison_covers_the_types_of_the_models() =>
        Assert.InRange(Official.Keys.Sum(s => Public(GeneratedAssembly.Instance, s).Count()), 150, 1000);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_generated_client_sends_what_the_official_one_sends(string name)
    {
        var (theirs, _) = await CallAsync(FidelityCase.All[name], official: true);
        var (ours, _) = await CallAsync(FidelityCase.All[name], official: false);

        Assert.Equal((theirs.Method, theirs.Target), (ours.Method, ours.Target));
        foreach (var header in new[] { "X-Amz-Target", "Content-Type", "x-amz-api-version", "x-amzn-query-mode" })
        {
            Assert.Equal(theirs.Headers.GetValueOrDefault(header), ours.Headers.GetValueOrDefault(header));
        }

        Assert.Equal(SigV4.Fields(theirs)["SignedHeaders"], SigV4.Fields(ours)["SignedHeaders"]);
        Assert.True(JsonElement.DeepEquals(theirs.Json, ours.Json), $"{theirs.Text}\n{ours.Text}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_generated_client_reads_what_the_official_one_reads(string name)
    {
        var (_, theirs) = await CallAsync(FidelityCase.All[name], official: true);
        var (_, ours) = await CallAsync(FidelityCase.All[name], official: false);

        var read = ModelObjects.Plain(ours);
        Assert.Equal(JsonSerializer.Serialize(Common(ModelObjects.Plain(theirs), read)), JsonSerializer.Serialize(read));
        Assert.Equal((theirs.ResponseMetadata.RequestId, theirs.HttpStatusCode), (ours.ResponseMetadata.RequestId, ours.HttpStatusCode));
    }

    [Theory]
    [InlineData("SimpleSystemsManagement", "GetParameter", 400, """{"__type":"ParameterNotFound","message":"no such"}""", null, null)]
    [InlineData("SimpleSystemsManagement", "GetParameter", 400, """{"__type":"com.amazonaws.ssm#ParameterNotFound:http://x","Message":"no such"}""", null, null)]
    [InlineData("SimpleSystemsManagement", "GetParameter", 400, """{"__type":"ThrottlingException","message":"slow down"}""", null, null)]
    [InlineData("SimpleSystemsManagement", "GetParameter", 400, """{"message":"no such"}""", "x-amzn-errortype", "ParameterNotFound:http://x")]
    [InlineData("SimpleSystemsManagement", "PutInventory", 400, """{"__type":"ItemSizeLimitExceededException","TypeName":"t","Message":"too large"}""", null, null)]
    [InlineData("SQS", "GetQueueUrl", 400, """{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"no such"}""", "x-amzn-query-error", "AWS.SimpleQueueService.NonExistentQueue;Sender")]
    [InlineData("SQS", "GetQueueUrl", 403, """{"__type":"AccessDenied","message":"no"}""", "x-amzn-query-error", "AccessDenied;Sender")]
    [InlineData("SQS", "GetQueueUrl", 500, """{"__type":"Other","message":"no"}""", "x-amzn-query-error", "malformed")]
    public async Task A_generated_client_throws_what_the_official_one_throws(
        string service, string operation, int status, string body, string? header, string? value)
    {
        var reply = header == null ? Reply.Json(body, status) : Reply.Json(body, status, (header, value!));
        var theirs = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => CallAsync(new(service, operation, "{}", ""), official: true, reply));
        var ours = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => CallAsync(new(service, operation, "{}", ""), official: false, reply));

        Assert.Equal(Seen(theirs), Seen(ours));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_that_the_caller_leaves_out_is_made_up(bool official)
    {
        var input = new FidelityCase("SimpleSystemsManagement", "CreateMaintenanceWindow", """{"Name":"n"}""", "{}");

        var (first, _) = await CallAsync(input, official);
        var (second, _) = await CallAsync(input, official);

        var tokens = new[] { first, second }.Select(r => Guid.Parse(r.Json.GetProperty("ClientToken").GetString()!)).ToList();
        Assert.NotEqual(tokens[0], tokens[1]);
    }

    /// <summary>What both have: the official types have members of newer models, and conveniences of their own.</summary>
    private static object? Common(object? theirs, object? ours) => (theirs, ours) switch
    {
        (Dictionary<string, object?> all, Dictionary<string, object?> wanted) =>
            all.Where(m => wanted.ContainsKey(m.Key)).ToDictionary(m => m.Key, m => Common(m.Value, wanted[m.Key])),
        (List<object?> all, List<object?> wanted) when all.Count == wanted.Count => all.Zip(wanted, Common).ToList(),
        _ => theirs,
    };

    private static object Seen(AmazonServiceException exception) => (
        exception.GetType().FullName, exception.Message, exception.ErrorCode, exception.ErrorType, exception.StatusCode, exception.RequestId,
        exception.GetType().GetProperty("TypeName")?.GetValue(exception));

    private static async Task<(RecordedRequest Request, AmazonWebServiceResponse Response)> CallAsync(FidelityCase @case, bool official, Reply? reply = null)
    {
        using var server = new LoopbackServer(reply ?? Reply.Json(@case.Reply));
        var assembly = official ? Official[@case.Service] : GeneratedAssembly.Instance;
        using var client = Clients.Create(assembly, @case.Service, server.Url);
        var request = Clients.CreateRequest(assembly, @case.Service, @case.Operation);
        ModelObjects.Fill(request, @case.InputJson);
        var response = await Clients.CallAsync(client, @case.Operation, request);
        return (server.Last, response);
    }

    private static IEnumerable<Type> Public(Assembly assembly, string service) =>
        assembly.GetExportedTypes().Where(t => t.Namespace!.StartsWith($"Amazon.{service}", StringComparison.Ordinal));

    /// <summary>
    /// Whether a difference is one that callers never meet: they use object initialisers, not the constructors that some
    /// requests have for convenience, and SQS has hand-written shorthands for single attributes.
    /// </summary>
    private static bool IsExplained(string difference) =>
        difference.Contains("Request lacks .ctor(", StringComparison.Ordinal)
        || difference.Contains("RequestEntry lacks .ctor(", StringComparison.Ordinal)
        || (difference.StartsWith("GetQueueAttributesResponse lacks ", StringComparison.Ordinal) && difference.EndsWith("{ get; }", StringComparison.Ordinal))
        || Newer.Contains(difference);

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
