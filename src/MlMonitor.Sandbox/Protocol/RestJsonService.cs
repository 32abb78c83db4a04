namespace MlMonitor.Sandbox.Protocol;

/// <summary>
/// A service that speaks REST-JSON: method and path name the operation, the body is the input, and a header says what kind of
/// error it was. Operations answer anonymous objects as those of a <see cref="JsonService"/> do.
/// </summary>
internal abstract class RestJsonService(string name, string signingName) : AwsService(name, signingName)
{
    private const string ContentType = "application/json";

    private readonly Dictionary<(string Method, string Path), string> _routes = [];
    private readonly Dictionary<string, Func<JsonCall, object>> _operations = [];

    public override string? OperationOf(AwsHttpRequest request) => _routes.GetValueOrDefault((request.Method, request.RawPath));

    public override AwsReply Run(AwsCall call) => JsonBody.Write(
        200, ContentType, _operations[call.Operation](new JsonCall(call, new JsonInput(JsonBody.Read(call), "ValidationException"))));

    public override AwsReply Fail(AwsError error, string requestId) =>
        JsonBody.Write(error.Status, ContentType, new { message = error.Message }) with { ErrorType = error.Code };

    protected void Operation(string method, string path, string name, Func<JsonCall, object> run)
    {
        _routes.Add((method, path), name);
        _operations.Add(name, run);
    }
}
