using System.Text.Json;

namespace MlMonitor.AwsClients.Generator;

/// <summary>A trimmed service model, as tools/trim_models.py writes it.</summary>
internal sealed class ServiceModel
{
    private readonly Dictionary<string, Shape> _shapes = [];

    private ServiceModel(JsonElement service)
    {
        Namespace = Text(service, "namespace");
        ServiceId = Text(service, "serviceId");
        ApiVersion = Text(service, "apiVersion");
        EndpointPrefix = Text(service, "endpointPrefix");
        SigningName = Text(service, "signingName");
        Protocol = Text(service, "protocol") switch
        {
            "json" => Protocol.Json,
            "rest-json" => Protocol.RestJson,
            "query" => Protocol.Query,
            var other => throw new NotSupportedException($"{ServiceId}: protocol {other}"),
        };
        JsonVersion = OptionalText(service, "jsonVersion");
        TargetPrefix = OptionalText(service, "targetPrefix");
        IsQueryCompatible = service.TryGetProperty("queryCompatible", out _);
        if (service.TryGetProperty("endpoints", out var endpoints))
        {
            Endpoints.AddRange(endpoints.EnumerateObject().Select(e => new KeyValuePair<string, string>(e.Name, e.Value.GetString()!)));
        }
    }

    /// <summary>The last part of the namespace, which is also the stem of the client's name.</summary>
    public string Namespace { get; }

    public string ServiceId { get; }

    public string ApiVersion { get; }

    public Protocol Protocol { get; }

    public string EndpointPrefix { get; }

    public string SigningName { get; }

    public string? JsonVersion { get; }

    public string? TargetPrefix { get; }

    /// <summary>Whether errors may carry the code of the Query protocol that the service once spoke.</summary>
    public bool IsQueryCompatible { get; }

    /// <summary>Hosts that do not follow the common pattern.</summary>
    public List<KeyValuePair<string, string>> Endpoints { get; } = [];

    public List<Operation> Operations { get; } = [];

    public string ClientName => $"Amazon{Namespace}Client";

    public string ConfigName => $"Amazon{Namespace}Config";

    public string ExceptionName => $"Amazon{Namespace}Exception";

    public string RequestBase => $"Amazon{Namespace}Request";

    /// <summary>The class with the code that reads and writes this service's types.</summary>
    public string WireName => $"{Namespace}Wire";

    public IEnumerable<Shape> Enumerations => Sorted(s => s.Kind == WireKind.Enumeration);

    public IEnumerable<Shape> Errors => Sorted(s => s.ErrorCode != null);

    /// <summary>The structures that stand inside requests or replies, by direction.</summary>
    public List<Shape> Written { get; } = [];

    /// <inheritdoc cref="Written"/>
    public List<Shape> Read { get; } = [];

    public static ServiceModel Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var model = new ServiceModel(root.GetProperty("service"));
        var shapes = root.GetProperty("shapes");
        // All shapes by name and kind first: they refer to each other in any order, and to themselves.
        foreach (var shape in shapes.EnumerateObject())
        {
            model._shapes.Add(shape.Name, new Shape(shape.Name, KindOf(shape.Value)));
        }

        foreach (var shape in shapes.EnumerateObject())
        {
            model.Fill(model._shapes[shape.Name], shape.Value);
        }

        foreach (var operation in root.GetProperty("operations").EnumerateObject())
        {
            model.Operations.Add(model.ParseOperation(operation.Name, operation.Value));
        }

        model.SortByDirection();
        return model;
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static string? OptionalText(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static WireKind KindOf(JsonElement shape) =>
        shape.TryGetProperty("enum", out _) ? WireKind.Enumeration
        : shape.TryGetProperty("map", out _) ? WireKind.Map
        : WireKind.Structure;

    private void Fill(Shape shape, JsonElement json)
    {
        switch (shape.Kind)
        {
            case WireKind.Enumeration:
                shape.Values.AddRange(json.GetProperty("enum").EnumerateArray().Select(v => v.GetString()!));
                break;
            case WireKind.Map:
                shape.MapValue = ParseType(Text(json, "map"));
                shape.KeyName = Text(json, "key");
                shape.ValueName = Text(json, "value");
                break;
            default:
                shape.Payload = OptionalText(json, "payload");
                shape.ErrorCode = OptionalText(json, "error");
                shape.Members.AddRange(json.GetProperty("members").EnumerateObject().Select(m => ParseMember(m.Name, m.Value)));
                break;
        }
    }

    private Member ParseMember(string name, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            return new Member(name, ParseType(json.GetString()!));
        }

        return new Member(name, ParseType(Text(json, "type")))
        {
            Location = OptionalText(json, "in"),
            LocationName = OptionalText(json, "name") ?? name,
            IsToken = json.TryGetProperty("token", out _),
            IsDeprecated = json.TryGetProperty("deprecated", out _),
        };
    }

    private WireType ParseType(string expression) => expression switch
    {
        "string" => new(WireKind.String),
        "integer" => new(WireKind.Integer),
        "long" => new(WireKind.Long),
        "double" => new(WireKind.Double),
        "float" => new(WireKind.Float),
        "boolean" => new(WireKind.Boolean),
        "timestamp" => new(WireKind.Timestamp),
        "epochMillis" => new(WireKind.EpochMillis),
        "blob" => new(WireKind.Blob),
        _ when expression[0] == '[' => new(WireKind.List, element: ParseType(expression.Substring(1, expression.Length - 2))),
        _ when expression[0] == '{' => new(WireKind.Map, element: ParseType(expression.Substring(1, expression.Length - 2))),
        _ => new(_shapes[expression].Kind, _shapes[expression]),
    };

    private Operation ParseOperation(string name, JsonElement json)
    {
        var operation = new Operation(name, Root(json, "input"), Root(json, "output"))
        {
            ResultWrapper = OptionalText(json, "resultWrapper"),
        };
        if (OptionalText(json, "http") is { } http)
        {
            var space = http.IndexOf(' ');
            operation.Method = http.Substring(0, space);
            operation.Path = http.Substring(space + 1);
        }

        return operation;
    }

    /// <summary>The shape of a request or reply. Operations without one have an empty one in the SDK.</summary>
    private Shape Root(JsonElement operation, string direction) =>
        OptionalText(operation, direction) is { } name ? _shapes[name] : new Shape("Empty", WireKind.Structure);

    private IEnumerable<Shape> Sorted(Func<Shape, bool> condition) =>
        _shapes.Values.Where(condition).OrderBy(s => s.TypeName, StringComparer.Ordinal);

    /// <summary>Finds what is only written and what is only read, so that no code is made for the other way.</summary>
    private void SortByDirection()
    {
        var written = Reachable(Operations.Select(o => o.Input));
        var read = Reachable(Operations.Select(o => o.Output).Concat(Errors));
        Written.AddRange(Sorted(written.Contains));
        Read.AddRange(Sorted(read.Contains));
    }

    private static HashSet<Shape> Reachable(IEnumerable<Shape> roots)
    {
        var found = new HashSet<Shape>();
        var open = new Stack<WireType>(roots.SelectMany(r => r.Members).Select(m => m.Type));
        while (open.Count > 0)
        {
            var type = open.Pop();
            if (type.IsCollection)
            {
                open.Push(type.Element!);
            }
            else if (type.Kind == WireKind.Structure && found.Add(type.Shape!))
            {
                foreach (var member in type.Shape!.Members)
                {
                    open.Push(member.Type);
                }
            }
        }

        return found;
    }
}
