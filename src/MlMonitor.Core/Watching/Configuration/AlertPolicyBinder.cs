using MlMonitor.Core.Alerting;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Watching.Configuration;

/// <summary>Makes the rules of alerts of what a file says.</summary>
internal static class AlertPolicyBinder
{
    private static readonly AlertPolicy Usual = new();

    public static AlertPolicy Bind(ConfigSection section)
    {
        var grouping = section.Choices<AlertGrouping>("GroupBy").Aggregate(AlertGrouping.None, (all, one) => all | one);
        return new AlertPolicy
        {
            Routes = [.. section.Sections("Route").Select(Route).OfType<AlertRoute>()],
            GroupBy = section.Has("GroupBy") ? grouping : Usual.GroupBy,
            MaxInMessage = section.Count("MaxInMessage", 1) ?? Usual.MaxInMessage,
            RepeatInterval = section.Duration("RepeatInterval") ?? Usual.RepeatInterval,
            NotifyResolved = section.Flag("NotifyResolved") ?? Usual.NotifyResolved,
            QuietHours = [.. section.Sections("QuietHours").Select(Quiet).OfType<QuietHours>()],
            Maintenance = [.. section.Sections("Maintenance").Select(Maintenance).OfType<MaintenanceWindow>()],
            FlapChanges = section.Count("FlapChanges", 0) ?? Usual.FlapChanges,
            FlapWindow = section.Duration("FlapWindow") ?? Usual.FlapWindow,
            Format = section.Choice<MlAlertFormat>("Format") ?? Usual.Format,
        };
    }

    public static string? Topic(ConfigSection section)
    {
        if (section.Text("TopicArn", required: true) is not { } arn)
            return null;
        if (TopicArn.Parse(arn) is not { } topic)
        {
            section.Wrong("TopicArn", $"'{arn}' is no ARN of an SNS topic.", "Write one such as arn:aws:sns:eu-west-1:123456789012:ml-alerts.");
            return null;
        }

        RegionCheck.Look(section, "TopicArn", topic.Region);
        if (AwsPartition.Regions().Contains(topic.Region) && AwsPartition.NameOf(topic.Region) is var partition && arn.Split(':')[1] != partition)
            section.Wrong("TopicArn", $"{topic.Region} belongs to {partition}, and not to {arn.Split(':')[1]}.", $"Begin it with arn:{partition}:sns.");
        return arn;
    }

    private static AlertRoute? Route(ConfigSection section)
    {
        var (topic, matcher, goOn) = (Topic(section), Matcher(section), section.Flag("Continue") ?? false);
        section.Close();
        return topic is null ? null : new AlertRoute(topic, matcher) { Continue = goOn };
    }

    private static QuietHours? Quiet(ConfigSection section)
    {
        var (name, from, to) = (section.Text("Name", required: true), section.Hour("From"), section.Hour("To"));
        var (days, zone, matcher) = (section.Choices<DayOfWeek>("Day"), Zone(section), Matcher(section));
        section.Close();
        if (name is null || from is null || to is null)
            return null;
        var hours = new QuietHours(name, from.Value, to.Value) { Days = days, TimeZone = zone };
        return hours with { Matcher = section.Has("Severity") ? matcher : matcher with { Severity = hours.Matcher.Severity } };
    }

    private static MaintenanceWindow? Maintenance(ConfigSection section)
    {
        var (name, starts, ends, matcher) = (section.Text("Name", required: true), section.Time("Starts"), section.Time("Ends"), Matcher(section));
        section.Close();
        if (starts >= ends)
            section.Wrong("Ends", "It ends before it begins.", "Write a time after Starts.");
        return name is null || starts is null || ends is null ? null : new MaintenanceWindow(name, starts.Value, ends.Value, matcher);
    }

    private static AlertMatcher Matcher(ConfigSection section) => new()
    {
        Key = section.Text("Key"),
        Source = section.Text("Source"),
        Resource = section.Text("Resource"),
        Watch = section.Text("Watch"),
        Severity = section.Choices<MlSeverity>("Severity", nameof(MlSeverity.Warning), nameof(MlSeverity.Critical), nameof(MlSeverity.NoData)),
        Tag = section.Map("Tag"),
    };

    private static TimeZoneInfo Zone(ConfigSection section)
    {
        if (section.Text("TimeZone") is not { } id)
            return TimeZoneInfo.Utc;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
            return zone;
        section.Wrong("TimeZone", $"There is no time zone {id}.", NearestName.Of(id, TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id)) is { } near ? $"Write {near}." : "Write one such as Europe/Berlin.");
        return TimeZoneInfo.Utc;
    }
}
