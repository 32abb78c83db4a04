using Amazon.ApplicationAutoScaling;
using Amazon.ApplicationAutoScaling.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Endpoints;

/// <summary>Between which numbers autoscaling keeps variants. What it does not tell is one warning, and no error for each endpoint.</summary>
internal sealed class EndpointScaling(AwsCaller caller)
{
    private const string Action = "application-autoscaling:DescribeScalableTargets";

    /// <summary>As many targets as a page holds (Application Auto Scaling API Reference, DescribeScalableTargets).</summary>
    private const int PerPage = 50;

    private static readonly IReadOnlyDictionary<string, ScalableTarget> None = new Dictionary<string, ScalableTarget>();
    private int _warned;

    /// <summary>The targets of all endpoints, by resource id.</summary>
    public Task<IReadOnlyDictionary<string, ScalableTarget>> AllAsync(CancellationToken cancellationToken) => ReadAsync([null], cancellationToken);

    /// <summary>The targets with these resource ids.</summary>
    public Task<IReadOnlyDictionary<string, ScalableTarget>> OfAsync(IEnumerable<string> resourceIds, CancellationToken cancellationToken) =>
        ReadAsync([.. resourceIds.Chunk(PerPage).Select(ids => ids.ToList())], cancellationToken);

    private async Task<IReadOnlyDictionary<string, ScalableTarget>> ReadAsync(IReadOnlyList<List<string>?> asked, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _warned) != 0)
            return None;
        var targets = new Dictionary<string, ScalableTarget>(StringComparer.Ordinal);
        try
        {
            foreach (var ids in asked)
            {
                var pages = AwsPaging.PagesAsync(
                    (token, t) => caller.Clients.ApplicationAutoScaling(caller.Connection).DescribeScalableTargetsAsync(
                        new DescribeScalableTargetsRequest { ServiceNamespace = ServiceNamespace.Sagemaker, ResourceIds = ids, MaxResults = PerPage, NextToken = token }, t),
                    page => page.NextToken, cancellationToken);
                await foreach (var page in pages.ConfigureAwait(false))
                    foreach (var target in page.ScalableTargets ?? [])
                        if (target.ResourceId is { } id)
                            targets[id] = target;
            }
        }
        catch (Exception e) when (AwsProblems.IsFailure(e, cancellationToken))
        {
            if (Interlocked.Exchange(ref _warned, 1) == 0)
                caller.Sink.Warn($"Whether endpoints are autoscaled is not known: {AwsProblems.From(e, new AwsCall("Application Auto Scaling", Action, caller.Connection), null).Message}");
            return None;
        }

        return targets;
    }
}
