using System.Globalization;
using System.Text.Json;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Endpoints;
using MlMonitor.Core.Tests.Support;

namespace MlMonitor.Core.Tests.Endpoints;

/// <summary>Endpoints, their configurations, models, components and scaling on a scripted AWS.</summary>
internal sealed class ScriptedEndpoints : IDisposable
{
    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);

    public ScriptedEndpoints() => Aws
        .On("ListEndpoints", input => Page(input, "Endpoints", [.. All.Where(e => Contains(input, e.Name)).OrderBy(e => e.Name, StringComparer.Ordinal).Select(Summary)]))
        .On("DescribeEndpoint", input => All.Find(e => e.Name == Text(input, "EndpointName") && !e.Vanishes) is { } endpoint
            ? Whole(endpoint, endpoint.Status, endpoint.LastModified, record: false)
            : throw Missing("endpoint"))
        .On("DescribeEndpointConfig", input => All.Find(e => e.Config == Text(input, "EndpointConfigName")) is { } endpoint ? Planned(endpoint) : throw Missing("endpoint configuration"))
        .On("DescribeModel", input => All.Find(e => e.Model == Text(input, "ModelName")) is { } endpoint ? ModelOf(endpoint) : throw Missing("model"))
        .On("Search", Search)
        .On("ListTags", input => Page(input, "Tags", [.. All.Single(e => e.Arn == Text(input, "ResourceArn")).Tags.Select(t => (object)new { t.Key, t.Value })], 1))
        .On("DescribeScalableTargets", input => Page(input, "ScalableTargets", [.. Scaled.Where(s => WantsId(input, s.Key)).Select(s => (object)new
        {
            ServiceNamespace = "sagemaker", ResourceId = s.Key, ScalableDimension = "sagemaker:variant:DesiredInstanceCount", MinCapacity = s.Value.Min, MaxCapacity = s.Value.Max, RoleARN = "r", CreationTime = 1,
        })], 2))
        .On("ListInferenceComponents", input => Page(input, "InferenceComponents", [.. Components.Where(c => Text(input, "EndpointNameEquals") is not { } of || of == c.Endpoint).Select(c => (object)new
        {
            InferenceComponentName = c.Name, EndpointName = c.Endpoint, VariantName = "AllTraffic", InferenceComponentStatus = c.Status, CreationTime = 1, LastModifiedTime = 1,
        })]))
        .On("DescribeInferenceComponent", input => Components.Where(c => c.Name == Text(input, "InferenceComponentName")).Select(c => (object)new
        {
            InferenceComponentName = c.Name, EndpointName = c.Endpoint, VariantName = "AllTraffic", InferenceComponentStatus = c.Status, FailureReason = c.Reason,
            RuntimeConfig = new { CurrentCopyCount = c.Current, DesiredCopyCount = c.Desired }, CreationTime = 1, LastModifiedTime = 1,
        }).FirstOrDefault() ?? throw Missing("inference component"));

    public ScriptedAws Aws { get; } = new();

    public List<PlantedEndpoint> All { get; } = [];

    public List<(string Name, string Endpoint, string Status, int Current, int Desired, string? Reason)> Components { get; } = [];

    public Dictionary<string, (int Min, int Max)> Scaled { get; } = [];

    public RecordingSink Sink { get; } = new();

    public PlantedEndpoint Add(PlantedEndpoint endpoint)
    {
        All.Add(endpoint);
        return endpoint;
    }

    public Task<List<MlEndpoint>> ReadAsync(EndpointQuery? query = null, params string[] names) => Monitor().ReadAsync(
        query ?? (names.Length > 0 ? new EndpointQuery { Names = names } : new EndpointQuery { Matches = _ => true }), Sink, CancellationToken.None).ToListAsync();

    /// <summary>Reads the only endpoint among all.</summary>
    public async Task<MlEndpoint> ReadOneAsync() => Assert.Single(await ReadAsync());

    public EndpointMonitor Monitor(params AwsConnection[] connections) =>
        new(connections.Length > 0 ? connections : [TestAws.Connection(Aws.Url)], new FrozenClock());

    public int Calls(string operation) => Aws.CallsTo(operation).Count;

    public void Deny(string operation) => Aws.On(operation, _ => throw new ScriptedError("AccessDeniedException", "User: intern is not authorized"));

    public void Dispose() => Aws.Dispose();

    private static ScriptedError Missing(string what) => new("ValidationException", $"Could not find {what} \"arn\".");

    private static string? Text(JsonElement input, string name) => input.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static bool Contains(JsonElement input, string name) => Text(input, "NameContains") is not { } part || name.Contains(part, StringComparison.Ordinal);

    private static bool WantsId(JsonElement input, string id) =>
        !input.TryGetProperty("ResourceIds", out var ids) || ids.EnumerateArray().Any(i => i.GetString() == id);

    private static Dictionary<string, object?> Page(JsonElement input, string list, IReadOnlyList<object> items, int? size = null)
    {
        var take = size ?? (input.TryGetProperty("MaxResults", out var max) ? max.GetInt32() : 10);
        var from = Text(input, "NextToken") is { } token ? int.Parse(token, CultureInfo.InvariantCulture) : 0;
        return new() { [list] = items.Skip(from).Take(take), ["NextToken"] = from + take < items.Count ? $"{from + take}" : null };
    }

    private object Search(JsonElement input)
    {
        if (Text(input, "Resource") == "Endpoint")
            return Page(input, "Results", [.. All.Where(e => e.IsIndexed).Select(e => (object)new { Endpoint = Whole(e, e.IndexedStatus ?? e.Status, e.IndexedChange ?? e.LastModified, record: true) })]);

        // As SageMaker has it: at most twenty filters, at most 1,024 characters a value.
        var filters = input.GetProperty("SearchExpression").GetProperty("Filters").EnumerateArray().ToList();
        if (filters.Count > 20 || filters.Exists(f => f.GetProperty("Value").GetString()!.Length > 1024))
            throw new ScriptedError("ValidationException", "too long");
        Assert.Equal("Or", input.GetProperty("SearchExpression").GetProperty("Operator").GetString());
        Assert.All(filters, f => Assert.Equal(("ModelName", "In"), (f.GetProperty("Name").GetString(), f.GetProperty("Operator").GetString())));
        var names = filters.SelectMany(f => f.GetProperty("Value").GetString()!.Split(',')).ToHashSet();
        return Page(input, "Results", [.. All.Where(e => e.ModelIsIndexed && e.Model is not null && names.Contains(e.Model)).Select(e => (object)new { Model = new { Model = ModelOf(e) } })]);
    }

    private static object Summary(PlantedEndpoint endpoint) => new
    {
        EndpointName = endpoint.Name,
        EndpointArn = endpoint.Arn,
        CreationTime = ScriptedAws.Seconds(Now.AddDays(-30)),
        LastModifiedTime = ScriptedAws.Seconds(endpoint.LastModified),
        EndpointStatus = endpoint.Status,
    };

    private static Dictionary<string, object?> Whole(PlantedEndpoint endpoint, string status, DateTimeOffset changed, bool record) => new()
    {
        ["EndpointName"] = endpoint.Name,
        ["EndpointArn"] = endpoint.Arn,
        ["EndpointConfigName"] = endpoint.Config,
        ["EndpointStatus"] = status,
        ["FailureReason"] = endpoint.FailureReason,
        ["CreationTime"] = ScriptedAws.Seconds(Now.AddDays(-30)),
        ["LastModifiedTime"] = ScriptedAws.Seconds(changed),
        ["DataCaptureConfig"] = record && !endpoint.CaptureIsIndexed ? null : endpoint.Capture,
        ["ProductionVariants"] = endpoint.HasVariants ? new[] { Variant(endpoint) } : null,
        ["PendingDeploymentSummary"] = record ? null : endpoint.Pending,
        ["AsyncInferenceConfig"] = record || !endpoint.IsAsynchronous ? null : new { OutputConfig = new { S3OutputPath = "s3://b/o" } },
        ["Tags"] = record ? endpoint.Tags.Select(t => new { t.Key, t.Value }) : null,
    };

    private static Dictionary<string, object?> Variant(PlantedEndpoint endpoint) => new()
    {
        ["VariantName"] = "AllTraffic",
        ["CurrentWeight"] = endpoint.Weight,
        ["DesiredWeight"] = endpoint.Weight,
        ["CurrentInstanceCount"] = endpoint.IsServerless ? null : endpoint.Current,
        ["DesiredInstanceCount"] = endpoint.IsServerless ? null : endpoint.Desired,
        ["CurrentServerlessConfig"] = endpoint.IsServerless ? new { MemorySizeInMB = 2048, MaxConcurrency = 20 } : null,
        ["DeployedImages"] = endpoint.Containers.Select(_ => new { SpecifiedImage = "image" }),
    };

    private static Dictionary<string, object?> Planned(PlantedEndpoint endpoint) => new()
    {
        ["EndpointConfigName"] = endpoint.Config,
        ["EndpointConfigArn"] = "arn",
        ["CreationTime"] = 1,
        ["ProductionVariants"] = new[]
        {
            new Dictionary<string, object?>
            {
                ["VariantName"] = "AllTraffic",
                ["ModelName"] = endpoint.Model,
                ["InstanceType"] = endpoint.IsServerless ? null : "ml.m5.xlarge",
                ["InitialInstanceCount"] = endpoint.IsServerless ? null : endpoint.Desired,
                ["InitialVariantWeight"] = endpoint.Weight,
                ["ServerlessConfig"] = endpoint.IsServerless ? new { MemorySizeInMB = 2048, MaxConcurrency = 20 } : null,
            },
        },
        ["DataCaptureConfig"] = endpoint.Capture is null ? null : new { EnableCapture = true, InitialSamplingPercentage = 100, DestinationS3Uri = "s3://b/c", CaptureOptions = new[] { new { CaptureMode = "Input" } } },
        ["AsyncInferenceConfig"] = endpoint.IsAsynchronous ? new { OutputConfig = new { S3OutputPath = "s3://b/o" } } : null,
    };

    private static Dictionary<string, object?> ModelOf(PlantedEndpoint endpoint) => new()
    {
        ["ModelName"] = endpoint.Model,
        ["ModelArn"] = "arn",
        ["CreationTime"] = 1,
        ["PrimaryContainer"] = endpoint.Containers is [var only] ? new { Image = "i", Mode = only } : null,
        ["Containers"] = endpoint.Containers.Length > 1 ? endpoint.Containers.Select(mode => new { Image = "i", Mode = mode }) : null,
    };

    /// <summary>Always the same time of day, but a clock all the same: pauses end.</summary>
    private sealed class FrozenClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
