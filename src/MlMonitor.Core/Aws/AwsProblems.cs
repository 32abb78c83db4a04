using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;

namespace MlMonitor.Core.Aws;

/// <summary>
/// Says in words what a failed call to AWS means and what to do about it. "Denied", "throttled", "not there" and "broken" are
/// four different answers.
/// </summary>
internal static class AwsProblems
{
    /// <summary>Whether an exception is a failure of the call itself, and not a cancellation or a defect of ours.</summary>
    public static bool IsFailure(Exception e, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested
        && e is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or OperationCanceledException or TimeoutException;

    /// <summary>Whether AWS says that the thing asked for is not there.</summary>
    public static bool IsNotFound(Exception e) => e is AmazonServiceException service
        && ((service.ErrorCode ?? "").Contains("NotFound", StringComparison.Ordinal)
            || (service.ErrorCode is "ResourceNotFound" or "StateMachineDoesNotExist" or "ExecutionDoesNotExist")
            || (service.ErrorCode is "ValidationException"
                && ((service.Message ?? "").Contains("Could not find", StringComparison.Ordinal)
                    || (service.Message ?? "").Contains("not found", StringComparison.Ordinal))));

    /// <summary>Makes a problem of a failed call.</summary>
    /// <param name="e">What the call threw.</param>
    /// <param name="call">The call.</param>
    /// <param name="target">The thing it was about.</param>
    public static Problem From(Exception e, AwsCall call, object? target)
    {
        if (e is CallBudgetSpentException)
            return BudgetSpent(call, target);
        var service = e as AmazonServiceException;
        var (id, what, action) = Judge(e, service, call);
        var message = $"{call.Action} in {call.Connection}: {what}";
        return new Problem(id, Exception(message, service, call), target, action);
    }

    /// <summary>Makes a problem of a call that was not made, since the run has made as many as it may.</summary>
    public static Problem BudgetSpent(AwsCall call, object? target) => new(ProblemId.CallBudgetSpent,
        Exception($"{call.Action} in {call.Connection}: not asked, since the call budget of the run is spent", null, call), target,
        "Nothing: the next run begins with it. Where this happens often, raise CallBudget, or let watches run less often.");

    /// <summary>Makes a problem of a failed call about one thing that is not there.</summary>
    public static Problem NotFound(ProblemId id, string message, Exception e, AwsCall call, object? target, string action) =>
        new(id, Exception(message, e as AmazonServiceException, call), target, action);

    private static MlMonitorException Exception(string message, AmazonServiceException? service, AwsCall call) => new(message)
    {
        Service = call.Service,
        Code = service?.ErrorCode,
        StatusCode = service is null || service.StatusCode == 0 ? null : (int)service.StatusCode,
        RequestId = service?.RequestId,
        Region = call.Connection.Region,
        ProfileName = call.Connection.ProfileName,
    };

    private static (ProblemId Id, string What, string Action) Judge(Exception e, AmazonServiceException? service, AwsCall call)
    {
        var said = Words(service?.Message ?? e.Message);
        var code = service?.ErrorCode ?? "";
        var whom = call.Connection.ProfileName is { } profile ? $"profile '{profile}'" : "the credentials in use";

        if (service is not null && AwsRetryPolicy.IsThrottling(service))
            return (ProblemId.Throttled, $"throttled still after every retry ({said})",
                "Run again later, ask for fewer things at once, or run this apart from other tools that use the same account.");
        if (code.StartsWith("ExpiredToken", StringComparison.Ordinal) || code is "RequestExpired" or "TokenRefreshRequired")
            return (ProblemId.CredentialExpired, $"the credentials have expired ({said})",
                $"Sign in again or renew {whom}, then run again.");
        if (code is "UnrecognizedClientException" or "InvalidClientTokenId" or "InvalidSignatureException" or "SignatureDoesNotMatch"
            or "IncompleteSignature" or "MissingAuthenticationToken" or "InvalidAccessKeyId" or "AuthFailure")
            return (ProblemId.CredentialInvalid, $"AWS does not accept the credentials ({said})",
                $"Check {whom}: the access key may be mistyped, disabled or of another partition, or this machine's clock may be wrong.");
        if (code.StartsWith("AccessDenied", StringComparison.Ordinal) || code is "UnauthorizedOperation" or "NotAuthorized" or "AuthorizationError" or "OptInRequired"
            || service?.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized)
            return (ProblemId.AccessDenied, $"access denied ({said})",
                $"Allow {call.Action} to {whom} in an IAM policy, or leave this part out.");
        if (code is "NoSuchBucket")
            return (ProblemId.BucketNotFound, $"there is no such bucket ({said})", "Check the bucket's name, and whose account it is in.");
        if (call.Service == "S3" && service?.StatusCode is HttpStatusCode.NotFound)
            return (ProblemId.ObjectNotFound, $"there is no such object ({said})", "Check the key; a lifecycle rule of the bucket may have removed the object.");
        if (service?.InnerException is { } inner && service.StatusCode == 0)
            return Judge(inner, null, call);
        if (service is not null && (int)service.StatusCode >= 500)
            return (ProblemId.ServiceFault, $"{call.Service} failed with HTTP {(int)service.StatusCode} ({said})",
                "Run again in a few minutes. If it goes on, look at the AWS Health Dashboard and give support the request id.");
        if (service is not null && code.Length == 0)
            return (ProblemId.UnexpectedReply, $"what came back with HTTP {(int)service.StatusCode} is no answer of AWS ({said})",
                "Check the endpoint and any proxy between here and AWS.");
        if (service is not null)
            return (ProblemId.InvalidRequest, $"{code} ({said})", "Check the names and values given; the request id helps support.");

        if (e is OperationCanceledException or TimeoutException || e.InnerException is OperationCanceledException or TimeoutException)
            return (ProblemId.RequestTimedOut, "no answer in time", "Check the network path to the endpoint, and run again.");
        for (var cause = e; cause is not null; cause = cause.InnerException)
            if (cause is SocketException or HttpRequestException { StatusCode: null } or IOException)
                return (ProblemId.EndpointUnreachable, $"cannot reach {Endpoint(call)} ({Words(cause.Message)})",
                    "Check the region's name, -EndpointUrl and AWS_ENDPOINT_URL, the network and any proxy.");
        if (said.Contains("redential", StringComparison.Ordinal) || said.Contains("IDMS", StringComparison.Ordinal) || said.Contains("SSO", StringComparison.Ordinal))
            return (ProblemId.CredentialInvalid, $"the credentials could not be read ({said})",
                $"Check {whom}; for single sign-on run 'aws sso login' first.");
        return (ProblemId.UnexpectedReply, $"the answer could not be read ({said})", "Check the endpoint and any proxy between here and AWS.");
    }

    private static string Endpoint(AwsCall call) => call.Connection.EndpointUrl ?? $"the endpoint of {call.Service}";

    /// <summary>One line of sensible length: bodies of proxies can be whole pages.</summary>
    private static string Words(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 300 ? line : string.Concat(line.AsSpan(0, 297), "...");
    }
}
