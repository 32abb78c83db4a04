using MlMonitor.Core.Watching.Configuration;
using MlMonitor.Core.Watching.Survey;

namespace MlMonitor.Core.Tests.Watching;

/// <summary>What is written of an account is what was seen of it, and nothing that stands in a name can leave its quotes.</summary>
public class ConfigDraftTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);
    private static readonly Problem Denied = Problem.Of(ProblemId.AccessDenied, "May not list\npipelines.", "eu-west-1", "Grant it.");

    [Fact]
    public void What_could_not_be_seen_is_said_at_the_head_of_the_file_and_its_watch_stays()
    {
        var text = Write(new AccountSurvey { Region = "eu-west-1", NotSeen = [new(SurveyPart.Pipelines, Denied), new(SurveyPart.Jobs, Denied), new(SurveyPart.Topics, Denied)] }, DraftLanguage.Psd1);

        Assert.StartsWith("# ", text, StringComparison.Ordinal);
        Assert.Contains("\n# NOT SEEN in eu-west-1: pipelines (AccessDenied): May not list pipelines.\n", text, StringComparison.Ordinal);
        Assert.Contains("        # Pipelines could not all be seen.\n        @{ Name = 'pipelines'; Test = 'PipelineStatus' }\n", text, StringComparison.Ordinal);
        Assert.Contains("        @{ Name = 'jobs'; Test = 'Job' }\n", text, StringComparison.Ordinal);
        Assert.Contains("        # @{ TopicArn =", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_is_offered_and_not_watched()
    {
        var text = Write(new AccountSurvey { Region = "eu-west-1", Endpoints = [new SurveyedEndpoint("bare") { IsCaptured = true }, new SurveyedEndpoint("off")] }, DraftLanguage.Psd1);

        Assert.Contains("        # @{ Name = 'jobs'; Test = 'Job' }\n", text, StringComparison.Ordinal);
        Assert.Contains("New-MlBaseline train.csv -OutputPath ./bare.mlprofile\n        # @{ Name = 'drift-bare'; Test = 'EndpointDrift'; EndpointName = 'bare'; Parameter = @{ Baseline = './bare.mlprofile' } }\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("'drift-off'", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_topic_whose_name_sounds_most_like_alerts_is_taken_and_one_that_is_given_goes_before_it()
    {
        var survey = new AccountSurvey { Region = "eu-west-1", TopicArns = [Arn("billing"), Arn("ml-alerts"), Arn("ops")] };

        Assert.Contains($"@{{ TopicArn = '{Arn("ml-alerts")}' }}", Write(survey, DraftLanguage.Psd1), StringComparison.Ordinal);
        Assert.Contains($"Topics found beside it: {Arn("billing")}, {Arn("ops")}", Write(survey, DraftLanguage.Psd1), StringComparison.Ordinal);
        Assert.Contains($"@{{ TopicArn = '{Arn("mine")}' }}", ConfigDraftWriter.Write(new ConfigSuggestion([survey], Arn("mine")).Make(), DraftLanguage.Psd1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3://b/it's $(calc) `n \"x\"")]
    [InlineData("s3://b/\u2018curly\u2019 \u201Alow\u201B")]
    [InlineData("s3://b/tab\tline\nend }, { \"Name\": \"x\"")]
    [InlineData("s3://b/[a]*?")]
    public void Nothing_in_a_value_leaves_its_quotes(string baseline)
    {
        var json = Write(Tricky(baseline), DraftLanguage.Json);
        var psd1 = Write(Tricky(baseline), DraftLanguage.Psd1);
        var mistakes = new ConfigMistakes("x.json");
        var config = ConfigBinder.Bind(JsonConfigReader.Read(json, mistakes)!, new AnyParameter(), mistakes, Now);

        Assert.DoesNotContain(mistakes.All, m => m.Severity == MlSeverity.Critical);
        Assert.Equal(baseline, config.Watches.Single(w => w.Name == "drift-x").Parameter["Baseline"]);
        // Each character that PowerShell takes for a single quote is doubled; nothing else means anything there.
        var doubled = string.Concat(baseline.Select(c => "'\u2018\u2019\u201A\u201B".Contains(c, StringComparison.Ordinal) ? $"{c}{c}" : $"{c}"));
        Assert.Contains($"@{{ Baseline = '{doubled}' }}", psd1, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_regions_have_watches_of_their_own_with_names_of_their_own()
    {
        var text = ConfigDraftWriter.Write(new ConfigSuggestion([Tricky("s3://b/1"), Tricky("s3://b/2") with { Region = "us-east-1", ProfileName = "prod" }], null).Make("./s.json"), DraftLanguage.Json);
        var mistakes = new ConfigMistakes("x.json");
        var config = ConfigBinder.Bind(JsonConfigReader.Read(text, mistakes)!, new AnyParameter(), mistakes, Now);

        Assert.Equal([("drift-x-eu-west-1", "eu-west-1", ""), ("drift-x-prod-us-east-1", "us-east-1", "prod")],
            config.Watches.Where(w => w.Kind.Name == "EndpointDrift").Select(w => (w.Name, w.Regions.Single(), w.ProfileNames.SingleOrDefault() ?? "")));
        Assert.Equal(["eu-west-1", "us-east-1"], config.Regions);
        Assert.Equal(["prod"], config.ProfileNames);
    }

    private static string Arn(string name) => $"arn:aws:sns:eu-west-1:123456789012:{name}";

    private static string Write(AccountSurvey survey, DraftLanguage language) => ConfigDraftWriter.Write(new ConfigSuggestion([survey], null).Make(), language);

    private static AccountSurvey Tricky(string baseline) => new()
    {
        Region = "eu-west-1",
        Endpoints = [new SurveyedEndpoint("x") { IsCaptured = true, Schedules = [new SurveyedSchedule("s", MlMonitoringType.DataQuality, baseline, null)] }],
    };

    private sealed class AnyParameter : IWatchCatalogue
    {
        public IReadOnlyCollection<string> Parameters(WatchKind kind) => ["Baseline"];

        public (string Reason, string Suggestion)? WhyNot(WatchKind kind, string parameter, object? value) => null;
    }
}
