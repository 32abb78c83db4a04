namespace MlMonitor.AwsClients.Generator;

/// <summary>How requests and replies are written on the wire.</summary>
internal enum Protocol
{
    /// <summary>AWS JSON: POST / with the operation in X-Amz-Target.</summary>
    Json,

    /// <summary>REST-JSON: members in the path, in headers and in the body.</summary>
    RestJson,

    /// <summary>AWS Query: form-encoded requests, XML replies.</summary>
    Query,
}
