namespace MlMonitor.AwsClients.Generator;

/// <summary>An operation of a service.</summary>
internal sealed class Operation(string name, Shape input, Shape output)
{
    public string Name { get; } = name;

    public Shape Input { get; } = input;

    public Shape Output { get; } = output;

    public string RequestType => Name + "Request";

    public string ResponseType => Name + "Response";

    public string Method { get; set; } = "POST";

    public string Path { get; set; } = "/";

    /// <summary>The element around a Query reply.</summary>
    public string? ResultWrapper { get; set; }
}
