using System.Globalization;
using MlMonitor.Core.Alerting;
using MlMonitor.Core.Storage;
using MlMonitor.Core.Tests.Support;

namespace MlMonitor.Core.Tests.Alerting;

/// <summary>A process that runs the stages over and over until it is killed. What is wrong in each step is known beforehand.</summary>
internal static class AlertChild
{
    public const string Name = "alert-child";
    public const string Pair = "pair";
    public const int Alerts = 5;

    public static AlertPolicy Policy { get; } = AlertWorld.Policy with { GroupBy = AlertGrouping.Key, RepeatInterval = TimeSpan.FromMinutes(7), FlapChanges = 0 };

    /// <summary>Whether an alert's cause is there at a step.</summary>
    public static bool IsThere(int alert, int step) => step / (2 + alert) % 2 == 0;

    public static string Resource(int alert) => $"e{alert}";

    /// <summary>Runs steps: folder, the last step, or -1 for no end.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args[0] == Pair)
            return await ObeyAsync(args[1], new Topic(args[2]));
        var (folder, last) = (args[0], int.Parse(args[1], CultureInfo.InvariantCulture));
        var counter = Path.Combine(folder, "step");
        var step = File.Exists(counter) ? int.Parse(await File.ReadAllTextAsync(counter), CultureInfo.InvariantCulture) + 1 : 0;
        var store = new FileAlertStore(Path.Combine(folder, "state.json"), TimeProvider.System);
        var stages = new AlertStages(Policy, store, new Topic(Path.Combine(folder, "taken")));
        // A first run is slow, and would be all that is ever killed.
        await StepAsync(new AlertStages(Policy, new MemoryAlertStore(), new RecordingSender()), 0, new RecordingSink());
        await Console.Out.WriteLineAsync("ready");
        await Console.Out.FlushAsync();
        for (; last < 0 || step <= last; step++)
        {
            await File.WriteAllTextAsync(counter + ".new", step.ToString(CultureInfo.InvariantCulture));
            File.Move(counter + ".new", counter, overwrite: true);
            await StepAsync(stages, step, new RecordingSink());
        }

        return 0;
    }

    /// <summary>Runs one step.</summary>
    public static async Task StepAsync(AlertStages stages, int step, RecordingSink sink)
    {
        var found = Enumerable.Range(0, Alerts).Where(a => IsThere(a, step)).Select(a => AlertWorld.Seen(Resource(a))).ToArray();
        await stages.RunAsync(AlertWorld.Run(AlertWorld.Start.AddMinutes(step), found), TimeSpan.FromSeconds(30), sink, CancellationToken.None);
    }

    /// <summary>Runs the steps that a parent names, each when it is named, on a state that is a file or, with an address before it, in S3.</summary>
    private static async Task<int> ObeyAsync(string state, Topic topic)
    {
        IAlertStore store = state.Split(' ') is [var address, var place] && S3Location.TryParse($"s3://{place}", out var location) is null
            ? new S3AlertStore(location!, TestAws.Connection(address), TimeProvider.System)
            : new FileAlertStore(state, TimeProvider.System);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var sink = new RecordingSink();
            await StepAsync(new AlertStages(Policy, store, topic), int.Parse(line, CultureInfo.InvariantCulture), sink);
            await Console.Out.WriteLineAsync(sink.Problems.TryPeek(out var problem) ? problem.Message : $"done {line}");
            await Console.Out.FlushAsync();
        }

        return 0;
    }

    /// <summary>A topic that has taken what is in its file: one line a message, written at once.</summary>
    private sealed class Topic(string file) : IAlertSender
    {
        public async Task<MlAlert> SendAsync(string topicArn, AlertMessage message, IMonitorSink sink, CancellationToken cancellationToken)
        {
            await File.AppendAllTextAsync(file, $"{message.Content.MessageKey} {message.Content.About.Resource} {message.Content.State}\n", cancellationToken);
            return AlertWorld.Answer(topicArn, message, sent: true);
        }
    }
}
