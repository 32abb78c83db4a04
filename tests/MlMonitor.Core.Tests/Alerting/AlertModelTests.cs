using CsCheck;
using MlMonitor.Core.Alerting;
using MlMonitor.Core.Tests.Support;

namespace MlMonitor.Core.Tests.Alerting;

/// <summary>Holds the stages against a model that knows only the history: what was there when, and what the topic took.</summary>
public sealed class AlertModelTests
{
    private const int Keys = 3;
    private static readonly TimeSpan For = TimeSpan.FromMinutes(30);
    private static readonly AlertPolicy Policy = AlertWorld.Policy with { GroupBy = AlertGrouping.Key, RepeatInterval = TimeSpan.FromHours(2), FlapWindow = TimeSpan.FromHours(3), FlapChanges = 4 };

    /// <summary>One run: minutes since the one before; of each key whether it is there, how bad, whether it could be looked at, whether it is silenced; whether the topic takes messages; when the process dies.</summary>
    private static readonly Gen<Step[]> Histories = Gen.Select(
            Gen.Int[1, 70], Gen.Int[0, 3].Array[Keys], Gen.Int[0, 5].Array[Keys], Gen.Int[0, 5].Array[Keys], Gen.Int[0, 5], Gen.Int[0, 12],
            (minutes, there, unseen, silenced, takes, dies) => new Step(minutes, there, unseen.Select(u => u == 0).ToArray(), silenced.Select(s => s == 0).ToArray(), takes > 0, dies))
        .Array[1, 40];

    [Fact]
    public void Each_run_sends_just_what_the_history_asks_for() => Histories.Sample(Follow, iter: 3000, threads: 1);

    [Fact]
    public void A_crash_at_any_point_leaves_the_same_state_and_the_same_news() => Histories.Sample(CrashAndCompare, iter: 1000, threads: 1);

    private static void Follow(Step[] steps)
    {
        var (store, sender, model) = (new MemoryAlertStore(), new RecordingSender(), new HistoryModel(Policy, For, Keys));
        var at = AlertWorld.Start;
        foreach (var step in steps)
        {
            at += TimeSpan.FromMinutes(step.Minutes);
            var before = sender.Taken.Count;
            Play(store, sender, step, at);
            var told = sender.Taken.Skip(before).Select(t => (t.Message.Content.About.Key, t.Message.Content.State == "resolved")).Order().ToList();
            Assert.Equal(model.Play(step, at).Order().ToList(), told);
        }
    }

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
            shaken.StepsLeft = step.Dies;
            try
            {
                Play(shaken, shakenSender, step, at);
            }
            catch (CrashException)
            {
                shaken.StepsLeft = -1;
                Play(shaken, shakenSender, step, at);
            }

            Assert.Equal(store.Text, shaken.Text);
        }

        Assert.Equal(sender.Taken.Select(t => t.Message.Content.MessageKey).Order(), shakenSender.Taken.Select(t => t.Message.Content.MessageKey).Distinct().Order());
        // One message the same again is one that the receiver can tell.
        Assert.All(shakenSender.Taken.GroupBy(t => t.Message.Content.MessageKey), same => Assert.Single(same.Select(t => t.Message.Body).Distinct()));
    }

    private static void Play(MemoryAlertStore store, RecordingSender sender, Step step, DateTimeOffset at)
    {
        store.Ledger = store.Ledger with { Silences = [.. Enumerable.Range(0, Keys).Where(k => step.Silenced[k]).Select(k => new SilenceRecord($"s{k}", new AlertMatcher { Key = HistoryModel.KeyOf(k) }, at, at.AddSeconds(1), "test", "model"))] };
        sender.Takes = _ => step.Takes;
        var found = Enumerable.Range(0, Keys).Where(k => step.There[k] > 0 && !step.Unseen[k]).Select(k => AlertWorld.Seen($"e{k}", HistoryModel.SeverityOf(step.There[k]), For)).ToArray();
        var run = AlertWorld.Run(at, found).NotChecked([.. Enumerable.Range(0, Keys).Where(k => step.Unseen[k]).Select(k => $"e{k}")]);
        new AlertStages(Policy, store, sender).RunAsync(run, TimeSpan.Zero, new RecordingSink(), CancellationToken.None).GetAwaiter().GetResult();
    }

    internal sealed record Step(int Minutes, int[] There, bool[] Unseen, bool[] Silenced, bool Takes, int Dies);
}
