using System.Management.Automation;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>Alerts and silences of a state, in a file and in S3.</summary>
public sealed class MlSilenceTests : SandboxTest
{
    private const string S3 = "s3://ml-baselines-123456789012/watch/state.json";
    private const string Alert = """
        "EndpointHealth/123456789012/eu-west-1/NAME/ErrorRate": {
          "key": "EndpointHealth/123456789012/eu-west-1/NAME/ErrorRate", "watch": "endpoints", "phase": "PHASE", "severity": "SEVERITY",
          "reason": "5 % of 1200 calls failed, more than 1 %.", "source": "EndpointHealth", "resource": "NAME", "region": "eu-west-1", "account": "123456789012",
          "tags": {}, "since": "2026-11-20T12:00:00+00:00", "firstSeenAt": "2026-11-20T12:00:00+00:00", "lastSeenAt": "2026-11-20T12:10:00+00:00",
          "changes": ["2026-11-20T12:00:00+00:00"],
          "deliveries": [{ "topicArn": "arn:aws:sns:eu-west-1:123456789012:ml-alerts", "sentAt": "2026-11-20T12:00:05+00:00", "severity": "SEVERITY" },
                         { "topicArn": "arn:aws:sns:eu-west-1:123456789012:gone", "refusedAt": "2026-11-20T12:00:05+00:00" }]
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("ml-silence-").FullName;

    public MlSilenceTests(SandboxFixture fixture)
        : base(fixture) => File.WriteAllText(State, $$"""
            { "schema": 1, "revision": "r1", "ledger": { "alerts": { {{One("fraud-scorer", "Firing", "Warning")}}, {{One("churn[v2]", "Firing", "Critical")}}, {{One("old", "Resolved", "Critical")}} },
              "silences": [], "planned": [], "watches": {} } }
            """);

    private string State => Path.Combine(_folder, "state.json");

    [Fact]
    public void Alerts_come_with_the_worst_that_fires_first_and_say_which_topics_know_of_them()
    {
        var result = Run($"Get-MlAlert '{State}'");

        Assert.Empty(result.Errors);
        Assert.Equal(["churn[v2]", "fraud-scorer", "old"], result.Values("Resource"));
        Assert.Equal("arn:aws:sns:eu-west-1:123456789012:ml-alerts", result.Output[0].Properties["TopicArn"].Value.ToString());
        Assert.Equal("arn:aws:sns:eu-west-1:123456789012:gone", result.Output[0].Properties["UnsentTopicArn"].Value.ToString());
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 12, 0, 5, TimeSpan.Zero), result.Output[0].Properties["SentAt"].Value);
        Assert.Equal(State, result.Output[0].Properties["StatePath"].Value);
    }

    [Theory]
    [InlineData("-Phase Firing", "churn[v2]", "fraud-scorer")]
    [InlineData("-Severity Critical", "churn[v2]", "old")]
    [InlineData("churn[v2]", "churn[v2]")]
    [InlineData("FRAUD*", "fraud-scorer")]
    [InlineData("-Source Bias*")]
    public void Alerts_are_chosen_by_what_is_given(string given, params string[] expected) =>
        Assert.Equal(expected, Run($"Get-MlAlert '{State}' {given}").Values("Resource"));

    [Fact]
    public void A_state_that_is_not_there_yet_has_no_alerts_and_no_silences()
    {
        var result = Run($"Get-MlAlert '{State}.none'; Get-MlSilence '{State}.none'; Get-MlAlert {S3}");
        Assert.Empty(result.Errors);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_silence_is_made_looked_at_and_ended(bool s3)
    {
        var place = s3 ? S3 : State;
        var made = Run($"New-MlSilence '{place}' -Resource fraud-* -Severity Warning -Ends (Get-Date).AddHours(2) -Why rollout -By ann").Single;
        Assert.Equal(("Active", "fraud-*", "Warning", "ann", "rollout"), (Text(made, "Phase"), Text(made, "Resource"), Text(made, "Severity"), Text(made, "By"), Text(made, "Why")));
        Assert.Equal(TimeSpan.Zero, ((DateTimeOffset)made.Properties["Ends"].Value).Offset);

        var ended = Run($"Get-MlSilence '{place}' | Remove-MlSilence; Get-MlSilence '{place}'; (Get-MlSilence '{place}' -IncludeEnded).Phase");
        Assert.Empty(ended.Errors);
        Assert.Equal("Ended", Assert.Single(ended.Output).ToString());
        Assert.Equal(s3 ? 0 : 3, Run($"Get-MlAlert '{place}'").Output.Count);
    }

    [Fact]
    public void Piped_alerts_are_silenced_by_their_keys_in_their_state()
    {
        var result = Run($"Get-MlAlert '{State}' -Phase Firing | New-MlSilence -Ends (Get-Date).AddHours(2) -Why rollout; Get-MlSilence '{State}' | Measure-Object | ForEach-Object Count");
        Assert.Empty(result.Errors);
        Assert.Equal(2, result.Output[^1].BaseObject);
        Assert.Equal("EndpointHealth/123456789012/eu-west-1/churn[v2]/ErrorRate", Text(result.Output[0], "Key"));
        Assert.Equal("", Text(result.Output[0], "Severity"));
    }

    [Fact]
    public void Nothing_is_written_where_it_is_only_asked_what_would_be()
    {
        var before = File.ReadAllText(State);
        var result = Run($"New-MlSilence '{State}' -Resource a -Ends (Get-Date).AddHours(2) -Why w -WhatIf");
        Assert.Empty(result.Output);
        Assert.Equal(before, File.ReadAllText(State));
    }

    [Theory]
    [InlineData("-Ends (Get-Date).AddHours(1)")]
    [InlineData("-Resource a -Ends (Get-Date).AddHours(-1)")]
    [InlineData("-Resource a -Starts 2099-01-02 -Ends 2099-01-01")]
    public void A_silence_of_everything_or_of_no_time_is_refused(string given)
    {
        var error = Assert.Single(Run($"New-MlSilence '{State}' -Why w {given}").Errors);
        Assert.Equal("SilenceInvalid,MlMonitor.Commands.NewMlSilenceCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
    }

    [Fact]
    public void A_silence_that_is_not_there_cannot_be_ended() =>
        AssertError(Assert.Single(Run($"Remove-MlSilence '{State}' nosuch").Errors), "SilenceNotFound", ErrorCategory.ObjectNotFound, "nosuch", "RemoveMlSilence");

    [Theory]
    [InlineData("s3://", "S3UriInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("s3://nosuch-bucket-here/state.json", "BucketNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("s3://ml-locked-123456789012/state.json", "AccessDenied", ErrorCategory.PermissionDenied)]
    public void A_state_that_cannot_be_reached_says_why(string place, string id, ErrorCategory category) =>
        AssertError(Assert.Single(Run($"Get-MlAlert {place}").Errors), id, category, place, "GetMlAlert");

    [Fact]
    public void A_damaged_state_is_an_error_and_stays_as_it_is()
    {
        File.WriteAllText(State, "{");
        AssertError(Assert.Single(Run($"Get-MlAlert '{State}'").Errors), "FileNotUnderstood", ErrorCategory.InvalidData, State, "GetMlAlert");
        Assert.Equal("{", File.ReadAllText(State));
    }

    [Fact]
    public void A_state_of_a_later_version_is_an_error()
    {
        File.WriteAllText(State, """{ "schema": 2 }""");
        AssertError(Assert.Single(Run($"Get-MlAlert '{State}'").Errors), "StateVersionUnknown", ErrorCategory.InvalidData, State, "GetMlAlert");
    }

    [Fact]
    public void A_silence_is_not_made_where_others_are_always_faster()
    {
        Break(FaultKind.PreconditionFailed, "s3:PutObject");
        using (new Timer(_ => Host.Stop(), null, 3000, Timeout.Infinite))
            Assert.True(Run($"New-MlSilence {S3} -Resource a -Ends (Get-Date).AddHours(2) -Why w").Stopped);
        Server.Faults.Clear();
        Assert.Empty(Run($"Get-MlSilence {S3}").Output);
    }

    [Theory]
    [InlineData("Get-MlAlert", "Severity", "Phase", "Resource", "Since", "Sent", "Reason")]
    [InlineData("Get-MlSilence", "Id", "Phase", "What", "Ends", "By", "Why")]
    public void Tables_fit_in_a_hundred_columns(string command, params string[] columns)
    {
        using var host = Open(Server.SessionEnvironment, 100);
        host.Run($"New-MlSilence '{State}' -Key 'EndpointHealth/123456789012/eu-west-1/*' -Severity Warning -Ends (Get-Date).AddHours(2) -Why '{new string('w', 80)}'");
        var lines = host.Run($"{command} '{State}'").Rendered.Split('\n');
        Assert.Equal(columns, lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 100));
    }

    private static string One(string name, string phase, string severity) =>
        Alert.Replace("NAME", name, StringComparison.Ordinal).Replace("PHASE", phase, StringComparison.Ordinal).Replace("SEVERITY", severity, StringComparison.Ordinal);

    private static string Text(PSObject of, string property) => $"{of.Properties[property].Value}";
}
