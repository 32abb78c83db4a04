using System.Text.Json;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

public sealed class SendMlAlertTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    [Fact]
    public void The_chain_as_typed_publishes_one_alert_for_each_failure()
    {
        var result = Run($"Get-MlPipelineStatus | Where-Object IsFailure | Send-MlAlert -TopicArn {Topic} -PassThru");

        Assert.Empty(result.Errors);
        Assert.Equal(3, result.Output.Count);
        Assert.All(result.Values("Sent"), sent => Assert.Equal(true, sent));
        Assert.Equal(Server.Published.Select(p => p.MessageId), result.Values("MessageId"));
        Assert.All(Server.Published, p =>
        {
            Assert.Equal(Topic, p.TopicArn);
            Assert.StartsWith("[Critical] ", p.Subject, StringComparison.Ordinal);
            Assert.InRange(p.Subject!.Length, 1, 99);
            Assert.Equal("Critical", p.Attributes["severity"]);
            Assert.Equal("CodePipeline", p.Attributes["source"]);
            Assert.Equal("eu-west-1", p.Attributes["region"]);
            Assert.Equal("123456789012", p.Attributes["account"]);
            Assert.StartsWith("CodePipeline/123456789012/eu-west-1/", p.Attributes["key"], StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_body_explains_the_failure()
    {
        Run($"Get-MlPipelineStatus {Failed} | Send-MlAlert {Topic}");

        var published = Assert.Single(Server.Published);
        Assert.Contains("exit status 1", published.Message, StringComparison.Ordinal);
        Assert.Contains("Link: https://", published.Message, StringComparison.Ordinal);
        Assert.Equal(Failed, published.Attributes["resource"]);
    }

    [Theory]
    [InlineData("Json", "reason")]
    [InlineData("AmazonQ", "content")]
    public void Json_formats_are_published_as_Json(string format, string member)
    {
        Run($"Get-MlPipelineStatus {Failed} | Send-MlAlert {Topic} -Format {format}");

        using var json = JsonDocument.Parse(Assert.Single(Server.Published).Message);
        Assert.True(json.RootElement.TryGetProperty(member, out _));
    }

    [Fact]
    public void Words_of_ones_own_are_published_as_they_are()
    {
        var alert = Run($"Send-MlAlert -TopicArn {Topic} -Subject 'Nightly scoring late' -Message '41 minutes' -Severity Critical -PassThru").Single;

        Assert.Equal(true, alert.Properties["Sent"].Value);
        var published = Assert.Single(Server.Published);
        Assert.Equal("Nightly scoring late", published.Subject);
        Assert.StartsWith("41 minutes", published.Message, StringComparison.Ordinal);
        Assert.Equal("Critical", published.Attributes["severity"]);
        Assert.Equal("Message/Nightly scoring late", alert.Properties["Key"].Value);
    }

    [Fact]
    public void A_subject_of_any_text_becomes_legal()
    {
        var result = Run($"Send-MlAlert -TopicArn {Topic} -Subject (\"é`n\u6f22\" + [char]0xD83D + 'x' * 200) -Message m");

        Assert.Empty(result.Errors);
        var subject = Assert.Single(Server.Published).Subject!;
        Assert.InRange(subject.Length, 1, 99);
        Assert.All(subject, c => Assert.InRange(c, ' ', '~'));
    }

    [Fact]
    public void What_is_too_long_is_cut_visibly_with_a_warning()
    {
        var result = Run($"Send-MlAlert -TopicArn {Topic} -Subject s -Message ('x' * 300000) -PassThru");

        Assert.Empty(result.Errors);
        Assert.Contains("were cut off", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.True((int)result.Single.Properties["TruncatedBytes"].Value > 0);
        Assert.Contains("[cut: ", Assert.Single(Server.Published).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_publishes_nothing_and_shows_what_would_be()
    {
        var result = Run($"Get-MlPipelineStatus {Failed} | Send-MlAlert {Topic} -WhatIf -PassThru");

        Assert.Empty(Server.Published);
        Assert.Equal(false, result.Single.Properties["Sent"].Value);
        Assert.Equal("WhatIf", result.Single.Properties["Reason"].Value.ToString());
        Assert.Contains(Failed, result.HostText, StringComparison.Ordinal);
        Assert.Contains(Topic, result.HostText, StringComparison.Ordinal);
        Assert.Equal(0, CallsTo("Publish"));
    }

    [Fact]
    public void Confirm_asks_once_for_each_alert_and_heeds_the_answer()
    {
        // Yes, then No.
        Host.Answers.Enqueue(0);
        Host.Answers.Enqueue(2);
        var result = Run($"Get-MlPipelineStatus {Failed}, fraud-features-etl | Send-MlAlert {Topic} -Confirm -PassThru");

        Assert.Equal([true, false], result.Values("Sent"));
        Assert.Single(Server.Published);
    }

    [Fact]
    public void Without_PassThru_nothing_comes_out() =>
        Assert.Empty(Run($"Get-MlPipelineStatus {Failed} | Send-MlAlert {Topic}").Output);

    [Fact]
    public void Nothing_is_sent_of_what_is_well_unless_a_severity_is_given()
    {
        var result = Run($"Get-MlPipelineStatus churn-predictor-train | Send-MlAlert {Topic} -PassThru");

        Assert.Equal("SeverityOk", result.Single.Properties["Reason"].Value.ToString());
        Assert.Empty(Server.Published);

        Run($"Get-MlPipelineStatus churn-predictor-train | Send-MlAlert {Topic} -Severity Warning");

        Assert.Equal("Warning", Assert.Single(Server.Published).Attributes["severity"]);
    }

    [Fact]
    public void What_was_seen_in_another_region_goes_to_the_topics_own()
    {
        var result = Run($"Get-MlPipelineStatus customer-ltv-batch -Region us-east-1 | Send-MlAlert {Topic} -Severity Warning -PassThru");

        Assert.Empty(result.Errors);
        var published = Assert.Single(Server.Published);
        Assert.Equal("eu-west-1", published.Region);
        Assert.Equal("us-east-1", published.Attributes["region"]);
    }

    [Fact]
    public void A_topic_in_another_region_than_the_sessions_is_found_by_its_ARN()
    {
        var topic = Topic.Replace("eu-west-1", "us-east-1", StringComparison.Ordinal);
        Run($"Send-MlAlert -TopicArn {topic} -Subject s -Message m");

        Assert.Equal("us-east-1", Assert.Single(Server.Published).Region);
    }

    [Fact]
    public void The_same_failure_sent_twice_to_a_FIFO_topic_is_published_once()
    {
        Run($"Get-MlPipelineStatus {Failed} | Send-MlAlert {Topic}.fifo; Get-MlPipelineStatus {Failed} | Send-MlAlert {Topic}.fifo");

        Assert.InRange(Assert.Single(Server.Published).GroupId!.Length, 1, 128);
        Assert.Equal(2, CallsTo("Publish"));
    }

    [Theory]
    [InlineData(FaultKind.Error500, "ServiceFault")]
    [InlineData(FaultKind.Cut, "EndpointUnreachable")]
    [InlineData(FaultKind.EmptyBody, "UnexpectedReply")]
    [InlineData(FaultKind.Denied, "AccessDenied")]
    public void Only_what_the_topic_took_is_sent_and_the_rest_goes_on(FaultKind fault, string id)
    {
        // However often the first alert is tried, the second finds the topic well.
        With();
        Break(fault, "sns:Publish");
        var first = Run($"$alerts = Get-MlPipelineStatus {Failed}, fraud-features-etl; $alerts[0] | Send-MlAlert {Topic} -PassThru");

        Assert.StartsWith(id + ",", Assert.Single(first.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(Topic, first.Errors[0].TargetObject);
        Assert.Equal(false, first.Single.Properties["Sent"].Value);
        Assert.Equal("PublishFailed", first.Single.Properties["Reason"].Value.ToString());
        Assert.Null(first.Single.Properties["MessageId"].Value);
        Assert.Null(first.Single.Properties["SentAt"].Value);
        Assert.Empty(Server.Published);

        Server.Faults.Clear();
        Assert.Equal(true, Run($"$alerts[1] | Send-MlAlert {Topic} -PassThru").Single.Properties["Sent"].Value);
    }

    [Fact]
    public void A_refused_alert_does_not_hold_up_the_next_of_the_same_pipeline()
    {
        With();
        Break(FaultKind.Denied, "sns:Publish", times: 1);
        var result = Run($"Get-MlPipelineStatus | Where-Object IsFailure | Send-MlAlert {Topic} -PassThru");

        Assert.Single(result.Errors);
        Assert.Equal([false, true, true], result.Values("Sent"));
        Assert.Equal(2, Server.Published.Count);
    }

    [Fact]
    public void Throttled_for_good_is_not_sent()
    {
        With();
        Break(FaultKind.Throttle, "sns:Publish", times: 10);
        var result = Run($"Send-MlAlert -TopicArn {Topic} -Subject s -Message m -PassThru");

        Assert.StartsWith("Throttled,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(false, result.Single.Properties["Sent"].Value);
    }
}
