using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox;

/// <summary>The way of an AWS request: route, authenticate, strike with faults, authorise, run, answer, count.</summary>
internal sealed partial class Gateway(SandboxState state, CancellationToken stopping)
{
    public async Task HandleAsync(HttpContext http)
    {
        var request = await AwsHttpRequest.ReadAsync(http).ConfigureAwait(false);
        var requestId = Guid.NewGuid().ToString();
        http.Response.Headers["x-amzn-RequestId"] = requestId;

        var routed = state.Services
            .Select(service => (Service: service, Operation: service.OperationOf(request)))
            .FirstOrDefault(each => each.Operation is not null);
        if (routed.Operation is not { } operation)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            await http.Response.WriteAsync("No service of the sandbox answers this request.", stopping).ConfigureAwait(false);
            return;
        }

        var service = routed.Service;
        var region = request.Authorization?.Region ?? "-";
        AwsReply? reply = null;
        try
        {
            reply = await AnswerAsync(http, request, service, operation, requestId).ConfigureAwait(false);
        }
        finally
        {
            // Before the answer goes out: whoever has it finds the call counted.
            state.Calls.Add(service.Name, operation, region, reply?.Status ?? 0, AttemptOf(request));
        }

        if (reply is null)
            http.Abort();
        else
            await WriteAsync(http, reply).ConfigureAwait(false);
    }

    /// <summary>The reply; null when there is to be none.</summary>
    private async Task<AwsReply?> AnswerAsync(
        HttpContext http, AwsHttpRequest request, AwsService service, string operation, string requestId)
    {
        try
        {
            var call = Authenticate(request, service, operation, requestId);
            var fault = state.Faults.Strike($"{service.Name}:{operation}", call.Region);
            if (fault is not null && await StrikeAsync(http, fault, service, call).ConfigureAwait(false) is var (handled, reply) && handled)
                return reply;

            if (!call.Identity.May(service.Name) && !service.IsOpenToAll(operation))
                throw Denied(service, call);
            return service.Run(call);
        }
        catch (AwsError error)
        {
            return service.Fail(error, requestId);
        }
    }

    private AwsCall Authenticate(AwsHttpRequest request, AwsService service, string operation, string requestId)
    {
        if (request.Authorization is not { } authorization)
        {
            throw request.Headers.Authorization.Count == 0
                ? AwsError.MissingToken()
                : AwsError.IncompleteSignature("Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters.");
        }

        if (AccessKeys.Find(authorization.AccessKey) is not { } identity)
            throw AwsError.UnknownKey();
        if (!RegionName().IsMatch(authorization.Region))
            throw AwsError.BadSignature($"Credential should be scoped to a valid region, not '{authorization.Region}'.");
        SigV4.Verify(request, authorization, AccessKeys.Secret, service.SigningName);
        if (identity.Grant == Grant.Expired)
            throw AwsError.ExpiredToken();
        return new AwsCall(
            request, operation, requestId, identity, state.Platform.In(authorization.Region), state.Options.Clock,
            metric => state.Faults.Strike($"{service.Name}:{operation}", authorization.Region, metric)?.Kind);
    }

    private static AwsError Denied(AwsService service, AwsCall call) => AwsError.Denied(
        call.UserArn, service.ActionOf(call.Operation), service.ResourceOf(call), service.DenialQueryCode);

    /// <summary>Does what the fault wants; not handled means that the call goes on as if nothing were.</summary>
    private async Task<(bool Handled, AwsReply? Reply)> StrikeAsync(HttpContext http, Fault fault, AwsService service, AwsCall call)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        switch (fault.Kind)
        {
            case FaultKind.Throttle:
                if (fault.RetryAfterSeconds is { } seconds)
                    http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                throw AwsError.Throttled();
            case FaultKind.Error500:
                throw AwsError.Internal();
            case FaultKind.Denied:
                throw Denied(service, call);
            case FaultKind.Expired:
                throw AwsError.ExpiredToken();
            case FaultKind.Conflict:
                throw AwsError.Conflict();
            case FaultKind.PreconditionFailed:
                throw Services.S3.S3Errors.PreconditionFailed("If-Match");
            case FaultKind.Html503:
                return (true, new AwsReply(503, "text/html", "<html><body><h1>503 Service Unavailable</h1></body></html>"u8.ToArray()));
            case FaultKind.EmptyBody:
                return (true, new AwsReply(200, "application/octet-stream", []));
            case FaultKind.Slow:
                await Task.Delay(fault.DelayMilliseconds, end.Token).ConfigureAwait(false);
                return (false, null);
            case FaultKind.Hang:
                await Task.Delay(Timeout.Infinite, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return (true, null);
            default:
                return (true, null);
        }
    }

    private static async Task WriteAsync(HttpContext http, AwsReply reply)
    {
        http.Response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
            http.Response.Headers[name] = value;
        if (reply.Status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
            return;
        http.Response.ContentType = reply.ContentType;
        http.Response.ContentLength = reply.Body.Length;
        if (reply.ErrorType is not null)
            http.Response.Headers["x-amzn-errortype"] = reply.ErrorType;
        if (reply.QueryError is not null)
            http.Response.Headers["x-amzn-query-error"] = reply.QueryError;
        // What a HEAD asks for is said by its length alone.
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(reply.Body, http.RequestAborted).ConfigureAwait(false);
    }

    // SDKs say "attempt=2; max=3".
    private static int AttemptOf(AwsHttpRequest request) =>
        Attempt().Match(request.Headers["amz-sdk-request"].ToString()) is { Success: true } match
            ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : 1;

    [GeneratedRegex("^[a-z]{2,}(-[a-z]+)+-[0-9]$")]
    private static partial Regex RegionName();

    [GeneratedRegex(@"attempt=([0-9]{1,4})")]
    private static partial Regex Attempt();
}
