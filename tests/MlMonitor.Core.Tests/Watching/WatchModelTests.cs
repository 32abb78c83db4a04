using CsCheck;
using Microsoft.Extensions.Time.Testing;
using MlMonitor.Core.Alerting;
using MlMonitor.Core.Tests.Alerting;
using MlMonitor.Core.Tests.Support;
using MlMonitor.Core.Watching;
using MlMonitor.Core.Watching.Configuration;

namespace MlMonitor.Core.Tests.Watching;

/// <summary>Whole runs, watches and alerts, that die at any point and are begun again, held against the same runs without a death.</summary>
public sealed class WatchModelTests
{
    private const int Watches = 3;
    private static readonly AlertPolicy Policy = AlertWorld.Policy with { GroupBy = AlertGrouping.Key, RepeatInterval = TimeSpan.FromHours(1), FlapChanges = 0 };
    private static readonly Watch[] All = [.. Enumerable.Range(0, Watches).Select(i => ScriptedRunner.Watch($"w{i}", TimeSpan.FromMinutes(20 * i)))];

    /// <summary>One run: minutes since the one before; of each watch what it finds (0 nothing, 1 warning, 2 critical) and what hinders it (0 a region, 1 one thing); whether the topic takes messages; after how many steps the process dies, twice.</summary>
    private static readonly Gen<Step[]> Histories = Gen.Select(
            Gen.Int[1, 40], Gen.Int[0, 2].Array[Watches], Gen.Int[0, 6].Array[Watches], Gen.Int[0, 5], Gen.Int[0, 14], Gen.Int[0, 14],
            (minutes, there, hindered, takes, dies, again) => new Step(minutes, there, hindered, takes > 0, dies, again))
        .Array[1, 12];

    [Fact]
    public void A_run_that_dies_at_any_point_and_is_begun_again_tells_and_remembers_the_same() => Histories.Sample(CrashAndCompare, iter: 200, threads: 1);

    private static void CrashAndCompare(Step[] steps)
    {
        var (store, sender) = (new MemoryAlertStore(), new RecordingSender());
        var (shaken, shakenSender) = (new MemoryAlertStore(), new RecordingSender());
        shakenSender.Step = shaken.Step;
        var at = AlertWorld.Start;
        foreach (var step in steps)
        {
            at += TimeSpan.FromMinutes(step.Minutes);
            Play(store, sender, step, at);
            foreach (var dies in (int[])[step.Dies, step.Again, -1])
            {
                shaken.StepsLeft = dies;
                try
                {
                    Play(shaken, shakenSender, step, at);
                    break;
                }
                catch (CrashException)
                {
                    // The process is gone, and somebody begins it again.
                }
            }

            shaken.StepsLeft = -1;
            Assert.Equal(store.Text, shaken.Text);
        }

        Assert.Equal(sender.Taken.Select(t => t.Message.Content.MessageKey).Order(), shakenSender.Taken.Select(t => t.Message.Content.MessageKey).Distinct().Order());
    }

    private static void Play(MemoryAlertStore store, RecordingSender sender, Step step, DateTimeOffset at)
    {
        sender.Takes = _ => step.Takes;
        var (sink, clock) = (new RecordingSink(), new FakeTimeProvider(at));
        var lease = store.OpenAsync(TimeSpan.Zero, sink, CancellationToken.None).GetAwaiter().GetResult()!;
        var kept = lease.Ledger.Unfinished?.Done.Select(d => d.Watch).ToList() ?? [];
        var runner = new ScriptedRunner(watch => Results(watch, step)) { Step = () => Task.Run(store.Step) };
        var run = new WatchRun(WatchSchedule.Plan(All, false, "asked", lease.Ledger, at), runner, clock);
        run.ExecuteAsync(lease, sink, CancellationToken.None).ToListAsync().GetAwaiter().GetResult();
        Assert.DoesNotContain(runner.Began, kept.Contains);
        new AlertStages(Policy, store, sender).RunAsync(run.Observed(All.Select(w => w.Name)), lease, sink, CancellationToken.None).GetAwaiter().GetResult();
        Assert.Null(store.Ledger.Unfinished);
    }

    private static IEnumerable<WatchResult> Results(Watch watch, Step step)
    {
        var index = Array.IndexOf(All, watch);
        if (step.There[index] > 0)
            yield return ScriptedRunner.Found(watch, $"{watch.Name}-a", step.There[index] == 1 ? MlSeverity.Warning : MlSeverity.Critical);
        if (step.There[index] == 2)
            yield return ScriptedRunner.Found(watch, $"{watch.Name}-b", MlSeverity.Warning, "us-east-1");
        if (step.Hindered[index] <= 1)
            yield return ScriptedRunner.Hindered(watch, step.Hindered[index] == 0 ? ProblemId.ServiceFault : ProblemId.EndpointNotFound, $"{watch.Name}-c");
    }

    internal sealed record Step(int Minutes, int[] There, int[] Hindered, bool Takes, int Dies, int Again);
}
