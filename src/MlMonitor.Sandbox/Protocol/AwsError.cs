namespace MlMonitor.Sandbox.Protocol;

/// <summary>
/// An error as the service would answer it. AWS spells the common ones differently in each protocol, so those carry both
/// spellings.
/// </summary>
internal sealed class AwsError(string code, string message, int status = 400) : Exception(message)
{
    /// <summary>The code in the JSON protocols, e.g. ThrottlingException.</summary>
    public string Code { get; } = code;

    public int Status { get; } = status;

    /// <summary>The code in the Query protocol, where it differs, e.g. Throttling.</summary>
    public string? QueryCode { get; init; }

    public int? QueryStatus { get; private init; }

    /// <summary>The code in REST-XML, where it is yet another, e.g. SlowDown.</summary>
    public string? XmlCode { get; init; }

    public int? XmlStatus { get; init; }

    /// <summary>What REST-XML adds to the error's document.</summary>
    public IReadOnlyList<(string Name, string Value)> Details { get; init; } = [];

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public static AwsError Throttled() =>
        new("ThrottlingException", "Rate exceeded") { QueryCode = "Throttling", XmlCode = "SlowDown", XmlStatus = 503 };

    public static AwsError Internal() =>
        new("InternalServerException", "The service could not complete the request.", 500) { QueryCode = "InternalError" };

    /// <summary>Another writer was at the same thing at the same moment.</summary>
    public static AwsError Conflict() => new("ConflictException", "The conditional request cannot succeed due to a conflicting operation against this resource.", 409)
    {
        XmlCode = "ConditionalRequestConflict",
    };

    public static AwsError NotImplemented() =>
        new("NotImplemented", "A header or query you provided implies functionality that is not implemented", 501);

    public static AwsError MissingToken() => Authentication(
        "MissingAuthenticationTokenException", "MissingAuthenticationToken", "Missing Authentication Token", "AccessDenied");

    public static AwsError IncompleteSignature(string message) =>
        Authentication("IncompleteSignatureException", "IncompleteSignature", message, "AuthorizationHeaderMalformed");

    public static AwsError BadSignature(string message) =>
        Authentication("InvalidSignatureException", "SignatureDoesNotMatch", message);

    public static AwsError UnknownKey() => Authentication(
        "UnrecognizedClientException", "InvalidClientTokenId", "The security token included in the request is invalid.", "InvalidAccessKeyId");

    public static AwsError ExpiredToken() => Authentication(
        "ExpiredTokenException", "ExpiredToken", "The security token included in the request is expired");

    public static AwsError Denied(string userArn, string action, string resource, string queryCode) => Authentication(
        "AccessDeniedException",
        queryCode,
        $"User: {userArn} is not authorized to perform: {action} on resource: {resource} " +
        $"because no identity-based policy allows the {action} action");

    public static AwsError UnknownOperation(string operation) => new("UnknownOperationException", $"Unknown operation {operation}.")
    {
        QueryCode = "InvalidAction",
    };

    // JSON services answer 400 to bad credentials, Query services 403.
    private static AwsError Authentication(string code, string queryCode, string message, string? xmlCode = null) =>
        new(code, message) { QueryCode = queryCode, QueryStatus = 403, XmlCode = xmlCode };
}
