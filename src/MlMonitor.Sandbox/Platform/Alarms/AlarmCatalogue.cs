using MlMonitor.Sandbox.Platform.Endpoints;
using MlMonitor.Sandbox.Platform.Metrics;
using MlMonitor.Sandbox.Platform.Scaling;

namespace MlMonitor.Sandbox.Platform.Alarms;

/// <summary>The alarms of a region, by name. What they say agrees with the metrics they watch.</summary>
internal static class AlarmCatalogue
{
    private const string Greater = "GreaterThanThreshold";

    public static IReadOnlyList<Alarm> Of(RegionPlatform home)
    {
        IEnumerable<Alarm> people = home.Region switch
        {
            SamplePlatform.HomeRegion => [.. OfEndpoints(home), .. OfOthers(home), .. OfCrowd(home)],
            SamplePlatform.SecondRegion =>
            [
                Calm(home, "anomaly-detector-5xx", "Errors of the anomaly detector", Of("anomaly-detector", "Invocation5XXErrors", "Sum", 300, 20)),
                Calm(home, "segment-assigner-latency", "Latency of the segment assigner", Of("segment-assigner", "ModelLatency", "Average", 60, 200_000)),
            ],
            _ => [],
        };
        return people.Concat(OfScaling(home)).OrderBy(alarm => alarm.Name, StringComparer.Ordinal).ToList();
    }

    private static IEnumerable<Alarm> OfEndpoints(RegionPlatform home)
    {
        // A window of six hours: what was wrong four hours ago is in it still, though all is quiet since.
        yield return Calm(home, "credit-decision-5xx", "Errors of the challenger: takes deployments back", Of(
            "credit-decision", "Invocation5XXErrors", "Sum", 21_600, 10, "challenger")) with
        {
            State = "ALARM",
            Since = home.Now - TimeSpan.FromHours(3.9),
            Reason = "Threshold Crossed: 1 datapoint was greater than the threshold (10.0).",
        };
        yield return new Alarm
        {
            Home = home,
            Name = "credit-decision-health",
            Description = "The credit decision is unwell, and nobody is working on it",
            State = "ALARM",
            Since = home.Now - TimeSpan.FromHours(3.9),
            Reason = $"{home.Arn("cloudwatch", "alarm:credit-decision-5xx")} transitioned to ALARM",
            Configured = home.Now - TimeSpan.FromDays(80),
            Rule = "ALARM(\"credit-decision-5xx\") AND NOT ALARM(\"ml-maintenance\")",
        };
        yield return Calm(
            home, "fraud-scorer-latency-p90", "Latency of the fraud scorer, of nine in ten", Of("fraud-scorer", "ModelLatency", "p90", 300, 250_000));
        yield return Calm(home, "churn-predictor-error-rate", "Errors of the churn predictor, in percent", new Watch(
            [
                new WatchedMetric("errors", Metric("churn-predictor", "Invocation5XXErrors"), "Sum"),
                new WatchedMetric("invocations", Metric("churn-predictor", "Invocations"), "Sum"),
            ],
            300, 3, Greater, 2)
        {
            Expression = "IF(invocations > 0, 100 * errors / invocations, 0)",
        });
        yield return Calm(home, "image-defect-detector-backlog", "Images that wait", new Watch(
            [new WatchedMetric("m", MetricId.Of(EndpointSeries.Invocation, "ApproximateBacklogSize", "EndpointName", "image-defect-detector"), "Average")],
            300, 3, Greater, 5000));
        yield return Calm(home, "demand-forecaster-latency", "Latency of the demand forecaster", Of("demand-forecaster", "ModelLatency", "Average", 60, 500_000)) with
        {
            State = "INSUFFICIENT_DATA",
            Since = home.Now - TimeSpan.FromMinutes(24),
            Configured = home.Now - TimeSpan.FromMinutes(24),
            Reason = "Unchecked: Initial alarm creation",
        };
    }

    private static IEnumerable<Alarm> OfOthers(RegionPlatform home)
    {
        yield return Calm(home, "ml-maintenance", "Somebody is working on the platform", new Watch(
            [new WatchedMetric("m", new MetricId("MlPlatform", "MaintenanceActive", []), "Maximum")], 60, 1, Greater, 0)
        { MissingData = "notBreaching" });
        var machine = home.Machines.All.First(each => each.Name == "realtime-feature-join");
        yield return Calm(home, "realtime-feature-join-failed", "Executions that failed", new Watch(
            [new WatchedMetric("m", MetricId.Of("AWS/States", "ExecutionsFailed", "StateMachineArn", machine.Arn), "Sum")], 300, 3, Greater, 100));
    }

    private static IEnumerable<Alarm> OfCrowd(RegionPlatform home) => home.Endpoints.All
        .Where(endpoint => endpoint.IsCrowd)
        .Select(endpoint => Calm(home, endpoint.Name + "-5xx", "Errors of " + endpoint.Name, Of(endpoint.Name, "Invocation5XXErrors", "Sum", 300, 50)));

    // Autoscaling makes its own, two a policy.
    private static IEnumerable<Alarm> OfScaling(RegionPlatform home) =>
        from target in ScalingCatalogue.Of(home)
        from alarm in new[]
        {
            (Name: target.HighAlarm, Watch: Tracking(target, 3, Greater, 1)),
            (Name: target.LowAlarm, Watch: Tracking(target, 15, "LessThanThreshold", 0.1)),
        }
        select Calm(home, alarm.Name, $"DO NOT EDIT OR DELETE. For TargetTrackingScaling policy {target.PolicyArn}.", alarm.Watch) with { Action = target.PolicyArn };

    private static Watch Tracking(ScalingTarget target, int periods, string comparison, double share) => new(
        [new WatchedMetric("m", Metric(target.Endpoint.Name, "InvocationsPerInstance"), "Sum")], 60, periods, comparison, target.Goal * share);

    private static Alarm Calm(RegionPlatform home, string name, string description, Watch watch) => new()
    {
        Home = home,
        Name = name,
        Description = description,
        State = "OK",
        Since = home.Now - TimeSpan.FromDays(3),
        Reason = FormattableString.Invariant(
            $"Threshold Crossed: {watch.Periods} datapoints were not {(watch.Comparison == Greater ? "greater" : "less")} than the threshold ({watch.Threshold:0.0###})."),
        Configured = home.Now - TimeSpan.FromDays(60),
        Watch = watch,
        Action = home.Arn("sns", "ml-alerts"),
    };

    private static Watch Of(string endpoint, string metric, string statistic, int period, double threshold, string variant = EndpointMaker.Variant) =>
        new([new WatchedMetric("m", Metric(endpoint, metric, variant), statistic)], period, period > 3600 ? 1 : 3, Greater, threshold)
        {
            MissingData = metric == "Invocation5XXErrors" ? "notBreaching" : "missing",
        };

    private static MetricId Metric(string endpoint, string name, string variant = EndpointMaker.Variant) =>
        new(EndpointSeries.Invocation, name, [new("EndpointName", endpoint), new("VariantName", variant)]);
}
