using MlMonitor.Core.Tests.Training.Rules.Curves;
using MlMonitor.Core.Training.Rules;
using static MlMonitor.Core.Tests.Training.Rules.HandMade;

namespace MlMonitor.Core.Tests.Training.Rules;

public sealed class TuningRuleTests
{
    [Fact]
    public void A_search_is_stagnant_when_as_many_trials_as_before_found_nothing_better()
    {
        double[] objectives = [.. Enumerable.Range(0, 14).Select(i => 0.70 + (0.01 * i)), .. Flat(14, 0.75)];

        var finding = Assert.Single(Search(objectives).Found(MlTrainingCheck.TuningStagnation));

        Assert.Equal((MlSeverity.Warning, 14, 14, "trials", 28), (finding.Severity, finding.Value!.Value, finding.Threshold!.Value, finding.Unit, finding.PointCount));
        Assert.Equal("The last 14 of 28 trials found nothing better than 0.83; of as many more by chance, one would be better with a chance of 33 %", finding.Reason);
        Assert.Equal(new MlWindow(Start.AddMinutes(13), Now), finding.Window);
        Assert.NotEmpty(finding.Method);
        Assert.Empty(Search(objectives[..27]).Found(MlTrainingCheck.TuningStagnation));
    }

    [Theory]
    [InlineData(19, 0)]
    [InlineData(20, 1)]
    public void Ten_trials_and_ten_before_are_the_fewest(int trials, int count)
    {
        double[] objectives = [.. Flat(9, 0.5), 0.9, .. Flat(trials - 10, 0.5)];

        Assert.Equal(count, Search(objectives).Found(MlTrainingCheck.TuningStagnation).Length);
    }

    [Fact]
    public void The_direction_turns_what_is_better_and_without_one_or_when_it_has_ended_nothing_is_said()
    {
        double[] objectives = [.. Enumerable.Range(0, 15).Select(i => 1 - (0.01 * i)), .. Flat(15, 0.95)];
        var search = Search(objectives);

        Assert.Empty(search.Found(MlTrainingCheck.TuningStagnation, new TrainingThresholds { StagnationTrials = 30 }));
        Assert.Contains("better than 0.86", Assert.Single(Search(objectives, MlMetricDirection.Minimize).Found(MlTrainingCheck.TuningStagnation)).Reason, StringComparison.Ordinal);
        Assert.Contains("better than 1;", Assert.Single(search.Found(MlTrainingCheck.TuningStagnation)).Reason, StringComparison.Ordinal);
        Assert.Empty(Search(objectives, MlMetricDirection.Unknown).Found(MlTrainingCheck.TuningStagnation));
        Assert.Empty((search with { Job = Ended }).Found(MlTrainingCheck.TuningStagnation));
        Assert.Empty((search with { Tuning = search.Tuning! with { MaximumTrials = 30 } }).Found(MlTrainingCheck.TuningStagnation));
        Assert.Single((search with { Tuning = search.Tuning! with { MaximumTrials = 31 } }).Found(MlTrainingCheck.TuningStagnation));
    }

    [Fact]
    public void Trials_count_in_the_order_they_ended_and_those_without_a_value_do_not()
    {
        double[] objectives = [.. Enumerable.Range(0, 14).Select(i => 0.70 + (0.01 * i)), .. Flat(14, 0.75)];
        var search = Search(objectives);
        var tuning = search.Tuning!;
        TuningTrial[] more =
        [
            new("failed", MlStatus.Failed, null, Now), new("nan", MlStatus.Succeeded, double.NaN, Now), new("running", MlStatus.InProgress, 0.99, null),
        ];

        var found = (search with { Tuning = tuning with { Trials = [.. more, .. tuning.Trials.Reverse()] } }).Found(MlTrainingCheck.TuningStagnation);

        Assert.Equal((14, 28), ((int)Assert.Single(found).Value!.Value, found[0].PointCount));
    }

    [Fact]
    public void Gains_that_are_small_against_the_spread_of_the_trials_add_up()
    {
        // The robust deviation of 0, 0.1, 0.2 and 0.3 is 0.148, so 0.0074 more counts as better.
        static double[] Trials(double gain) =>
            [.. Enumerable.Range(0, 40).Select(i => i >= 20 && i % 5 == 0 ? 0.3 + (gain * ((i / 5) - 3)) : 0.1 * (i % 4))];

        var (none, slow) = (Trials(0.001), Trials(0.003));
        Assert.Single(Search(none).Found(MlTrainingCheck.TuningStagnation));
        Assert.Empty(Search(slow).Found(MlTrainingCheck.TuningStagnation));
    }

    /// <summary>The best of n values in random order is not among the last k with a chance of 1 − k/n.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(41)]
    [InlineData(100)]
    public void A_search_by_chance_is_stagnant_as_often_as_order_statistics_say(int trials)
    {
        const int Searches = 1000;
        var thresholds = new TrainingThresholds { StagnationMarginPercent = 0 };
        var found = Enumerable.Range(0, Searches)
            .Count(seed => new Dice(seed) is var dice && Search([.. Enumerable.Range(0, trials).Select(_ => dice.Normal())]).Found(MlTrainingCheck.TuningStagnation, thresholds).Length == 1);

        var chance = 1 - (Math.Ceiling(trials / 2d) / trials);
        Assert.Equal(chance, (double)found / Searches, 4 * Math.Sqrt(chance * (1 - chance) / Searches));
    }

    [Fact]
    public void A_search_that_learns_is_hardly_ever_stagnant_and_one_that_has_ended_learning_always_is()
    {
        const int Searches = 500;
        static double[] Trials(int seed, int learns) => new Dice(seed) is var dice
            ? [.. Enumerable.Range(0, 60).Select(i => 0.9 - (0.3 * Math.Exp(-Math.Min(i, learns) / 20d)) - Math.Abs(0.02 * dice.Normal()))]
            : [];

        var early = Enumerable.Range(0, Searches).Count(s => Search(Trials(s, 60)).Found(MlTrainingCheck.TuningStagnation).Length > 0);
        var missed = Enumerable.Range(0, Searches).Count(s => Search([.. Trials(s, 60)[..25], .. Trials(s, 60)[..35].Select(v => v - 0.2)]).Found(MlTrainingCheck.TuningStagnation).Length == 0);

        Assert.True(early <= 0.01 * Searches, $"{early} of {Searches} false alarms");
        Assert.Equal(0, missed);
    }

    [Theory]
    [InlineData(20, 3, null)]
    [InlineData(20, 4, MlSeverity.Warning)]
    [InlineData(20, 9, MlSeverity.Warning)]
    [InlineData(20, 10, MlSeverity.Critical)]
    [InlineData(4, 4, null)]
    [InlineData(5, 1, MlSeverity.Warning)]
    [InlineData(5, 5, MlSeverity.Critical)]
    public void Failed_trials_are_a_warning_from_20_percent_of_five_or_more_and_critical_from_50(int ended, int failed, MlSeverity? severity)
    {
        var trials = Enumerable.Range(0, ended).Select(i => new TuningTrial($"t{i}", i < failed ? MlStatus.Failed : MlStatus.Stopped, null, Now));
        var running = Enumerable.Range(0, 10).Select(i => new TuningTrial($"r{i}", MlStatus.InProgress, null, null));
        var search = Of(Running) with { Tuning = new TuningEvidence { Direction = MlMetricDirection.Minimize, Trials = [.. trials, .. running] } };

        var found = search.Found(MlTrainingCheck.FailedTrial);

        Assert.Equal(severity is not null, found.Length == 1);
        if (severity is not null)
        {
            Assert.Equal($"{failed} of {ended} ended trials failed", found[0].Reason);
            Assert.Equal((severity.Value, 100.0 * failed / ended, severity == MlSeverity.Critical ? 50d : 20d, "%", ended), (found[0].Severity, found[0].Value!.Value, found[0].Threshold!.Value, found[0].Unit, found[0].PointCount));
        }
    }

    [Fact]
    public void A_job_that_is_no_search_has_no_trials_to_judge()
    {
        Assert.Empty(Of(Running).Found(MlTrainingCheck.FailedTrial, new TrainingThresholds { FailedTrialMinimumEnded = 0 }));
        Assert.Empty(Of(Running).Found(MlTrainingCheck.TuningStagnation));
    }

    private static TrainingEvidence Search(double[] objectives, MlMetricDirection direction = MlMetricDirection.Maximize) => Of(Running with { Type = MlJobType.Tuning, SecondaryStatus = null }) with
    {
        Tuning = new TuningEvidence
        {
            Direction = direction,
            Trials = [.. objectives.Select((o, i) => new TuningTrial($"t{i}", MlStatus.Succeeded, o, Start.AddMinutes(i)))],
            MaximumTrials = 500,
        },
    };
}
