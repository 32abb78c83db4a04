using System.Text.Json;
using MlMonitor.Core.Logs;

namespace MlMonitor.Core.Endpoints.Monitoring;

/// <summary>
/// Reads the file of violations of an execution, of all four types. It is read as it comes: unknown checks, absent members,
/// numbers written as texts. What tells the types apart is which members a violation has.
/// </summary>
internal static class ViolationFile
{
    /// <summary>What the parts of a file say of their common subject.</summary>
    /// <param name="EndpointName">The endpoint; null for batch transform.</param>
    /// <param name="Window">The data looked at; null where not known.</param>
    /// <param name="Arn">The endpoint's ARN.</param>
    /// <param name="ConsoleLink">Where to look.</param>
    /// <param name="Region">The region.</param>
    /// <param name="Account">The account.</param>
    /// <param name="ProfileName">The profile it was read with.</param>
    public sealed record Subject(string? EndpointName, MlWindow? Window, string? Arn, Uri? ConsoleLink, string Region, string? Account, string? ProfileName);

    /// <summary>The findings in a file; null where it is no file of violations.</summary>
    public static IReadOnlyList<MlFinding>? Read(JsonElement root, Subject subject)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("violations", out var violations))
            return null;
        if (violations.ValueKind == JsonValueKind.Null)
            return [];
        return violations.ValueKind != JsonValueKind.Array
            ? null
            : [.. violations.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.Object).Select(v => Complete(Finding(v, subject), v, subject))];
    }

    private static MlFinding Finding(JsonElement violation, Subject subject)
    {
        string Text(string name) => LogText.CleanLines(TextOf(violation, name));
        var (check, metric, said) = (Text("constraint_check_type"), Text("metric_name"), Text("description").Trim());
        var severity = MlSeverity.Warning;
        if (Text("facet") is { Length: > 0 } facet)
            return new MlBiasFinding
            {
                EndpointName = subject.EndpointName, FacetName = facet, FacetValue = Text("facet_value"), MetricName = metric,
                Severity = severity, Region = subject.Region, Reason = Words($"Bias {metric} of {facet} {Text("facet_value")}".TrimEnd(), said),
            };
        if (check == "feature_attribution_drift_check")
            return new MlAttributionFinding
            {
                // The metric is called shap, but its value is the NDCG of the features' order.
                EndpointName = subject.EndpointName, LabelName = Text("label"), MetricName = "NDCG",
                Severity = severity, Region = subject.Region, Reason = Words($"Order of features for {Text("label")}", said),
            };
        if (metric.Length > 0)
            return new MlQualityFinding
            {
                EndpointName = subject.EndpointName, MetricName = metric,
                Severity = severity, Region = subject.Region, Reason = Words(metric, said),
            };
        var feature = Text("feature_name");
        return new MlDriftFinding
        {
            EndpointName = subject.EndpointName, FeatureName = feature, Check = MonitorWords.CheckOf(check),
            Severity = severity, Region = subject.Region, Reason = Words($"{feature} {check.Replace('_', ' ')}".Trim(), said),
        };
    }

    private static MlFinding Complete(MlFinding finding, JsonElement violation, Subject subject)
    {
        var name = finding switch { MlDriftFinding d => d.FeatureName, MlQualityFinding q => q.MetricName, _ => null };
        var (value, threshold, unit) = ViolationText.Read(TextOf(violation, "description"), name);
        return finding with
        {
            Value = value, Threshold = threshold, Unit = unit, Window = subject.Window, Arn = subject.Arn,
            ConsoleLink = subject.ConsoleLink, Account = subject.Account, ProfileName = subject.ProfileName,
            // Bias and attribution are always told in numbers; the names of what others were computed with are in the report.
            Method = "Model Monitor",
        };
    }

    private static string Words(string subject, string said) => said.Length == 0 ? subject : subject.Length == 0 ? said : $"{subject}: {said}";

    private static string TextOf(JsonElement violation, string name) => !violation.TryGetProperty(name, out var value) ? "" : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() ?? "",
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => value.GetRawText(),
    };
}
