using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace MlMonitor.Core.Aws;

/// <summary>
/// Retries as a monitor should: a throttled call for long, because nothing may be lost to throttling; a failed one a few times;
/// an endpoint that nothing listens on hardly at all, because whoever waits wants to know.
/// </summary>
internal sealed class AwsRetryPolicy : StandardRetryPolicy
{
    /// <summary>With full jitter this waits half a minute on average and two at most, past the refill of every quota in use.</summary>
    private const int ThrottlingRetries = 9;

    /// <summary>The three attempts of the SDKs' standard mode (https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html).</summary>
    private const int TransientRetries = 2;

    private const int UnreachableRetries = 1;

    /// <summary>A server that asks for more than this is not waited for as told; the usual backoff applies.</summary>
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(30);

    private const string WaitKey = "MlMonitor.RetryAfter";

    public AwsRetryPolicy()
        : base(ThrottlingRetries)
    {
    }

    public static bool IsThrottling(AmazonServiceException e) =>
        e.StatusCode == HttpStatusCode.TooManyRequests || ThrottlingCodes.Contains(e.ErrorCode ?? "");

    /// <summary>The codes that botocore's and the SDK's standard mode call throttling.</summary>
    private static readonly HashSet<string> ThrottlingCodes = new(StringComparer.Ordinal)
    {
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException", "TooManyRequestsException",
        "ProvisionedThroughputExceededException", "TransactionInProgressException", "RequestLimitExceeded",
        "BandwidthLimitExceeded", "LimitExceededException", "RequestThrottled", "SlowDown", "PriorRequestNotComplete",
        "EC2ThrottledException",
    };

    public override async Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception)
    {
        var context = executionContext.RequestContext;
        context.ContextAttributes.Remove(WaitKey);
        if (exception is AmazonServiceException service && IsThrottling(service))
        {
            if (RetryAfter(service) is { } wait)
                context.ContextAttributes[WaitKey] = wait;
            return true;
        }

        var most = IsUnreachable(exception) ? UnreachableRetries : TransientRetries;
        return context.Retries < most && await base.RetryForExceptionAsync(executionContext, exception).ConfigureAwait(false);
    }

    public override Task WaitBeforeRetryAsync(IExecutionContext executionContext)
    {
        var context = executionContext.RequestContext;
        return context.ContextAttributes.TryGetValue(WaitKey, out var wait)
            ? Task.Delay((TimeSpan)wait, context.CancellationToken)
            : base.WaitBeforeRetryAsync(executionContext);
    }

    private static bool IsUnreachable(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
            if (e is SocketException)
                return true;
        return false;
    }

    /// <summary>What the server asked for: <c>Retry-After</c> in seconds, or <c>x-amz-retry-after</c> in milliseconds.</summary>
    private static TimeSpan? RetryAfter(AmazonServiceException exception)
    {
        if (exception.InnerException is not Amazon.Runtime.Internal.HttpErrorResponseException { Response: IWebResponseData reply })
            return null;
        TimeSpan? wait =
            Number(reply.GetHeaderValue("x-amz-retry-after")) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds)
            : Number(reply.GetHeaderValue("Retry-After")) is { } seconds ? TimeSpan.FromSeconds(seconds)
            : null;
        return wait <= LongestRetryAfter ? wait : null;

        static double? Number(string? text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
