namespace MlMonitor.AwsClients.Generator;

/// <summary>A named type of the model: a structure, an error, an enumeration, or a map with wire names of its own.</summary>
internal sealed class Shape(string name, WireKind kind)
{
    public string Name { get; } = name;

    /// <summary>Structure (which an error is too), Enumeration or Map.</summary>
    public WireKind Kind { get; } = kind;

    public string TypeName => ErrorCode == null ? Naming.Capitalize(Name) : Naming.Exception(Name);

    public List<Member> Members { get; } = [];

    /// <summary>The member that is the whole body, if any.</summary>
    public string? Payload { get; set; }

    /// <summary>The code that stands for this error on the wire; null for what is no error.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>The values of an enumeration.</summary>
    public List<string> Values { get; } = [];

    /// <summary>What a map with wire names holds, else null.</summary>
    public WireType? MapValue { get; set; }

    public string KeyName { get; set; } = "key";

    public string ValueName { get; set; } = "value";
}
