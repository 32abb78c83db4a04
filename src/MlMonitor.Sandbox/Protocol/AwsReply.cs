namespace MlMonitor.Sandbox.Protocol;

/// <summary>A reply ready to be written.</summary>
internal sealed record AwsReply(int Status, string ContentType, byte[] Body)
{
    /// <summary>The kind of error, in REST-JSON.</summary>
    public string? ErrorType { get; init; }

    /// <summary>What the error is called in the Query protocol, of a service that spoke it once.</summary>
    public string? QueryError { get; init; }

    /// <summary>What REST-XML says in headers.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
}
