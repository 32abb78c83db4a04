using MlMonitor.Core.Alerting;
using MlMonitor.Core.Watching.Configuration;

namespace MlMonitor.Core.Tests.Watching;

/// <summary>A configuration becomes what it says, with the defaults that the documentation names.</summary>
public class ConfigBinderTests
{
    private const string Watch = """ "Watch": [ { "Name": "a", "Test": "EndpointHealth" } ] """;
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:ml-alerts";
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Everything_that_a_file_says_is_in_the_configuration()
    {
        var (config, mistakes) = Bind($$"""
            {
              "$schema": "./mlmonitor.schema.json",
              "Region": ["eu-west-1", "us-east-1"], "profilename": "ops", "StatePath": "s3://bucket/state.json",
              "Watch": [
                { "Name": "drift", "Test": "endpointdrift", "EndpointName": ["churn-*", "credit"], "Tag": { "team": "risk" }, "Region": "us-east-1",
                  "Every": "2h", "For": "2h", "Severity": { "Critical": "Warning" }, "Parameter": { "threshold": 0.2 } }
              ],
              "Route": [ { "TopicArn": "{{Topic}}", "Severity": ["Critical", "NoData"], "Watch": "dr*", "Tag": { "team": "r*" }, "Continue": true } ],
              "GroupBy": ["Watch", "Region"], "MaxInMessage": 5, "RepeatInterval": "1.06:00:00", "NotifyResolved": false, "FlapChanges": 0, "FlapWindow": "90m", "Format": "AmazonQ",
              "QuietHours": { "Name": "night", "From": "22:00", "To": "06:30", "Day": "Friday", "TimeZone": "Europe/Berlin" },
              "Maintenance": { "Name": "move", "Starts": "2026-12-01T10:00:00+01:00", "Ends": "2026-12-01T11:00:00Z", "Resource": "churn-*" },
              "Heartbeat": { "TopicArn": "{{Topic}}" },
            }
            """);

        Assert.Empty(mistakes.All);
        Assert.Equal(["eu-west-1", "us-east-1"], config.Regions);
        Assert.Equal(["ops"], config.ProfileNames);
        Assert.Equal("s3://bucket/state.json", config.StatePath);
        Assert.Equal(Topic, config.HeartbeatTopicArn);
        var watch = Assert.Single(config.Watches);
        Assert.Equal(("drift", "EndpointDrift", 5), (watch.Name, watch.Kind.Name, watch.Line));
        Assert.Equal(["churn-*", "credit"], watch.Names);
        Assert.Equal("risk", watch.Tag["team"]);
        Assert.Equal(["us-east-1"], watch.Regions);
        Assert.Equal((TimeSpan.FromHours(2), TimeSpan.FromHours(2)), (watch.Every, watch.For));
        Assert.Equal((MlSeverity.Warning, MlSeverity.NoData), (watch.Judged(MlSeverity.Critical), watch.Judged(MlSeverity.NoData)));
        Assert.Equal(0.2, watch.Parameter["Threshold"]);
        var policy = config.Alerts;
        var route = Assert.Single(policy.Routes);
        Assert.Equal((Topic, true, "dr*", "r*"), (route.TopicArn, route.Continue, route.Matcher.Watch, route.Matcher.Tag["team"]));
        Assert.Equal([MlSeverity.Critical, MlSeverity.NoData], route.Matcher.Severity);
        Assert.Equal(AlertGrouping.Watch | AlertGrouping.Region, policy.GroupBy);
        Assert.Equal((5, TimeSpan.FromHours(30), false, 0, TimeSpan.FromMinutes(90), MlAlertFormat.AmazonQ),
            (policy.MaxInMessage, policy.RepeatInterval, policy.NotifyResolved, policy.FlapChanges, policy.FlapWindow, policy.Format));
        var quiet = Assert.Single(policy.QuietHours);
        // Friday 27 November 2026, 22:30 in Berlin is 21:30 UTC; what is critical is not held.
        Assert.True(quiet.Hold(new DateTimeOffset(2026, 11, 27, 21, 30, 0, TimeSpan.Zero)));
        Assert.False(quiet.Hold(new DateTimeOffset(2026, 11, 28, 21, 30, 0, TimeSpan.Zero)));
        Assert.Equal([MlSeverity.Warning, MlSeverity.NoData], quiet.Matcher.Severity);
        var window = Assert.Single(policy.Maintenance);
        Assert.Equal((new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.Zero), "churn-*"), (window.Starts.ToUniversalTime(), window.Matcher.Resource));
    }

    [Fact]
    public void What_a_file_does_not_say_is_as_documented()
    {
        var (config, mistakes) = Bind($$"""{ {{Watch}}, "Route": { "TopicArn": "{{Topic}}" } }""");
        var policy = config.Alerts;

        Assert.Empty(mistakes.All);
        Assert.Equal((AlertGrouping.Source | AlertGrouping.Severity, 20, TimeSpan.FromHours(4), true, 4, TimeSpan.FromHours(3), MlAlertFormat.Text),
            (policy.GroupBy, policy.MaxInMessage, policy.RepeatInterval, policy.NotifyResolved, policy.FlapChanges, policy.FlapWindow, policy.Format));
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (config.Watches[0].Every, config.Watches[0].For));
        Assert.Empty(config.Watches[0].Names);
    }

    [Theory]
    [InlineData("PipelineStatus", 0)]
    [InlineData("Pipeline", 1)]
    [InlineData("Job", 0)]
    [InlineData("Training", 0)]
    [InlineData("EndpointHealth", 0)]
    [InlineData("EndpointFreshness", 1)]
    [InlineData("EndpointDrift", 1)]
    [InlineData("ModelQuality", 1)]
    [InlineData("ModelBias", 24)]
    [InlineData("AttributionDrift", 24)]
    [InlineData("Posture", 24)]
    [InlineData("MonitorExecution", 1)]
    public void Health_is_watched_every_run_drift_hourly_and_bias_daily_where_nobody_says_otherwise(string test, double hours)
    {
        Assert.Equal(TimeSpan.FromHours(hours), Bind($$"""{ "Watch": { "Name": "a", "Test": "{{test}}" } }""").Config.Watches[0].Every);
        Assert.Equal(TimeSpan.Zero, Bind($$"""{ "Watch": { "Name": "a", "Test": "{{test}}", "Every": "Run" } }""").Config.Watches[0].Every);
    }

    [Theory]
    [InlineData("hourly", "Write 1h.")]
    [InlineData("5 minutes", "Write 5m.")]
    [InlineData("1 week", "Write 7d.")]
    [InlineData("PT15M", "Write 15m.")]
    [InlineData("P1D", "Write 1d.")]
    [InlineData("60", "Write 60s, 60m or 60h.")]
    [InlineData("every run", "Write Run.")]
    [InlineData("-1h", "Write a span of time such as 15m, 4h, 1d or 04:00:00. Run means every run.")]
    public void A_span_in_other_words_is_understood_well_enough_to_say_what_to_write(string text, string suggestion)
    {
        var mistake = Assert.Single(Bind($$"""{ "Watch": { "Name": "a", "Test": "Job", "Every": "{{text}}" } }""").Mistakes.All);

        Assert.Equal(("Watch[0].Every", suggestion), (mistake.Setting, mistake.Suggestion));
    }

    [Fact]
    public void One_mistake_is_one_finding_and_all_are_told_at_once()
    {
        var (_, mistakes) = Bind("""
            {
              "Watch": [
                { "Name": "a", "Test": "EndpointHelth" },
                { "Name": "b", "Test": "Job", "EndpointName": "x" },
                { "Name": "b", "Test": "Job", "Parameter": { "Threshold": 2 } },
                "EndpointHealth"
              ],
              "MaxInMessage": 0,
              "MaxInMessage": 0
            }
            """);

        Assert.Equal(
            [
                (3, "Watch[0].Test", "Write EndpointHealth."),
                (4, "Watch[1].EndpointName", "Write JobName: Job watches these."),
                (5, "Watch[2].Parameter.Threshold", "Write 1."),
                (5, "Watch[2].Name", "Alerts and run times are kept by name: give it another."),
                (6, "Watch", "Write @( @{ ... } ), in JSON [ { ... } ]."),
                (8, "MaxInMessage", ""),
                (9, "MaxInMessage", "Remove one of them."),
            ],
            mistakes.All.OrderBy(m => m.Line).ThenBy(m => m.Setting is "Watch[2].Name").Select(m => (m.Line, m.Setting, m.Suggestion)));
        Assert.All(mistakes.All, m => Assert.Equal(MlSeverity.Critical, m.Severity));
    }

    [Theory]
    [InlineData(""" "QuietHours": { "Name": "n", "From": "00:00", "To": "00:00" } """, "QuietHours[0].To")]
    [InlineData(""" "QuietHours": { "Name": "n", "From": "00:00", "To": "23:59", "Day": ["Monday","Tuesday","Wednesday","Thursday","Friday","Saturday","Sunday"] } """, "QuietHours[0].To")]
    [InlineData(""" "Maintenance": { "Name": "m", "Starts": "2026-11-27T08:00:00Z", "Ends": "2026-11-27T09:00:00Z" } """, "Maintenance[0].Ends")]
    [InlineData(""" "Maintenance": { "Name": "m", "Starts": "2026-11-28 08:00", "Ends": "2026-11-29T09:00:00Z" } """, "Maintenance[0].Starts")]
    [InlineData(""" "Maintenance": { "Name": "m", "Starts": "2026-11-28T08:00:00Z", "Ends": "2026-11-29T09:00:00Z", "Source": "Drfit" } """, "Maintenance[0].Source")]
    [InlineData(""" "RepeatInterval": "0s" """, "RepeatInterval")]
    [InlineData(""" "Region": "us-moon-1" """, "Region")]
    [InlineData(""" "Region": ["eu-west-1", "eu-west-1"] """, "Region")]
    public void A_rule_that_does_not_do_what_was_meant_is_one_warning(string setting, string where)
    {
        var doubt = Assert.Single(Bind($$"""{ {{Watch}}, "Route": { "TopicArn": "{{Topic}}" }, {{setting}} }""").Mistakes.All);

        Assert.Equal((where, MlSeverity.Warning), (doubt.Setting, doubt.Severity));
        Assert.NotEqual("", doubt.Suggestion);
    }

    [Theory]
    [InlineData(""" "QuietHours": { "Name": "weekend", "From": "00:00", "To": "00:00", "Day": ["Saturday", "Sunday"] } """)]
    [InlineData(""" "QuietHours": { "Name": "night", "From": "22:00", "To": "06:00" } """)]
    [InlineData(""" "Maintenance": { "Name": "m", "Starts": "2026-11-27T08:00:00Z", "Ends": "2026-11-27T09:00:01Z" } """)]
    public void A_rule_that_does_something_is_no_warning(string setting) =>
        Assert.Empty(Bind($$"""{ {{Watch}}, "Route": { "TopicArn": "{{Topic}}" }, {{setting}} }""").Mistakes.All);

    [Theory]
    [InlineData("""{}, { "Severity": "Critical" }""", 1)]
    [InlineData("""{ "Severity": "Critical" }, { "Severity": ["Warning", "NoData"] }, {}""", 2)]
    [InlineData("""{ "Watch": "a*" }, { "Watch": "ab" }""", 1)]
    [InlineData("""{ "Watch": "a" }, { "Watch": "a*" }""", null)]
    [InlineData("""{ "Continue": true }, { "Severity": "Critical" }""", null)]
    [InlineData("""{ "Severity": "Critical" }, {}""", null)]
    [InlineData("""{ "Severity": "Critical", "Continue": true }, { "Severity": ["Warning", "NoData"] }, {}""", null)]
    public void A_route_that_earlier_ones_take_everything_from_is_told(string routes, int? dead)
    {
        var given = string.Join(", ", routes.Split("}, ").Select(r => r.TrimEnd('}') + (r.Trim() is "{" or "{}" ? "" : ",") + $"\"TopicArn\": \"{Topic}\" }}"));
        var doubts = Bind($$"""{ "Watch": [ { "Name": "a", "Test": "Job" }, { "Name": "ab", "Test": "Job" } ], "Route": [ {{given}} ] }""").Mistakes.All;

        Assert.Equal(dead is null ? [] : [$"Route[{dead}].Severity"], doubts.Select(d => d.Setting));
    }

    [Theory]
    [InlineData("Job", """ "Every": "2d" """, "Every", 2)]
    [InlineData("EndpointHealth", """ "Every": "2h", "Parameter": { "Threshold": 1 }, "For": "1h" """, "For", 1)]
    [InlineData("EndpointHealth", """ "For": "5h" """, "For", 1)]
    [InlineData("EndpointHealth", """ "Tag": { "team": "fr*" } """, "Tag", 1)]
    [InlineData("EndpointHealth", """ "Severity": { "Warning": "Ok", "Critical": "Ok", "NoData": "Ok" } """, "Severity", 1)]
    public void A_watch_whose_times_do_not_fit_or_that_never_fires_is_told(string test, string settings, string where, int times)
    {
        var doubts = Bind($$"""{ "Watch": { "Name": "a", "Test": "{{test}}", {{settings}} }, "Route": { "TopicArn": "{{Topic}}" } }""").Mistakes.All;

        Assert.Equal(Enumerable.Repeat($"Watch[0].{where}", times), doubts.Select(d => d.Setting));
    }

    private static (MonitorConfig Config, ConfigMistakes Mistakes) Bind(string json)
    {
        var mistakes = new ConfigMistakes("test.json");
        var root = JsonConfigReader.Read(json, mistakes);
        Assert.NotNull(root);
        return (ConfigBinder.Bind(root, new FixedCatalogue(), mistakes, Now), mistakes);
    }
}
