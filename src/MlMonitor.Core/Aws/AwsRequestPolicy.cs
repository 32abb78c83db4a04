using System.Reflection;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3.Model;

namespace MlMonitor.Core.Aws;

/// <summary>
/// Puts our retry policy and call meter into every client of the SDK, generated or official: the SDK asks its registry of
/// customizers whenever it builds a client. The registry is the private one of our load context.
/// </summary>
internal sealed class AwsRequestPolicy : IRuntimePipelineCustomizer
{
    private static readonly Lazy<bool> Installed = new(() =>
    {
        RuntimePipelineCustomizerRegistry.Instance.Register(new AwsRequestPolicy());
        return true;
    });

    public string UniqueName => nameof(AwsRequestPolicy);

    public static void Install() => _ = Installed.Value;

    public void Customize(Type type, RuntimePipeline pipeline)
    {
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new AwsRetryPolicy()));
        pipeline.AddHandlerAfter<RetryHandler>(new MeterHandler());
        pipeline.AddHandlerAfter<MeterHandler>(new EmptyReplyHandler());
    }

    /// <summary>Stands behind the retry handler, so that it sees every attempt.</summary>
    private sealed class MeterHandler : PipelineHandler
    {
        public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            var meter = AwsCallMeter.Current;
            if (meter?.TryCountCall(executionContext.RequestContext.ServiceMetaData.ServiceId) == false)
                throw new CallBudgetSpentException();
            try
            {
                return await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
            }
            catch (AmazonServiceException e) when (AwsRetryPolicy.IsThrottling(e))
            {
                meter?.CountThrottle();
                throw;
            }
        }
    }

    /// <summary>
    /// The SDK reads HTTP 200 with nothing in it as a reply whose members are all absent: no pipelines, an alert taken. What
    /// asks for an answer and gets none has failed. Not so objects of S3: an empty file is a file, and who writes one is answered
    /// in the head of the reply.
    /// </summary>
    private sealed class EmptyReplyHandler : PipelineHandler
    {
        public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            var reply = await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
            return reply is { ContentLength: 0 } and not (GetObjectResponse or GetObjectMetadataResponse or PutObjectResponse) && HasMembers(reply.GetType())
                ? throw new AmazonClientException($"HTTP {(int)reply.HttpStatusCode} with nothing in it.")
                : reply;
        }

        private static bool HasMembers(Type type) =>
            type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Length > 0;
    }
}
