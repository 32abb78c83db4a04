using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Alerting;

/// <summary>Sends messages to SNS topics, each in its own region.</summary>
/// <param name="connector">Makes connections.</param>
/// <param name="request">As whom; the regions are those of the topics.</param>
/// <param name="clock">Tells when.</param>
public sealed class SnsAlertSender(AwsConnector connector, AwsConnectionRequest request, TimeProvider clock) : IAlertSender
{
    private readonly Dictionary<string, AwsConnection?> _connections = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<MlAlert> SendAsync(string topicArn, AlertMessage message, IMonitorSink sink, CancellationToken cancellationToken)
    {
        if (TopicArn.Parse(topicArn) is not { } topic)
        {
            sink.Report(Problem.Of(ProblemId.TopicArnInvalid, $"'{topicArn}' is no ARN of an SNS topic.", topicArn,
                "Give one such as arn:aws:sns:eu-west-1:123456789012:ml-alerts."));
            return SnsPublisher.Result(topicArn, message, MlAlertReason.PublishFailed);
        }

        if (!_connections.TryGetValue(topic.Region, out var connection))
        {
            var made = await connector.ConnectAsync(request with { Regions = [topic.Region] }, sink, cancellationToken).ConfigureAwait(false);
            connection = _connections[topic.Region] = made.Count > 0 ? made[0] : null;
        }

        return connection is null
            ? SnsPublisher.Result(topicArn, message, MlAlertReason.PublishFailed)
            : await new SnsPublisher(topic, connection, clock).PublishAsync(message, sink, cancellationToken).ConfigureAwait(false);
    }
}
