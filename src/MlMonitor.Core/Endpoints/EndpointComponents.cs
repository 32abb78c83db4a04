using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Logs;

namespace MlMonitor.Core.Endpoints;

/// <summary>The models placed on endpoints as inference components.</summary>
internal sealed class EndpointComponents(AwsCaller caller, CallPace lists)
{
    private const int PerPage = 100;

    /// <summary>The components of one endpoint, or of all, by endpoint.</summary>
    public async Task<ILookup<string, InferenceComponentSummary>> ListAsync(string? endpointName, CancellationToken cancellationToken)
    {
        var all = new List<InferenceComponentSummary>();
        var listed = caller.ListAsync("SageMaker", "sagemaker:ListInferenceComponents",
            async (token, t) =>
            {
                await lists.WaitAsync(t).ConfigureAwait(false);
                return await caller.Clients.SageMaker(caller.Connection).ListInferenceComponentsAsync(
                    new ListInferenceComponentsRequest { EndpointNameEquals = endpointName, MaxResults = PerPage, NextToken = token }, t).ConfigureAwait(false);
            },
            page => page.NextToken, page => page.InferenceComponents, cancellationToken, endpointName);
        await foreach (var component in listed.ConfigureAwait(false))
            all.Add(component);
        return all.OrderBy(c => c.InferenceComponentName, StringComparer.Ordinal).ToLookup(c => c.EndpointName ?? "", StringComparer.Ordinal);
    }

    /// <summary>What is known of components of one endpoint.</summary>
    /// <param name="listed">What the list says.</param>
    /// <param name="describeAll">Whether those that are in service are described too, which tells their copies.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<MlInferenceComponent>> ReadAsync(
        IEnumerable<InferenceComponentSummary> listed, bool describeAll, CancellationToken cancellationToken)
    {
        var components = new List<MlInferenceComponent>();
        foreach (var summary in listed)
        {
            var brief = Brief(summary);
            var component = describeAll || brief.Status != MlStatus.Healthy ? await DescribeAsync(brief, cancellationToken).ConfigureAwait(false) : brief;
            if (component is not null)
                components.Add(component);
        }

        return components;
    }

    /// <summary>The whole of a component; what the list told where the rest cannot be read; null where it is gone.</summary>
    private async Task<MlInferenceComponent?> DescribeAsync(MlInferenceComponent brief, CancellationToken cancellationToken)
    {
        var gone = false;
        var told = await caller.TryAsync("SageMaker", "sagemaker:DescribeInferenceComponent", brief.InferenceComponentName,
            t => caller.Clients.SageMaker(caller.Connection).DescribeInferenceComponentAsync(
                new DescribeInferenceComponentRequest { InferenceComponentName = brief.InferenceComponentName }, t),
            cancellationToken,
            (_, _) =>
            {
                gone = true;
                caller.Sink.Detail($"The inference component {brief.InferenceComponentName} is gone.");
            }).ConfigureAwait(false);
        if (told is null)
            return gone ? null : brief;
        var (current, desired) = (told.RuntimeConfig?.CurrentCopyCount, told.RuntimeConfig?.DesiredCopyCount);
        var status = EndpointStatusMap.Of(told.InferenceComponentStatus?.Value);
        return brief with
        {
            Status = status == MlStatus.Healthy && current < desired ? MlStatus.Degraded : status,
            RawStatus = told.InferenceComponentStatus?.Value,
            VariantName = told.VariantName ?? brief.VariantName,
            FailureReason = LogText.CleanLines(told.FailureReason),
            CurrentCopyCount = current,
            DesiredCopyCount = desired,
        };
    }

    private static MlInferenceComponent Brief(InferenceComponentSummary listed) => new()
    {
        InferenceComponentName = listed.InferenceComponentName ?? "",
        VariantName = listed.VariantName,
        Status = EndpointStatusMap.Of(listed.InferenceComponentStatus?.Value),
        RawStatus = listed.InferenceComponentStatus?.Value,
    };
}
