using System.Collections.Concurrent;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Endpoints;

/// <summary>The configurations of endpoints. One never changes, so each is described once.</summary>
internal sealed class EndpointConfigs(AwsCaller caller)
{
    private const string Action = "sagemaker:DescribeEndpointConfig";
    private readonly ConcurrentDictionary<string, Task<DescribeEndpointConfigResponse?>> _known = new(StringComparer.Ordinal);
    private int _denied;

    /// <summary>A configuration; null where it cannot be read, which has then been said.</summary>
    public async Task<DescribeEndpointConfigResponse?> OfAsync(string? name, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(name))
            return null;
        DescribeEndpointConfigResponse? config = null;
        try
        {
            return config = await _known.GetOrAdd(name, n => DescribeAsync(n, cancellationToken)).ConfigureAwait(false);
        }
        finally
        {
            // What could not be read now, or was given up, may be readable for the next who asks.
            if (config is null)
                _known.TryRemove(name, out _);
        }
    }

    private async Task<DescribeEndpointConfigResponse?> DescribeAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await caller.Clients.SageMaker(caller.Connection)
                .DescribeEndpointConfigAsync(new DescribeEndpointConfigRequest { EndpointConfigName = name }, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (AwsProblems.IsNotFound(e))
        {
            caller.Sink.Detail($"The endpoint configuration {name} is gone, so instance types and models of its endpoint are not known.");
        }
        catch (Exception e) when (AwsProblems.IsFailure(e, cancellationToken))
        {
            var problem = AwsProblems.From(e, new AwsCall("SageMaker", Action, caller.Connection), name);
            // A role that may not read one may mostly not read any: an error for each would bury the rest.
            if (problem.Id != ProblemId.AccessDenied || Interlocked.Exchange(ref _denied, 1) == 0)
                caller.Report(problem);
            else
                caller.Sink.Detail($"The endpoint configuration {name} may not be read either.");
        }

        return null;
    }
}
