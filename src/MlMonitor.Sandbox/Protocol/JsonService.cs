using System.Text.Json.Nodes;

namespace MlMonitor.Sandbox.Protocol;

/// <summary>
/// A service that speaks AWS JSON 1.0 or 1.1: X-Amz-Target names the operation, the body is the input. Operations answer
/// anonymous objects whose members are spelt as on the wire; members that are null are left out.
/// </summary>
internal abstract class JsonService(string name, string signingName, string targetPrefix, string version = "1.1")
    : AwsService(name, signingName)
{
    private readonly Dictionary<string, Func<JsonCall, object?>> _operations = [];

    private string ContentType { get; } = $"application/x-amz-json-{version}";

    /// <summary>The code with which this service turns down bad input.</summary>
    protected virtual string ValidationCode => "ValidationException";

    public override string? OperationOf(AwsHttpRequest request)
    {
        var target = request.Headers["X-Amz-Target"].ToString();
        var dot = target.LastIndexOf('.');
        return dot > 0 && target[..dot] == targetPrefix ? target[(dot + 1)..] : null;
    }

    public override AwsReply Run(AwsCall call)
    {
        if (!_operations.TryGetValue(call.Operation, out var operation))
            throw AwsError.UnknownOperation(call.Operation);

        var output = operation(new JsonCall(call, new JsonInput(JsonBody.Read(call), ValidationCode)));
        return Reply(200, output ?? new { });
    }

    public override AwsReply Fail(AwsError error, string requestId) =>
        Reply(error.Status, new { __type = error.Code, message = error.Message });

    protected void Operation(string name, Func<JsonCall, object?> run) => _operations.Add(name, run);

    /// <summary>A member of the input for the ARN of a denial, read before the input is known to be sound.</summary>
    protected static string? Peek(AwsCall call, string member)
    {
        try
        {
            return JsonBody.Read(call)[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
        }
        catch (AwsError)
        {
            return null;
        }
    }

    private AwsReply Reply(int status, object body) => JsonBody.Write(status, ContentType, body);
}

/// <summary>A call of a JSON service with its input.</summary>
internal sealed record JsonCall(AwsCall Call, JsonInput Input)
{
    public Platform.RegionPlatform Platform => Call.Platform;

    public string Region => Call.Region;
}
