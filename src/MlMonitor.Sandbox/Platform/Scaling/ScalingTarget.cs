using System.Globalization;
using MlMonitor.Sandbox.Platform.Endpoints;

namespace MlMonitor.Sandbox.Platform.Scaling;

/// <summary>A variant whose instances Application Auto Scaling adds and takes away, so that each gets about so many requests a minute.</summary>
internal sealed record ScalingTarget(Endpoint Endpoint, EndpointVariant Variant, int Minimum, int Maximum, double Goal)
{
    public const string Space = "sagemaker";

    public const string Dimension = "sagemaker:variant:DesiredInstanceCount";

    private const int Morning = 7;
    private const int Evening = 21;

    public string ResourceId => $"endpoint/{Endpoint.Name}/variant/{Variant.Name}";

    public DateTimeOffset Created => Endpoint.Created + TimeSpan.FromHours(2);

    public string PolicyName => Endpoint.Name + "-invocations";

    public string PolicyArn => Endpoint.Home.Arn(
        "autoscaling", $"scalingPolicy:{Dice("policy").Guid()}:resource/{Space}/{ResourceId}:policyName/{PolicyName}");

    public string Arn => Endpoint.Home.Arn("application-autoscaling", "scalable-target/" + Dice("target").Hex(26));

    public string HighAlarm => $"TargetTracking-{ResourceId}-AlarmHigh-{Dice("high").Guid()}";

    public string LowAlarm => $"TargetTracking-{ResourceId}-AlarmLow-{Dice("low").Guid()}";

    /// <summary>
    /// What was done, newest first: an instance more in the morning and one less in the evening, and once nothing, for there were no
    /// fewer to be had.
    /// </summary>
    public IReadOnlyList<ScalingActivity> Activities()
    {
        var now = Endpoint.Home.Now;
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        // The endpoint has as many as by day, or as by night, whichever it is.
        var byDay = now.Hour is >= Morning and < Evening ? Variant.Instances : Variant.Instances + 1;
        var activities = Enumerable.Range(0, 5).Where(_ => byDay > Minimum).SelectMany(day => new[]
        {
            Activity(midnight.AddDays(-day).AddHours(Evening), byDay - 1, LowAlarm), Activity(midnight.AddDays(-day).AddHours(Morning), byDay, HighAlarm),
        });
        return activities.Where(activity => activity.Start < now)
            .Append(Activity(midnight.AddDays(-6).AddHours(3), Minimum, LowAlarm) with { Refused = "AlreadyAtMinCapacity" })
            .ToList();

        ScalingActivity Activity(DateTimeOffset start, int count, string alarm) =>
            new(Dice(string.Create(CultureInfo.InvariantCulture, $"activity/{(now - start).TotalHours:0}")).Guid(), start, count, alarm);
    }

    private Dice Dice(string what) => new(Endpoint.Home.Seed, $"scaling/{Endpoint.Name}/{what}");
}

/// <summary>One change of how many there are to be; or none, and why.</summary>
internal sealed record ScalingActivity(string Id, DateTimeOffset Start, int Count, string Alarm)
{
    public string? Refused { get; init; }
}
