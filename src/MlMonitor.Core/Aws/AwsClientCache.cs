using System.Collections.Concurrent;
using Amazon;
using Amazon.ApplicationAutoScaling;
using Amazon.CloudTrail;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.CodeBuild;
using Amazon.CodePipeline;
using Amazon.ResourceGroupsTaggingAPI;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SageMaker;
using Amazon.SageMakerMetrics;
using Amazon.SageMakerRuntime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.SimpleNotificationService;
using Amazon.StepFunctions;

namespace MlMonitor.Core.Aws;

/// <summary>Makes one client for each service, region, identity and endpoint, and keeps it: a client costs more than a call.</summary>
internal sealed class AwsClientCache : IDisposable
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    /// <summary>A model has 60 seconds to answer, and AWS asks for 70 at the socket: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html.</summary>
    private static readonly TimeSpan ModelTimeout = TimeSpan.FromSeconds(70);

    private readonly ConcurrentDictionary<(Type Service, string Region, string? EndpointUrl, AWSCredentials Credentials), Lazy<AmazonServiceClient>> _clients = new();
    private readonly ConcurrentDictionary<AWSCredentials, string> _accounts = new();
    private readonly ConcurrentDictionary<(string Region, AWSCredentials Credentials), CallPace> _listPaces = new();
    private readonly SemaphoreSlim _accountGate = new(1);

    public IAmazonApplicationAutoScaling ApplicationAutoScaling(AwsConnection connection) =>
        Get(connection, new AmazonApplicationAutoScalingConfig(), static (credentials, config) => new AmazonApplicationAutoScalingClient(credentials, config));

    public IAmazonCodePipeline CodePipeline(AwsConnection connection) =>
        Get(connection, new AmazonCodePipelineConfig(), static (credentials, config) => new AmazonCodePipelineClient(credentials, config));

    public IAmazonCloudTrail CloudTrail(AwsConnection connection) =>
        Get(connection, new AmazonCloudTrailConfig(), static (credentials, config) => new AmazonCloudTrailClient(credentials, config));

    public IAmazonCloudWatch CloudWatch(AwsConnection connection) =>
        Get(connection, new AmazonCloudWatchConfig(), static (credentials, config) => new AmazonCloudWatchClient(credentials, config));

    public IAmazonCloudWatchLogs CloudWatchLogs(AwsConnection connection) =>
        Get(connection, new AmazonCloudWatchLogsConfig(), static (credentials, config) => new AmazonCloudWatchLogsClient(credentials, config));

    public IAmazonCodeBuild CodeBuild(AwsConnection connection) =>
        Get(connection, new AmazonCodeBuildConfig(), static (credentials, config) => new AmazonCodeBuildClient(credentials, config));

    public IAmazonResourceGroupsTaggingAPI ResourceGroupsTagging(AwsConnection connection) =>
        Get(connection, new AmazonResourceGroupsTaggingAPIConfig(), static (credentials, config) => new AmazonResourceGroupsTaggingAPIClient(credentials, config));

    public IAmazonSageMaker SageMaker(AwsConnection connection) =>
        Get(connection, new AmazonSageMakerConfig(), static (credentials, config) => new AmazonSageMakerClient(credentials, config));

    public IAmazonSageMakerMetrics SageMakerMetrics(AwsConnection connection) =>
        Get(connection, new AmazonSageMakerMetricsConfig(), static (credentials, config) => new AmazonSageMakerMetricsClient(credentials, config));

    public IAmazonSageMakerRuntime SageMakerRuntime(AwsConnection connection) =>
        Get(connection, new AmazonSageMakerRuntimeConfig { Timeout = ModelTimeout }, static (credentials, config) => new AmazonSageMakerRuntimeClient(credentials, config));

    public IAmazonS3 S3(AwsConnection connection) =>
        Get(connection, new AmazonS3Config(), static (credentials, config) =>
        {
            // Stores that are not Amazon's have one host for all buckets.
            config.ForcePathStyle = !string.IsNullOrEmpty(config.ServiceURL);
            return new AmazonS3Client(credentials, config);
        });

    public IAmazonStepFunctions StepFunctions(AwsConnection connection) =>
        Get(connection, new AmazonStepFunctionsConfig(), static (credentials, config) => new AmazonStepFunctionsClient(credentials, config));

    public IAmazonSimpleNotificationService SimpleNotificationService(AwsConnection connection) =>
        Get(connection, new AmazonSimpleNotificationServiceConfig(), static (credentials, config) => new AmazonSimpleNotificationServiceClient(credentials, config));

    private AmazonSecurityTokenServiceClient SecurityToken(AwsConnection connection) =>
        Get(connection, new AmazonSecurityTokenServiceConfig(), static (credentials, config) => new AmazonSecurityTokenServiceClient(credentials, config));

    /// <summary>Keeps the lists of SageMaker apart, of all commands of a session: the limit is the account's.</summary>
    public CallPace ListPace(AwsConnection connection, TimeProvider clock) =>
        _listPaces.GetOrAdd((connection.Region, connection.Credentials), _ => new CallPace(CallPace.ListCalls, clock));

    /// <summary>The account of a connection's identity: one call to STS, once. Null where STS cannot be asked; ARNs are then unknown.</summary>
    public async Task<string?> AccountAsync(AwsConnection connection, IMonitorSink sink, CancellationToken cancellationToken)
    {
        if (_accounts.TryGetValue(connection.Credentials, out var known))
            return known;
        // Readers of several engines ask at once; one call answers all.
        await _accountGate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_accounts.TryGetValue(connection.Credentials, out known))
                return known;
            var reply = await SecurityToken(connection).GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken).ConfigureAwait(false);
            return reply.Account is { Length: > 0 } account ? _accounts.GetOrAdd(connection.Credentials, account) : null;
        }
        catch (Exception e) when (AwsProblems.IsFailure(e, cancellationToken))
        {
            sink.Detail($"The account of {connection} is unknown, so ARNs are left out: {e.Message}");
            return null;
        }
        finally
        {
            _accountGate.Release();
        }
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(c => c.IsValueCreated))
            client.Value.Dispose();
        _clients.Clear();
        _accountGate.Dispose();
    }

    private TClient Get<TClient, TConfig>(AwsConnection connection, TConfig config, Func<AWSCredentials, TConfig, TClient> make)
        where TClient : AmazonServiceClient
        where TConfig : ClientConfig =>
        (TClient)_clients.GetOrAdd(
            (typeof(TClient), connection.Region, connection.EndpointUrl, connection.Credentials),
            _ => new Lazy<AmazonServiceClient>(() =>
            {
                config.Timeout ??= RequestTimeout;
                config.RetryMode = RequestRetryMode.Standard;
                config.RegionEndpoint = RegionEndpoint.GetBySystemName(connection.Region);
                if (connection.EndpointUrl is { } url)
                    config.ServiceURL = url;
                // With an endpoint address of any kind the SDK guesses the region to sign for from the host name.
                config.AuthenticationRegion = connection.Region;
                return make(connection.Credentials, config);
            })).Value;
}
