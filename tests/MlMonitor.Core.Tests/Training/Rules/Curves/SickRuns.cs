using MlMonitor.Core.Training.Rules;
using static MlMonitor.Core.Tests.Training.Rules.Curves.Shapes;

namespace MlMonitor.Core.Tests.Training.Rules.Curves;

/// <summary>Families of runs with which one thing is wrong.</summary>
internal static class SickRuns
{
    public static IReadOnlyList<Family> All { get; } =
    [
        Diverging("diverges slowly", d => Rise(d, d.Between(0.3, 0.6), d.Between(0.4, 1), (s, t) => s * t)),
        Diverging("diverges a little", d => Rise(d, d.Between(0.3, 0.6), d.Between(0.12, 0.25), (s, t) => s * t), mild: true),
        Diverging("diverges fast", d => Rise(d, d.Between(0.3, 0.8), d.LogBetween(1, 30), (s, t) => s * t * t)),
        Diverging("diverges late", d => Rise(d, d.Between(0.85, 0.92), d.LogBetween(1, 10), (s, t) => s * t, fewest: 80)),
        Diverging("explodes", d => Rise(d, d.Between(0.8, 0.9), d.LogBetween(10, 1e6), (s, t) => Math.Exp(t * Math.Log(s)) - 1, fewest: 60)),
        Diverging("explodes in its last points", LastPoints),
        Diverging("jumps up and stays", d => Rise(d, d.Between(0.3, 0.85), d.LogBetween(0.4, 5), (s, _) => s)),
        Diverging("jumps up and wanders", d => Rise(d, d.Between(0.3, 0.7), d.LogBetween(0.5, 3), (s, t) => s * (1 + (0.3 * Math.Sin(9 * t))))),
        Diverging("diverges in strong noise", d => Rise(d, d.Between(0.3, 0.6), d.Between(0.6, 1.5), (s, t) => s * t, noise: 0.2), mild: true),
        Diverging("accuracy collapses", Collapse),
        Diverging("diverges from the beginning", FromTheBeginning),
        Sick("overfits strongly", MlTrainingCheck.Overfitting, d => Overfit(d, d.Between(0.3, 1.5), d.LogBetween(0.003, 0.03))),
        Sick("overfits mildly", MlTrainingCheck.Overfitting, d => Overfit(d, d.Between(0.1, 0.2), d.LogBetween(0.003, 0.03)), mild: true),
        Sick("overfits in strong noise", MlTrainingCheck.Overfitting, d => Overfit(d, d.Between(0.3, 1), d.LogBetween(0.05, 0.1)), mild: true),
        Sick("overfits, validation by epoch", MlTrainingCheck.Overfitting, d => Overfit(d, d.Between(0.3, 1.5), d.LogBetween(0.003, 0.02), sparse: true)),
        Sick("overfits in accuracy", MlTrainingCheck.Overfitting, OverfitAccuracy),
        Diverging("validation rises, training stands", d => Overfit(d, d.Between(0.3, 1.5), d.LogBetween(0.003, 0.03)) is var p ? [("train:loss", [.. p[0].Values.Select((_, i) => i < p[0].Values.Length / 5 ? 1 - (5.0 * i / p[0].Values.Length) : 0)]), p[1]] : []),
        Sick("stands still early", MlTrainingCheck.Plateau, d => Flat(d, d.LogBetween(0.002, 0.015))),
        Sick("stands still, in strong noise", MlTrainingCheck.Plateau, d => Flat(d, d.LogBetween(0.015, 0.06)), mild: true),
        Sick("accuracy stands still", MlTrainingCheck.Plateau, d => [("validation:accuracy", [.. Flat(d, d.LogBetween(0.002, 0.02))[0].Values.Select(v => 1 - (0.3 * v))])]),
        Sick("stands still at a low loss", MlTrainingCheck.Plateau, d => Flat(d, d.LogBetween(0.001, 0.005), 0.05, 0.2)),
        Sick("has converged, and runs on", MlTrainingCheck.Plateau, d => d.Whole(60, 300) is var n ? [("train:loss", Draw(n, d.Converged(), d.Between(0.2, 1), d.LogBetween(0.003, 0.03), d.White(n)))] : [], mild: true),
        Sick("never learns", MlTrainingCheck.Plateau, d => d.Whole(60, 300) is var n ? [("train:loss", Draw(n, _ => 0.693, 0, d.LogBetween(0.001, 0.015), d.White(n)))] : []),
        Sick("becomes not a number", MlTrainingCheck.LossNotFinite, d => Bad(d, double.NaN, back: false)),
        Sick("becomes infinite", MlTrainingCheck.LossNotFinite, d => Bad(d, d.Pick(double.PositiveInfinity, double.NegativeInfinity), back: false)),
        Sick("is not a number for a time", MlTrainingCheck.LossNotFinite, d => Bad(d, double.NaN, back: true)),
        new("falls silent", MlTrainingCheck.Stalled, 0.05, Silent),
    ];

    private static Family Diverging(string name, Func<Dice, (string Name, double[] Values)[]> make, bool mild = false) => Sick(name, MlTrainingCheck.Diverging, make, mild);

    private static Family Sick(string name, MlTrainingCheck truth, Func<Dice, (string Name, double[] Values)[]> make, bool mild = false) =>
        new(name, truth, mild ? null : 0.05, d => Runs.Of(d, ended: truth != MlTrainingCheck.Plateau && d.Chance(0.5), make(d)));

    /// <summary>A loss that comes down and, from a place on, rises by a strength and the part of the rest of the run that is over.</summary>
    private static (string Name, double[] Values)[] Rise(Dice dice, double from, double strength, Func<double, double, double> rise, int fewest = 40, double noise = 0.04)
    {
        var (count, shape) = (dice.Whole(fewest, 300), dice.Falling());
        double Shape(double t) => t < from ? shape(t) : shape(from) + ((1 - shape(from)) * rise(strength, (t - from) / (1 - from)));
        return [("train:loss", Draw(count, Shape, dice.Between(0, 1), dice.LogBetween(noise / 10, noise), dice.Any(count)))];
    }

    private static (string Name, double[] Values)[] LastPoints(Dice dice)
    {
        var (values, last) = (Draw(dice.Whole(20, 150), dice.Falling(), dice.Between(0, 1), 0.03, dice.White(150)), dice.Whole(3, 7));
        var factor = dice.Between(3, 20);
        for (var i = 1; i <= last; i++)
            values[^(last - i + 1)] = Math.Pow(factor, i);
        return [("train:loss", values)];
    }

    private static (string Name, double[] Values)[] FromTheBeginning(Dice dice)
    {
        var (count, strength) = (dice.Whole(30, 200), dice.LogBetween(1, 30));
        return [("train:loss", Draw(count, t => 1 + (strength * t), 0, dice.LogBetween(0.01, 0.05), dice.White(count)))];
    }

    private static (string Name, double[] Values)[] Collapse(Dice dice)
    {
        var (top, chance) = (dice.Between(0.7, 0.95), dice.Between(0.1, 0.5));
        var (from, width, count) = (dice.Between(0.3, 0.8), dice.Between(0.01, 0.1), dice.Whole(40, 200));
        double Shape(double t) => chance + ((top - chance) * (1 - Math.Exp(-8 * t)) / (1 + Math.Exp((t - from) / width)));
        return [("validation:accuracy", [.. Draw(count, Shape, 0, dice.LogBetween(0.003, 0.02), dice.White(count)).Select(v => Math.Clamp(v, 0, 1))])];
    }

    private static (string Name, double[] Values)[] Overfit(Dice dice, double strength, double noise, bool sparse = false)
    {
        var (count, shape, turn, floor) = (dice.Whole(20, 200), dice.Falling(), dice.Between(0.25, 0.6), dice.Between(0, 0.5));
        var low = shape(turn);
        double Validation(double t) => t < turn ? shape(t) : low + ((1 - low) * strength * (t - turn) / (1 - turn));
        var held = sparse ? dice.Whole(15, 40) : count;
        return
        [
            ("train:loss", Draw(sparse ? 1000 : count, shape, floor, noise, dice.Any(Math.Max(1000, count)))),
            ("validation:loss", Draw(held, Validation, floor + 0.1, noise, dice.Any(held))),
        ];
    }

    private static (string Name, double[] Values)[] OverfitAccuracy(Dice dice)
    {
        var pair = Overfit(dice, dice.Between(0.3, 0.8), dice.LogBetween(0.003, 0.03));
        return [.. pair.Select(p => (p.Name.Replace("loss", "accuracy", StringComparison.Ordinal), p.Values.Select(v => 0.95 - (0.4 * v)).ToArray()))];
    }

    private static (string Name, double[] Values)[] Flat(Dice dice, double noise, double lowest = 0.3, double highest = 1)
    {
        var (count, shape, ends, low) = (dice.Whole(60, 300), dice.Falling(), dice.Between(0.1, 0.4), dice.LogBetween(lowest, highest));
        double Shape(double t) => low + (1 - low + 0.5) * Math.Max(0, (shape(t) - shape(ends)) / (1 - shape(ends)));
        return [("train:loss", Draw(count, Shape, 0, noise, dice.Any(count)))];
    }

    private static (string Name, double[] Values)[] Bad(Dice dice, double bad, bool back)
    {
        var (count, shape) = (dice.Whole(5, 200), dice.Falling());
        var values = Draw(count, shape, dice.Between(0, 1), 0.02, dice.White(count));
        var from = dice.Whole(1, count - 2);
        values.AsSpan(from, back ? 1 : count - from).Fill(bad);
        return [("train:loss", values)];
    }

    private static TrainingEvidence Silent(Dice dice)
    {
        var count = dice.Whole(20, 200);
        var run = Runs.Of(dice, ended: false, ("train:loss", Draw(count, dice.Falling(), 0.1, 0.02, dice.White(count))));
        var (begin, last) = (Runs.Start, run.Metrics[0].Points[^1].Time!.Value);
        var interval = (last - begin) / (count - 1);
        return run with { Now = last + (interval * dice.Between(12, 60)) + TimeSpan.FromMinutes(30) };
    }
}
