using System.Security.Cryptography;
using System.Text;
using MlMonitor.Connection;
using MlMonitor.Core;
using MlMonitor.Core.Alerting;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Storage;
using MlMonitor.Core.Watching.Configuration;
using MlMonitor.Watching;

namespace MlMonitor.Commands;

/// <content>What a run is made of: the state, the runner, the sender.</content>
public sealed partial class InvokeMlMonitorCommand
{
    private bool IsUsable(string path, MonitorConfig config, ConfigMistakes mistakes)
    {
        foreach (var mistake in mistakes.All.Where(m => m.Severity == MlSeverity.Warning))
            WriteWarning(mistake.ToString());
        if (mistakes.All.FirstOrDefault(m => m.Severity == MlSeverity.Critical) is { } first)
            Report(ProblemId.ConfigInvalid, $"The configuration cannot be used, {first}", path, "Test-MlMonitorConfig tells of all mistakes.");
        else if (Heartbeat && config.HeartbeatTopicArn is null)
            Report(ProblemId.ConfigInvalid, "-Heartbeat needs a topic, and the configuration names none.", path, "Add Heartbeat = @{ TopicArn = '...' }.");
        else
            return true;
        return false;
    }

    private IAlertStore? Store(string place, string configPath)
    {
        if (!S3Location.IsMeantBy(place))
            return new FileAlertStore(StatePath is null && !Path.IsPathRooted(place) ? Path.Combine(Path.GetDirectoryName(configPath) ?? "", place) : GetUnresolvedProviderPathFromPSPath(place), RunClock);
        if (S3Location.TryParse(place, out var location) is { } problem)
            Sink.Report(problem);
        else if (Connect(Region) is [var connection, ..])
            return new S3AlertStore(location!, connection, RunClock);
        Sink.Flush();
        return null;
    }

    /// <summary>What the run is asked to do: nobody goes on with a run who was asked for anything else.</summary>
    private string Asked(string path)
    {
        var words = string.Join('\n', [System.IO.File.ReadAllText(path), .. Only ?? [], "", .. Region ?? [], "", .. ProfileName ?? [], "", EndpointUrl]);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(words)));
    }

    private RunspaceWatchRunner Runner(MonitorConfig config, string path)
    {
        var session = new Dictionary<string, object?>();
        foreach (var name in (string[])["StoredAWSCredentials", "StoredAWSRegion"])
            if (SessionState.PSVariable.GetValue(name) is { } value)
                session[name] = value;
        // Whoever schedules it starts it anywhere.
        return new RunspaceWatchRunner(watch => Common(config, watch), session, Path.GetDirectoryName(path)!, RunspaceState.Current, new AwsCallMeter(Meter) { Budget = config.CallBudget }, Sink);
    }

    private Dictionary<string, object> Common(MonitorConfig config, Watch watch)
    {
        var common = new Dictionary<string, object>();
        Add("Region", Region ?? First(watch.Regions, config.Regions));
        Add("ProfileName", ProfileName ?? First(watch.ProfileNames, config.ProfileNames));
        Add("Credential", Credential);
        Add("EndpointUrl", EndpointUrl);
        return common;

        void Add(string name, object? value)
        {
            if (value is not null)
                common[name] = value;
        }

        static string[]? First(IReadOnlyList<string> own, IReadOnlyList<string> usual) => own.Count > 0 ? [.. own] : usual.Count > 0 ? [.. usual] : null;
    }

    // The sender asks for the regions of its topics. A credential that is not understood has been told of by the watches.
    private SnsAlertSender Sender(MonitorConfig config) =>
        new(RunspaceState.Current.Connector, Request([], [.. (ProfileName ?? config.ProfileNames).Take(1)]) ?? new AwsConnectionRequest(), RunClock);

    private void Beat(MonitorConfig config, MlMonitorRun ended)
    {
        var message = AlertMessage.Compose(AlertContent.Written("MlMonitor is alive", ended.ToString(), MlSeverity.Ok), config.Alerts.Format);
        // Made here: the session belongs to the pipeline's thread.
        var sender = Sender(config);
        Await(() => sender.SendAsync(config.HeartbeatTopicArn!, message, Sink, StopToken));
    }

    private void Report(ProblemId id, string message, string target, string action)
    {
        Sink.Report(Problem.Of(id, message, target, action));
        Sink.Flush();
    }
}
