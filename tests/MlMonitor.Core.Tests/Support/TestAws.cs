using Amazon.Runtime;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Pipelines;
using MlMonitor.Sandbox;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Core.Tests.Support;

/// <summary>Connections to a sandbox.</summary>
internal static class TestAws
{
    static TestAws() => AwsRequestPolicy.Install();

    public static AwsConnection Connection(
        string endpoint = "http://127.0.0.1:9", string region = "eu-west-1", string accessKey = AccessKeys.Operator, string? profile = null) =>
        new(region, profile, new BasicAWSCredentials(accessKey, AccessKeys.Secret), endpoint, new AwsClientCache());

    public static AwsConnection Connection(SandboxServer sandbox, string region = "eu-west-1", string accessKey = AccessKeys.Operator) =>
        Connection(sandbox.Address.ToString(), region, accessKey);

    /// <summary>All pipelines of CodePipeline, for tests of what all engines share.</summary>
    public static PipelineQuery CodePipelines { get; } = new() { Matches = _ => true, Sources = new HashSet<MlPipelineSource> { MlPipelineSource.CodePipeline } };

    public static async Task<List<MlPipelineStatus>> ReadAllAsync(
        AwsConnection connection, RecordingSink sink, PipelineQuery? query = null, CancellationToken cancellationToken = default)
    {
        var all = new List<MlPipelineStatus>();
        var monitor = new PipelineMonitor([connection], TimeProvider.System);
        await foreach (var status in monitor.ReadStatusAsync(query ?? new PipelineQuery { Matches = _ => true }, sink, cancellationToken))
            all.Add(status);
        return all;
    }

    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> source)
    {
        var all = new List<T>();
        await foreach (var item in source)
            all.Add(item);
        return all;
    }
}
