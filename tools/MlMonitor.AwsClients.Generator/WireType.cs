namespace MlMonitor.AwsClients.Generator;

/// <summary>The type of a member, an element or a map's value.</summary>
internal sealed class WireType(WireKind kind, Shape? shape = null, WireType? element = null)
{
    public WireKind Kind { get; } = kind;

    /// <summary>The shape of a structure, of an enumeration, or of a map that names its keys and values.</summary>
    public Shape? Shape { get; } = shape;

    /// <summary>What a list or a map holds.</summary>
    public WireType? Element => element ?? Shape?.MapValue;

    /// <summary>Whether the C# type is a value type.</summary>
    public bool IsValue => Kind is WireKind.Integer or WireKind.Long or WireKind.Double or WireKind.Float
        or WireKind.Boolean or WireKind.Timestamp or WireKind.EpochMillis;

    public bool IsCollection => Kind is WireKind.List or WireKind.Map;

    /// <summary>The type of a property: value types are nullable, so that absent is not zero.</summary>
    public string PropertyType => IsValue ? ElementType + "?" : Kind == WireKind.Enumeration ? Shape!.TypeName : ElementType;

    /// <summary>The type within a list or a map, where the SDK keeps enumerations as strings.</summary>
    public string ElementType => Kind switch
    {
        WireKind.String or WireKind.Enumeration => "string",
        WireKind.Integer => "int",
        WireKind.Long => "long",
        WireKind.Double => "double",
        WireKind.Float => "float",
        WireKind.Boolean => "bool",
        WireKind.Timestamp or WireKind.EpochMillis => "DateTime",
        WireKind.Blob => "MemoryStream",
        WireKind.Structure => Shape!.TypeName,
        WireKind.List => $"List<{Element!.ElementType}>",
        WireKind.Map => $"Dictionary<string, {Element!.ElementType}>",
        _ => throw new InvalidOperationException(Kind.ToString()),
    };
}
