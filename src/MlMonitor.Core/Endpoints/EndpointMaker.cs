using Amazon.SageMaker;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Logs;

namespace MlMonitor.Core.Endpoints;

/// <summary>Makes the result of all that was read of an endpoint.</summary>
internal static class EndpointMaker
{
    private const string LogGroupPrefix = "/aws/sagemaker/Endpoints/";
    private const string ComponentLogGroupPrefix = "/aws/sagemaker/InferenceComponents/";

    public static MlEndpoint Make(EndpointParts parts, AwsConnection connection, DateTimeOffset now)
    {
        var seen = parts.Seen;
        var kind = KindOf(parts);
        var variants = new MlList<MlEndpointVariant>([.. EndpointVariants.Of(parts)]);
        var (status, reason) = Judge(seen, [.. variants.Select(Lack), .. parts.Components.Select(Lack)]);
        var group = LogGroupOf(parts, kind);
        var console = AwsPartition.ConsoleOf(connection.Region);
        return new MlEndpoint
        {
            EndpointName = seen.Name,
            Kind = kind,
            Status = status,
            RawStatus = seen.RawStatus,
            FailureReason = reason,
            EndpointConfigName = seen.ConfigName,
            Variants = variants,
            InferenceComponents = new MlList<MlInferenceComponent>(parts.Components),
            Deployment = DeploymentOf(seen.Pending),
            DataCapture = CaptureOf(parts),
            Tag = parts.Tags ?? new Dictionary<string, string>(),
            Created = seen.Created,
            LastModified = seen.LastModified,
            Age = now - (seen.LastModified ?? seen.Created),
            LogGroup = group,
            LogLink = new Uri($"{console}/cloudwatch/home?region={connection.Region}#logsV2:log-groups/log-group/{group.Replace("/", "$252F", StringComparison.Ordinal)}"),
            ConsoleLink = new Uri($"{console}/sagemaker/home?region={connection.Region}#/endpoints/{Uri.EscapeDataString(seen.Name)}"),
            Arn = seen.Arn,
            Region = connection.Region,
            Account = AwsArn.AccountOf(seen.Arn),
            ProfileName = connection.ProfileName,
        };
    }

    /// <summary>
    /// In service is well only with all that was asked for. A reason beside it tells of a deployment that did not come through:
    /// what serves is the configuration before.
    /// </summary>
    private static (MlStatus Status, string Reason) Judge(SeenEndpoint seen, IEnumerable<string> lacks)
    {
        var status = EndpointStatusMap.Of(seen.RawStatus);
        string[] reasons = [.. new[] { LogText.CleanLines(seen.FailureReason) }.Concat(status is MlStatus.Healthy or MlStatus.Degraded ? lacks : []).Where(r => r.Length > 0)];
        return (status == MlStatus.Healthy && reasons.Length > 0 ? MlStatus.Degraded : status, string.Join("; ", reasons));
    }

    private static string Lack(MlEndpointVariant variant) => variant.CurrentInstanceCount < variant.DesiredInstanceCount
        ? $"{variant.VariantName} has {variant.CurrentInstanceCount} of {variant.DesiredInstanceCount} instances"
        : "";

    private static string Lack(MlInferenceComponent component) => component.Status switch
    {
        MlStatus.Unavailable => $"Inference component {component.InferenceComponentName} failed{(component.FailureReason.Length > 0 ? $": {component.FailureReason}" : "")}",
        MlStatus.Degraded => $"Inference component {component.InferenceComponentName} has {component.CurrentCopyCount} of {component.DesiredCopyCount} copies",
        _ => "",
    };

    private static MlEndpointKind KindOf(EndpointParts parts)
    {
        if (parts.IsForComponents || parts.Components.Count > 0)
            return MlEndpointKind.InferenceComponent;
        if (parts.IsAsynchronous)
            return MlEndpointKind.Asynchronous;
        if (parts.IsServerless)
            return MlEndpointKind.Serverless;
        var kinds = parts.DecidingModels.Select(m => parts.Models.TryGetValue(m, out var kind) ? kind : (MlEndpointKind?)null).ToList();
        if (kinds.Contains(MlEndpointKind.MultiModel))
            return MlEndpointKind.MultiModel;
        // Where a model could not be read, as many images as containers tell of them.
        var severalImages = parts.Seen.Production.Any(v => v.DeployedImages is { Count: > 1 });
        return kinds.Contains(MlEndpointKind.MultiContainer) || (severalImages && (kinds.Count == 0 || kinds.Contains(null)))
            ? MlEndpointKind.MultiContainer
            : MlEndpointKind.RealTime;
    }

    private static MlEndpointDeployment? DeploymentOf(PendingDeploymentSummary? pending) => pending is null ? null : new MlEndpointDeployment
    {
        EndpointConfigName = pending.EndpointConfigName,
        Started = AwsTime.Utc(pending.StartTime),
        Stage = string.Join("; ", (pending.ProductionVariants ?? []).Concat(pending.ShadowProductionVariants ?? [])
            .Select(v => (v.VariantName, Activity: EndpointVariants.ActivityOf(v.VariantStatus)))
            .Where(v => v.Activity.Length > 0)
            .Select(v => $"{v.VariantName}: {v.Activity}")),
    };

    /// <summary>What never came up captures nothing yet; its configuration says what it was to.</summary>
    private static MlDataCapture? CaptureOf(EndpointParts parts)
    {
        var (seen, planned) = (parts.Seen.Capture, parts.Config?.DataCaptureConfig);
        if (string.IsNullOrEmpty(seen?.DestinationS3Uri) && string.IsNullOrEmpty(planned?.DestinationS3Uri))
            return null;
        // On unless it was switched off (SageMaker API Reference, DataCaptureConfig).
        var isEnabled = seen?.EnableCapture ?? planned?.EnableCapture ?? true;
        return new MlDataCapture
        {
            IsEnabled = isEnabled,
            IsRunning = isEnabled && seen is not null && seen.CaptureStatus != CaptureStatus.Stopped,
            SamplingPercent = seen?.CurrentSamplingPercentage ?? planned?.InitialSamplingPercentage ?? 0,
            Destination = seen?.DestinationS3Uri ?? planned?.DestinationS3Uri,
        };
    }

    /// <summary>Inference components write into groups of their own; of several, the first that is not well is the one to read.</summary>
    private static string LogGroupOf(EndpointParts parts, MlEndpointKind kind)
    {
        if (kind != MlEndpointKind.InferenceComponent || parts.Components.Count == 0)
            return LogGroupPrefix + parts.Seen.Name;
        var worst = parts.Components.FirstOrDefault(c => c.Status is MlStatus.Unavailable or MlStatus.Degraded) ?? parts.Components[0];
        return ComponentLogGroupPrefix + worst.InferenceComponentName;
    }
}
