using System.Text;
using System.Text.Json;
using MlMonitor.Core.Alerting;

namespace MlMonitor.Core.Tests.Alerting;

public sealed class AlertMessageTests
{
    [Theory]
    [InlineData(MlAlertFormat.Text)]
    [InlineData(MlAlertFormat.Json)]
    [InlineData(MlAlertFormat.AmazonQ)]
    public void What_fits_is_not_touched(MlAlertFormat format)
    {
        var message = AlertMessage.Compose(Content("short"), format);

        Assert.Equal(0, message.TruncatedBytes);
        Assert.DoesNotContain("[cut:", message.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MlAlertFormat.Text, "x")]
    [InlineData(MlAlertFormat.Json, "x")]
    [InlineData(MlAlertFormat.AmazonQ, "x")]
    [InlineData(MlAlertFormat.Text, "é\u6f22")]
    [InlineData(MlAlertFormat.Json, "\U0001F680")]
    [InlineData(MlAlertFormat.Json, "\"\n")]
    [InlineData(MlAlertFormat.AmazonQ, "\u0001\\")]
    public void What_is_too_long_is_cut_to_the_limit_with_its_attributes_and_says_so(MlAlertFormat format, string unit)
    {
        var reason = string.Concat(Enumerable.Repeat(unit, 300_000 / unit.Length));
        var message = AlertMessage.Compose(Content(reason), format);

        var size = Encoding.UTF8.GetByteCount(message.Body) + message.Content.AttributeBytes();
        Assert.InRange(size, AlertMessage.MaxBytes - 64, AlertMessage.MaxBytes);
        Assert.True(message.TruncatedBytes > 0);
        Assert.Contains($" [cut: {message.TruncatedBytes} bytes more]", message.Body, StringComparison.Ordinal);
        Assert.DoesNotContain('\ufffd', message.Body);
        Assert.All(message.Body.EnumerateRunes(), r => Assert.NotEqual(Rune.ReplacementChar, r));
        if (format != MlAlertFormat.Text)
        {
            using var json = JsonDocument.Parse(message.Body);
            var text = format == MlAlertFormat.Json
                ? json.RootElement.GetProperty("reason").GetString()!
                : json.RootElement.GetProperty("content").GetProperty("description").GetString()!;
            var kept = text[..text.LastIndexOf(" [cut:", StringComparison.Ordinal)];
            Assert.StartsWith(kept, reason, StringComparison.Ordinal);
            Assert.Equal(message.TruncatedBytes, Encoding.UTF8.GetByteCount(reason) - Encoding.UTF8.GetByteCount(kept));
        }
    }

    [Fact]
    public void A_text_of_exactly_the_room_there_is_stays_whole()
    {
        // Long enough for its title to be cut, so that the rest of the body no longer changes with it.
        const int Probe = 1000;
        var room = AlertMessage.MaxBytes - Content("").AttributeBytes();
        var frame = Encoding.UTF8.GetByteCount(AlertMessage.Compose(Content(new string('x', Probe)), MlAlertFormat.Json).Body) - Probe;

        Assert.Equal(0, AlertMessage.Compose(Content(new string('x', room - frame)), MlAlertFormat.Json).TruncatedBytes);
        Assert.NotEqual(0, AlertMessage.Compose(Content(new string('x', room - frame + 1)), MlAlertFormat.Json).TruncatedBytes);
    }

    [Fact]
    public void A_subject_of_any_length_leaves_room_for_the_message()
    {
        var content = AlertContent.Written(new string('s', 400_000), "the message", MlSeverity.Warning);
        var message = AlertMessage.Compose(content, MlAlertFormat.Text);

        Assert.InRange(Encoding.UTF8.GetByteCount(message.Body) + content.AttributeBytes(), 1, AlertMessage.MaxBytes);
        Assert.StartsWith("the message", message.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_subjects_that_differ_keep_different_keys()
    {
        static string Key(char last) => AlertContent.Written(new string('s', 5000) + last, "m", MlSeverity.Warning).About.Key;

        Assert.NotEqual(Key('a'), Key('b'));
        Assert.Equal(Key('a'), Key('a'));
    }

    [Fact]
    public void The_key_of_written_words_is_their_subject()
    {
        var content = AlertContent.Written(" Nightly scoring late ", "41 minutes", MlSeverity.Warning);

        Assert.Equal("Message/Nightly scoring late", content.About.Key);
        Assert.Equal("41 minutes", content.About.Reason);
    }

    [Fact]
    public void Attributes_hold_what_filter_policies_match_on_and_nothing_empty()
    {
        var attributes = AlertContent.Written("s", "m", MlSeverity.Critical).Attributes();

        Assert.Equal("Critical", attributes["severity"]);
        Assert.Equal("Message/s", attributes["key"]);
        Assert.Equal(["key", "severity"], attributes.Keys.Order());
        Assert.Equal(["account", "key", "region", "resource", "severity", "source"], Content("r").Attributes().Keys.Order());
    }

    internal static AlertContent Content(string reason) => new(
        AlertTitle.Legal("[Critical] fraud-train: " + reason),
        new MlAlertSubject
        {
            Severity = MlSeverity.Critical,
            Reason = reason,
            Key = "CodePipeline/123456789012/eu-west-1/fraud-train",
            Occurrence = "e1/Failed/Build/Train",
            Source = "CodePipeline",
            Resource = "fraud-train",
            Arn = "arn:aws:codepipeline:eu-west-1:123456789012:fraud-train",
            Region = "eu-west-1",
            Account = "123456789012",
            Status = "Failed",
            Since = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero),
            ConsoleLink = new Uri("https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/fraud-train/view?region=eu-west-1"),
        });
}
