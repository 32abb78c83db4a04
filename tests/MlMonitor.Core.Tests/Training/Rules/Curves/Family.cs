using MlMonitor.Core.Training.Rules;

namespace MlMonitor.Core.Tests.Training.Rules.Curves;

/// <summary>Runs of which it is known what is wrong with them.</summary>
/// <param name="Name">What they are.</param>
/// <param name="Truth">What is wrong; null where nothing is.</param>
/// <param name="Bound">The largest share of wrong judgements that is let pass, 0 to 1; null where the sickness is so mild that it is only reported.</param>
/// <param name="Make">Makes one.</param>
internal sealed record Family(string Name, MlTrainingCheck? Truth, double? Bound, Func<Dice, TrainingEvidence> Make)
{
    /// <summary>How many of so many runs are judged wrongly: a finding about a healthy one, or not the one finding about a sick one.</summary>
    /// <param name="firstSeed">The seed of the first run; the others have the next ones.</param>
    /// <param name="count">How many.</param>
    public IReadOnlyList<Miss> Misses(int firstSeed, int count) => Enumerable.Range(firstSeed, count)
        .Select(seed => new Miss(seed, TrainingTest.Judge(Make(new Dice(seed)))))
        .Where(m => Truth is { } truth ? !m.Found.Any(f => f.Check == truth) : m.Found.Any(f => f.Check != MlTrainingCheck.All))
        .ToArray();
}

/// <summary>A run that was judged wrongly.</summary>
/// <param name="Seed">The seed that makes it again.</param>
/// <param name="Found">What was found.</param>
internal sealed record Miss(int Seed, IReadOnlyList<MlTrainingFinding> Found);
