using MlMonitor.Core.Alerting;

namespace MlMonitor.Core.Tests.Alerting;

/// <summary>Topics that keep what they took.</summary>
internal sealed class RecordingSender : IAlertSender
{
    public List<(string Topic, AlertMessage Message)> Taken { get; } = [];

    public Func<string, bool> Takes { get; set; } = _ => true;

    /// <summary>Happens before a topic takes a message, and after.</summary>
    public Action Step { get; set; } = () => { };

    public Task<MlAlert> SendAsync(string topicArn, AlertMessage message, IMonitorSink sink, CancellationToken cancellationToken)
    {
        Step();
        var takes = Takes(topicArn);
        if (takes)
            Taken.Add((topicArn, message));
        Step();
        return Task.FromResult(AlertWorld.Answer(topicArn, message, takes));
    }
}
