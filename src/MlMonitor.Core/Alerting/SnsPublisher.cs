using System.Security.Cryptography;
using System.Text;
using Amazon.SimpleNotificationService.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Alerting;

/// <summary>Publishes alerts to one SNS topic.</summary>
/// <param name="topic">The topic.</param>
/// <param name="connection">The way to the topic's region.</param>
/// <param name="clock">Tells when.</param>
public sealed class SnsPublisher(TopicArn topic, AwsConnection connection, TimeProvider clock)
{
    /// <summary>Publishes one alert. It counts as sent only after the topic took it.</summary>
    /// <param name="message">The alert.</param>
    /// <param name="sink">Hears why the topic did not take it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What became of it.</returns>
    public async Task<MlAlert> PublishAsync(AlertMessage message, IMonitorSink sink, CancellationToken cancellationToken)
    {
        var content = message.Content;
        var call = new AwsCall("SNS", "sns:Publish", connection);
        try
        {
            var reply = await connection.Clients.SimpleNotificationService(connection)
                .PublishAsync(Request(message), cancellationToken).ConfigureAwait(false);
            return Result(topic.Text, message, MlAlertReason.Requested) with { Sent = true, MessageId = reply.MessageId, SentAt = clock.GetUtcNow() };
        }
        catch (Exception e) when (AwsProblems.IsNotFound(e))
        {
            sink.Report(AwsProblems.NotFound(ProblemId.TopicNotFound,
                $"There is no topic {topic.Text}; the alert '{content.Title}' was not sent.", e, call, topic.Text,
                "Check the ARN with 'aws sns list-topics', and that the credentials belong to the topic's account or partition."));
        }
        catch (Exception e) when (AwsProblems.IsFailure(e, cancellationToken))
        {
            sink.Report(AwsProblems.From(e, call, topic.Text));
        }

        return Result(topic.Text, message, MlAlertReason.PublishFailed);
    }

    /// <summary>What is told of an alert that was not sent.</summary>
    /// <param name="topicArn">The topic it would have gone to.</param>
    /// <param name="message">The alert.</param>
    /// <param name="reason">Why not.</param>
    /// <returns>What became of it.</returns>
    public static MlAlert Result(string topicArn, AlertMessage message, MlAlertReason reason) => new()
    {
        TopicArn = topicArn,
        Key = message.Content.About.Key,
        Sent = false,
        Reason = reason,
        Severity = message.Content.About.Severity,
        Subject = message.Content.Title,
        Message = message.Body,
        TruncatedBytes = message.TruncatedBytes,
    };

    private PublishRequest Request(AlertMessage message)
    {
        var content = message.Content;
        var request = new PublishRequest
        {
            TopicArn = topic.Text,
            Subject = content.Title,
            Message = message.Body,
            MessageAttributes = content.Attributes().ToDictionary(
                a => a.Key, a => new MessageAttributeValue { DataType = "String", StringValue = a.Value }),
        };
        if (topic.IsFifo)
        {
            // One group a key keeps what is about one thing in order; the same occurrence sent twice is one message.
            request.MessageGroupId = Digest(content.About.Key);
            request.MessageDeduplicationId = Digest($"{content.About.Key}\n{content.About.Severity}\n{content.About.Occurrence}");
        }

        return request;
    }

    /// <summary>Ids of FIFO topics are at most 128 characters of a few kinds; keys are longer and hold any sign.</summary>
    private static string Digest(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
