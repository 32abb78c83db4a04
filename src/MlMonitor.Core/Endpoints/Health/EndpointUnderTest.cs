using System.Globalization;

namespace MlMonitor.Core.Endpoints.Health;

/// <summary>An endpoint's evidence as the rules look at it.</summary>
internal sealed class EndpointUnderTest(EndpointEvidence evidence, EndpointThresholds thresholds)
{
    public EndpointEvidence Evidence => evidence;

    public EndpointThresholds Thresholds => thresholds;

    public MlEndpoint Endpoint => evidence.Endpoint;

    /// <summary>Whether it answers: in service, if with less than asked for, or while it is changed.</summary>
    public bool Serves => IsServing(Endpoint);

    /// <summary>Whether it answers: in service, if with less than asked for, or while it is changed.</summary>
    public static bool IsServing(MlEndpoint endpoint) => endpoint.Status is MlStatus.Healthy or MlStatus.Degraded
        || (endpoint.Status == MlStatus.InProgress && !string.Equals(endpoint.RawStatus, "Creating", StringComparison.OrdinalIgnoreCase));

    /// <summary>A number in words.</summary>
    public static string Say(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A length of time in words.</summary>
    public static string Say(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0.#} days"),
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.#} h"),
        { TotalMinutes: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} s"),
    };

    /// <summary>The series of a metric, one for each variant, or the only one.</summary>
    public IEnumerable<MlEndpointSeries> Of(string metricName) => evidence.Series.Where(s => s.MetricName == metricName);

    /// <summary>The series of a metric of the same variant over the same hours a week ago; null where there is none.</summary>
    public MlEndpointSeries? LastWeek(MlEndpointSeries series) =>
        evidence.LastWeek.FirstOrDefault(s => s.MetricName == series.MetricName && s.VariantName == series.VariantName);

    /// <summary>The requests of a variant over the window; null where there is no point of them.</summary>
    public double? Requests(string? variantName) => Of("Invocations").FirstOrDefault(s => s.VariantName == variantName)?.Sum;

    public MlEndpointFinding Found(MlEndpointCheck check, MlSeverity severity, string reason) => new()
    {
        EndpointName = Endpoint.EndpointName,
        Check = check,
        Severity = severity,
        Reason = reason,
        ConsoleLink = Endpoint.ConsoleLink,
        Arn = Endpoint.Arn,
        Region = Endpoint.Region,
        Account = Endpoint.Account,
        ProfileName = Endpoint.ProfileName,
    };

    /// <summary>A finding about a series.</summary>
    public MlEndpointFinding Found(MlEndpointCheck check, MlSeverity severity, string reason, MlEndpointSeries series, double value, double threshold) =>
        Found(check, severity, reason) with
        {
            VariantName = series.VariantName,
            MetricName = series.MetricName,
            Value = value,
            Threshold = threshold,
            Unit = series.Unit,
            PointCount = series.Points.Count,
            Window = series.Window,
        };

    /// <summary>The result for something that could not be read.</summary>
    public MlEndpointFinding Unseen(EndpointGap gap) => Found(gap.Check, MlSeverity.NoData, gap.Reason) with
    {
        MetricName = gap.MetricName,
        VariantName = gap.VariantName,
        Window = gap.Check == MlEndpointCheck.Metric ? evidence.Window : null,
    };

    /// <summary>The result where no rule found anything.</summary>
    public MlEndpointFinding NothingFound()
    {
        var points = evidence.Series.Sum(s => s.Points.Count);
        if (points == 0)
            return Found(MlEndpointCheck.All, MlSeverity.Ok, $"Nothing wrong by what SageMaker says of it: it is {Endpoint.RawStatus ?? Endpoint.Status.ToString()}");
        string[] unjudged = [.. evidence.Series.Where(s => s.Points.Count == 0 || evidence.Unnormalized.Contains(s.MetricName)).Select(s => s.MetricName).Distinct()];
        var seen = evidence.Series.Count(s => s.Points.Count > 0);
        var aside = unjudged.Length == 0 ? "" : $"; not judged for want of data or of the instance type: {string.Join(", ", unjudged)}";
        return Found(MlEndpointCheck.All, MlSeverity.Ok, $"Nothing wrong in {seen} metric{(seen == 1 ? "" : "s")} of {points} point{(points == 1 ? "" : "s")}{aside}") with
        {
            PointCount = points,
            Window = evidence.Window,
        };
    }
}
