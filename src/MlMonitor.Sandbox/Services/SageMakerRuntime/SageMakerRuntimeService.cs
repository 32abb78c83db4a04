using System.Text;
using System.Text.RegularExpressions;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.SageMakerRuntime;

/// <summary>
/// Asks models. The body is what the model takes and gives, not JSON of AWS:
/// https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html
/// </summary>
internal sealed partial class SageMakerRuntimeService() : AwsService("sagemaker-runtime", "sagemaker")
{
    private const string Operation = "InvokeEndpoint";

    /// <summary>The largest body of a request that is answered at once: 25 MB.</summary>
    private const int MostBytes = 25 * 1024 * 1024;

    public override string IamPrefix => "sagemaker";

    public override string? OperationOf(AwsHttpRequest request) => request.Method == "POST" && Route().IsMatch(request.RawPath) ? Operation : null;

    public override string ResourceOf(AwsCall call) => call.Platform.Arn("sagemaker", $"endpoint/{NameOf(call)}");

    public override AwsReply Run(AwsCall call)
    {
        var name = NameOf(call);
        if (call.Platform.Endpoints.Find(name) is not { } endpoint)
            throw new AwsError("ValidationError", $"Endpoint {name} of account {Platform.SamplePlatform.Account} not found.");
        if (endpoint.Status is not ("InService" or "Updating" or "SystemUpdating"))
            throw new AwsError("ValidationError", $"Endpoint {name} of account {Platform.SamplePlatform.Account} is not in service.");
        if (call.Request.Body.Length > MostBytes)
            throw new AwsError("ValidationError", $"Request body exceeds the limit of {MostBytes} bytes.", 413);
        var (contentType, answer) = SampleModels.Answer(name, call.Request.Headers.ContentType.ToString(), Encoding.UTF8.GetString(call.Request.Body));
        return new AwsReply(200, contentType, Encoding.UTF8.GetBytes(answer))
        {
            Headers = [("x-Amzn-Invoked-Production-Variant", call.Request.Headers["X-Amzn-SageMaker-Target-Variant"].ToString() is { Length: > 0 } wanted ? wanted : endpoint.Variants[0].Name)],
        };
    }

    public override AwsReply Fail(AwsError error, string requestId)
    {
        var isModels = error.Code == SampleModels.Refusal;
        var body = new { error.Message, OriginalStatusCode = isModels ? 400 : (int?)null, OriginalMessage = isModels ? error.Message : null };
        return JsonBody.Write(error.Status, "application/json", body) with { ErrorType = error.Code };
    }

    private static string NameOf(AwsCall call) => Uri.UnescapeDataString(Route().Match(call.Request.RawPath).Groups["name"].Value);

    [GeneratedRegex("^/endpoints/(?<name>[^/]+)/invocations$", RegexOptions.CultureInvariant)]
    private static partial Regex Route();
}
