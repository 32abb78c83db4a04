using System.Text.Json;
using MlMonitor.Core.Alerting;

namespace MlMonitor.Core.Tests.Alerting;

public sealed class AlertBodyTests
{
    [Fact]
    public void Text_begins_with_the_reason_and_lists_the_facts()
    {
        var lines = AlertBody.Write(AlertMessageTests.Content("exit status 1"), MlAlertFormat.Text, "exit status 1").Split('\n');

        Assert.Equal("exit status 1", lines[0]);
        Assert.Equal("", lines[1]);
        Assert.Contains("Severity: Critical", lines);
        Assert.Contains("Since: 2026-11-20 12:00:00Z", lines);
        Assert.Contains("Resource: fraud-train", lines);
        Assert.Contains(lines, l => l.StartsWith("Link: https://", StringComparison.Ordinal));
    }

    [Fact]
    public void Text_has_the_same_line_ends_on_every_machine() =>
        Assert.DoesNotContain('\r', AlertBody.Write(AlertMessageTests.Content("a\r\nb"), MlAlertFormat.Text, "a\r\nb"));

    [Fact]
    public void Json_holds_every_fact_under_its_name()
    {
        using var json = JsonDocument.Parse(AlertBody.Write(AlertMessageTests.Content("r"), MlAlertFormat.Json, "r"));
        var root = json.RootElement;

        Assert.Equal(
            ["version", "key", "severity", "source", "resource", "status", "subject", "reason", "arn", "region", "account", "since", "link"],
            root.EnumerateObject().Select(p => p.Name));
        Assert.Equal(1, root.GetProperty("version").GetInt32());
        Assert.Equal("Critical", root.GetProperty("severity").GetString());
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero), root.GetProperty("since").GetDateTimeOffset());
    }

    [Fact]
    public void Json_of_written_words_has_null_where_nothing_is_known()
    {
        using var json = JsonDocument.Parse(AlertBody.Write(AlertContent.Written("s", "m", MlSeverity.Warning), MlAlertFormat.Json, "m"));

        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("arn").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("since").ValueKind);
        Assert.Equal("m", json.RootElement.GetProperty("reason").GetString());
    }

    /// <summary>The schema: https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html.</summary>
    [Fact]
    public void AmazonQ_is_a_custom_notification()
    {
        using var json = JsonDocument.Parse(AlertBody.Write(AlertMessageTests.Content("r"), MlAlertFormat.AmazonQ, "the reason"));
        var root = json.RootElement;

        Assert.Equal("1.0", root.GetProperty("version").GetString());
        Assert.Equal("custom", root.GetProperty("source").GetString());
        var content = root.GetProperty("content");
        Assert.Equal("client-markdown", content.GetProperty("textType").GetString());
        Assert.Equal("the reason", content.GetProperty("description").GetString());
        Assert.Equal(JsonValueKind.Array, content.GetProperty("nextSteps").ValueKind);
        var metadata = root.GetProperty("metadata");
        Assert.Equal("CodePipeline/123456789012/eu-west-1/fraud-train", metadata.GetProperty("threadId").GetString());
        Assert.Equal(["arn:aws:codepipeline:eu-west-1:123456789012:fraud-train"], metadata.GetProperty("relatedResources").EnumerateArray().Select(e => e.GetString()));
        Assert.All(metadata.GetProperty("additionalContext").EnumerateObject(), p => Assert.Equal(JsonValueKind.String, p.Value.ValueKind));
        Assert.Empty(root.EnumerateObject().Select(p => p.Name).Except(["version", "source", "id", "content", "metadata"]));
        Assert.Empty(content.EnumerateObject().Select(p => p.Name).Except(["textType", "title", "description", "nextSteps", "keywords"]));
        Assert.Empty(metadata.EnumerateObject().Select(p => p.Name).Except(["threadId", "summary", "eventType", "relatedResources", "additionalContext", "enableCustomActions"]));
    }
}
