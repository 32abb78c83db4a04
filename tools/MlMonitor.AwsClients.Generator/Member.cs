namespace MlMonitor.AwsClients.Generator;

/// <summary>A member of a structure.</summary>
internal sealed class Member(string name, WireType type)
{
    /// <summary>The name in the model, which is the name in a body.</summary>
    public string Name { get; } = name;

    public WireType Type { get; } = type;

    public string Property { get; } = Naming.Capitalize(name);

    /// <summary>Where the member goes when it is not in the body: uri or header.</summary>
    public string? Location { get; set; }

    /// <summary>The name at that location.</summary>
    public string LocationName { get; set; } = name;

    /// <summary>Whether a fresh token is sent when the caller gives none.</summary>
    public bool IsToken { get; set; }

    public bool IsDeprecated { get; set; }
}
