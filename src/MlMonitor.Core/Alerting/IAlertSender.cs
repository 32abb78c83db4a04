namespace MlMonitor.Core.Alerting;

/// <summary>Sends messages to topics.</summary>
public interface IAlertSender
{
    /// <summary>Sends one message.</summary>
    /// <param name="topicArn">The topic.</param>
    /// <param name="message">The message.</param>
    /// <param name="sink">Hears why the topic did not take it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What became of it. It counts as sent only after the topic took it.</returns>
    Task<MlAlert> SendAsync(string topicArn, AlertMessage message, IMonitorSink sink, CancellationToken cancellationToken);
}
