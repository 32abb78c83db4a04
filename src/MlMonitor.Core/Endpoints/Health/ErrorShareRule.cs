using System.Globalization;

namespace MlMonitor.Core.Endpoints.Health;

/// <summary>
/// Errors as a share of the requests of the window. With few requests the share is not judged, and with more it is the lower end of
/// its interval that is held against the threshold.
/// </summary>
internal sealed class ErrorShareRule(MlEndpointCheck check, string metric, string what, Func<EndpointThresholds, (double Warning, double Critical)> limits) : IEndpointRule
{
    public static ErrorShareRule OfServer { get; } = new(
        MlEndpointCheck.ServerError, "Invocation5XXErrors", "were answered with 5xx", t => (t.ServerErrorWarningPercent, t.ServerErrorCriticalPercent));

    public static ErrorShareRule OfClient { get; } = new(
        MlEndpointCheck.ClientError, "Invocation4XXErrors", "were answered with 4xx", t => (t.ClientErrorWarningPercent, t.ClientErrorCriticalPercent));

    public static ErrorShareRule OfModel { get; } = new(
        MlEndpointCheck.ModelError, "InvocationModelErrors", "failed in the model's container", t => (t.ModelErrorWarningPercent, t.ModelErrorCriticalPercent));

    /// <summary>What counts the errors of an asynchronous endpoint, which publishes no Invocations: those whose processing failed.</summary>
    private const string QueuedFailures = "InvocationFailures";

    public IEnumerable<MlEndpointFinding> Judge(EndpointUnderTest tested) =>
        (check == MlEndpointCheck.ModelError ? tested.Of(metric).Concat(tested.Of(QueuedFailures)) : tested.Of(metric))
        .Select(series => Judge(tested, series)).OfType<MlEndpointFinding>();

    private MlEndpointFinding? Judge(EndpointUnderTest tested, MlEndpointSeries series)
    {
        // Processed are those that went well as well as those that failed.
        var requests = tested.Requests(series.VariantName)
            ?? tested.Of("InvocationsProcessed").FirstOrDefault(s => s.VariantName == series.VariantName)?.Sum;
        if (series.Sum is not { } errors || requests is not { } all || all < tested.Thresholds.MinimumRequests)
            return null;
        var (warning, critical) = limits(tested.Thresholds);
        var (share, lower) = (100 * errors / all, 100 * Wilson.Lower(errors, all));
        if (errors <= 0 || lower < Math.Min(warning, critical))
            return null;
        var isCritical = lower >= critical;
        var reason = string.Create(CultureInfo.InvariantCulture, $"{share:0.##} % of {all:0} requests {what}");
        return tested.Found(check, isCritical ? MlSeverity.Critical : MlSeverity.Warning, reason, series, share, isCritical ? critical : warning) with
        {
            Unit = "%",
            Method = string.Create(CultureInfo.InvariantCulture, $"Wilson's 95 % interval, lower end {lower:0.##} %"),
        };
    }
}
