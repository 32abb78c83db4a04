using static MlMonitor.Core.Tests.Training.Rules.Curves.Shapes;

namespace MlMonitor.Core.Tests.Training.Rules.Curves;

/// <summary>Families of runs with which nothing is wrong, however they look.</summary>
internal static class HealthyRuns
{
    public static IReadOnlyList<Family> All { get; } =
    [
        Healthy("white noise", d => Loss(d, n => d.White(n))),
        Healthy("heavy-tailed noise", d => Loss(d, n => d.Heavy(n))),
        Healthy("lingering noise", d => Loss(d, n => d.Lingering(n, d.Between(0.3, 0.9)))),
        Healthy("strong noise", d => Loss(d, n => d.Any(n), least: 0.1, most: 0.5)),
        Healthy("noise in proportion to the loss", Proportional),
        Healthy("noise that grows", d => Loss(d, n => [.. d.White(n).Select((e, i) => e * (0.3 + (2 * At(i, n))))], most: 0.08)),
        Healthy("noise of an epoch's order, over and over", d => Loss(d, n => Periodic(d, n))),
        Healthy("a smoothed loss", Smoothed),
        Healthy("the running mean of each epoch", SawTooth),
        Healthy("drops of the learning rate", Steps),
        Healthy("warm restarts of the learning rate", Restarts),
        Healthy("a bump of the warm-up", WarmUp),
        Healthy("spikes that it comes back from", Spikes),
        Healthy("a step up for harder data, and down again", Curriculum),
        Healthy("adversarial noise", d => Loss(d, n => [.. d.Heavy(n).Zip(d.Lingering(n, 0.6), (a, b) => (a + b) / 2)], least: 0.3, most: 1)),
        Healthy("accuracy that goes up", Accuracy),
        Healthy("accuracy of a few hundred rows", Coarse),
        Healthy("as bad as chance, then learns", Late),
        Healthy("a fine-tuning that gains little", FineTuning),
        Healthy("a language model, fast and then slowly", Language),
        Healthy("nothing but noise, in a job that has ended", d => [("train:loss", Draw(d.Whole(10, 300), _ => 0, d.Between(0.5, 3), d.LogBetween(0.001, 0.3), d.Any(300)))], ended: true),
        Healthy("a swinging loss", d => d.Between(3, 30) is var swings ? Loss(d, n => [.. d.White(n).Select((e, i) => (0.3 * e) + Math.Sin(swings * At(i, n) * 2 * Math.PI))], least: 0.02, most: 0.1) : []),
        Healthy("validation of a few epochs", d => [("val_loss", Draw(d.Whole(8, 25), d.Falling(), d.Between(0, 0.5), d.LogBetween(0.01, 0.15), d.White(25)))]),
        Healthy("a weight that is raised", Annealed),
        Healthy("a likelihood that crosses zero", d => [("train:nll", [.. Loss(d, n => d.Any(n))[0].Values.Select(v => v - d.Between(0.3, 1.5))])]),
        Healthy("huge", d => [("train:loss", Loss(d, n => d.Any(n))[0].Values.Scaled(1e6))]),
        Healthy("tiny", d => [("train:loss", Loss(d, n => d.Any(n))[0].Values.Scaled(1e-6))]),
        Healthy("very short", d => [("train:loss", Draw(d.Whole(3, 15), d.Falling(), d.Between(0, 0.5), d.LogBetween(0.01, 0.2), d.Any(15)))]),
        Healthy("very long", d => [("train:loss", Draw(d.Whole(1000, 3000), d.Falling(), d.Between(0, 0.5), d.LogBetween(0.01, 0.3), d.Any(3000)))]),
        Healthy("with gaps", Gaps),
        Healthy("printed with two digits", d => [("train:loss", [.. Loss(d, n => d.Any(n))[0].Values.Select(v => Math.Round(v, 2))])]),
        Healthy("training and validation", Pair),
        Healthy("training by batch, validation by epoch", SparsePair),
        Healthy("validation that has stopped gaining, in a job that has ended", FlatValidation, ended: true),
        Healthy("ended when it had converged", d => [("train:loss", Draw(d.Whole(20, 300), d.Converged(), d.Between(0, 0.5), d.LogBetween(0.003, 0.1), d.Any(300)))], ended: true),
        Healthy("ended when its accuracy had converged", d => [("validation:accuracy", [.. Draw(d.Whole(20, 300), d.Converged(), 0, d.LogBetween(0.003, 0.1), d.Any(300)).Select(v => 0.9 - (0.4 * v))])], ended: true),
        Healthy("perfect from the beginning", d => [("validation:accuracy", [.. Enumerable.Repeat(1d, d.Whole(10, 200))])], ended: true),
    ];

    private static Family Healthy(string name, Func<Dice, (string Name, double[] Values)[]> make, bool ended = false) =>
        new(name, null, 0.02, d => Runs.Of(d, ended, make(d)));

    private static (string Name, double[] Values)[] Loss(Dice dice, Func<int, double[]> noise, double least = 0.003, double most = 0.1)
    {
        var count = Length(dice);
        return [("train:loss", Draw(count, dice.Falling(), Floor(dice), dice.LogBetween(least, most), noise(count)))];
    }

    private static int Length(Dice dice) => (int)dice.LogBetween(15, 400);

    private static double Floor(Dice dice) => dice.Chance(0.3) ? 0 : dice.LogBetween(0.01, 3);

    private static (string Name, double[] Values)[] Proportional(Dice dice)
    {
        var (shape, floor, size) = (dice.Falling(), Floor(dice), dice.LogBetween(0.01, 0.3));
        return [("train:loss", [.. dice.Any(Length(dice)) is var noise ? noise.Select((e, i) => (floor + shape(At(i, noise.Length))) * Math.Exp(size * e)) : []])];
    }

    private static double[] Periodic(Dice dice, int count)
    {
        var pattern = dice.White(dice.Whole(4, 25));
        return [.. dice.White(count).Select((e, i) => pattern[i % pattern.Length] + (0.3 * e))];
    }

    private static (string Name, double[] Values)[] Smoothed(Dice dice)
    {
        var (values, weight) = (Loss(dice, n => dice.Any(n), least: 0.02, most: 0.3)[0].Values, dice.Between(0.8, 0.98));
        for (var i = 1; i < values.Length; i++)
            values[i] = (weight * values[i - 1]) + ((1 - weight) * values[i]);
        return [("train:loss", values)];
    }

    private static (string Name, double[] Values)[] SawTooth(Dice dice)
    {
        var (epochs, steps, shape, floor, size) = (dice.Whole(3, 12), dice.Whole(8, 40), dice.Falling(), Floor(dice), dice.LogBetween(0.01, 0.2));
        var values = new double[epochs * steps];
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            var sum = 0d;
            for (var step = 0; step < steps; step++)
            {
                sum += floor + shape(At((epoch * steps) + step, values.Length)) + (size * dice.Normal());
                values[(epoch * steps) + step] = sum / (step + 1);
            }
        }
        return [("loss", values)];
    }

    private static (string Name, double[] Values)[] Steps(Dice dice)
    {
        var (first, second, drop) = (dice.Between(0.3, 0.5), dice.Between(0.6, 0.85), dice.Between(0.3, 0.6));
        var (rate, floor, count) = (dice.Between(5, 15), Floor(dice), dice.Whole(40, 300));
        double Shape(double t) => Math.Exp(-rate * t) + (t < first ? 1 : t < second ? drop + ((1 - drop) * Math.Exp(-60 * (t - first))) : (drop * drop) + ((drop - (drop * drop)) * Math.Exp(-60 * (t - second))));
        return [("train:loss", Draw(count, Shape, floor, dice.LogBetween(0.005, 0.1), dice.Any(count)))];
    }

    private static (string Name, double[] Values)[] Restarts(Dice dice)
    {
        var (cycles, height, shape, count) = (dice.Between(2.2, 8), dice.Between(0.05, 0.4), dice.Falling(), dice.Whole(60, 400));
        double Wave(double t) => t * cycles < 1 ? 0 : height * (1 - (0.5 * t)) * 0.5 * (1 + Math.Cos(Math.PI * (t * cycles % 1)));
        return [("train:loss", Draw(count, t => shape(t) + Wave(t), Floor(dice), dice.LogBetween(0.005, 0.1), dice.Any(count)))];
    }

    private static (string Name, double[] Values)[] WarmUp(Dice dice)
    {
        var (shape, at, height, count) = (dice.Falling(), dice.Between(0.03, 0.15), dice.LogBetween(0.1, 3), dice.Whole(30, 300));
        return [("train:loss", Draw(count, t => shape(t) + (height * t / at * Math.Exp(1 - (t / at))), Floor(dice), dice.LogBetween(0.005, 0.1), dice.Any(count)))];
    }

    private static (string Name, double[] Values)[] Spikes(Dice dice)
    {
        var values = Loss(dice, n => dice.Any(n))[0].Values;
        for (var spikes = dice.Whole(1, 5); spikes > 0; spikes--)
        {
            var (at, height, decay) = (dice.Whole(0, values.Length - 1), dice.LogBetween(0.3, 20), dice.Between(0, 0.6));
            for (var i = at; i < values.Length && height > 0.01; i++, height *= decay)
                values[i] += height;
        }
        return [("train:loss", values)];
    }

    private static (string Name, double[] Values)[] Curriculum(Dice dice)
    {
        var (shape, at, height, count) = (dice.Falling(), dice.Between(0.3, 0.6), dice.Between(0.1, 0.5), dice.Whole(40, 300));
        return [("train:loss", Draw(count, t => shape(t) + (t < at ? 0 : height * Math.Exp(-6 * (t - at))), Floor(dice), dice.LogBetween(0.005, 0.05), dice.Any(count)))];
    }

    private static (string Name, double[] Values)[] Accuracy(Dice dice)
    {
        var (top, gain) = (dice.Between(0.6, 0.99), dice.Between(0.1, 0.5));
        var curve = Loss(dice, n => dice.Any(n), most: 0.2)[0].Values;
        var floor = curve.Min();
        return [("validation:accuracy", [.. curve.Select(v => Math.Clamp(top - (gain * (v - floor)), 0, 1))])];
    }

    private static (string Name, double[] Values)[] Coarse(Dice dice)
    {
        var (rows, top, gain, shape, count) = (dice.Whole(100, 1000), dice.Between(0.6, 0.98), dice.Between(0.05, 0.5), dice.Falling(), dice.Whole(10, 100));
        double Drawn(double right) => Math.Round(rows * Math.Clamp(right + (Math.Sqrt(right * (1 - right) / rows) * dice.Normal()), 0, 1)) / rows;
        return [("validation:accuracy", [.. Enumerable.Range(0, count).Select(i => Drawn(top - (gain * shape(At(i, count)))))])];
    }

    private static (string Name, double[] Values)[] Late(Dice dice)
    {
        var (begins, rate, count) = (dice.Between(0.3, 0.7), dice.Between(2, 15), dice.Whole(40, 300));
        double Shape(double t) => t < begins ? 1 : Math.Exp(-rate * (t - begins));
        return [("train:loss", Draw(count, Shape, Floor(dice), dice.LogBetween(0.003, 0.1), dice.Any(count)))];
    }

    private static (string Name, double[] Values)[] FineTuning(Dice dice)
    {
        var (level, gain, shape, count) = (dice.Between(0.5, 3), dice.LogBetween(0.05, 0.3), dice.Falling(), dice.Whole(20, 300));
        return [("train:loss", Draw(count, t => gain * shape(t), level, gain * dice.LogBetween(0.1, 1), dice.Any(count)))];
    }

    private static (string Name, double[] Values)[] Language(Dice dice)
    {
        var (power, early, floor, count) = (dice.Between(0.1, 0.3), dice.LogBetween(100, 1000), dice.Between(1.5, 2.5), dice.Whole(100, 400));
        return [("train:loss", Draw(count, t => 8 * Math.Pow(1 + (early * t), -power - 0.2), floor, dice.LogBetween(0.01, 0.1), dice.Any(count)))];
    }

    private static (string Name, double[] Values)[] Annealed(Dice dice)
    {
        var (shape, until, height, count) = (dice.Falling(), dice.Between(0.2, 0.5), dice.Between(0.1, 0.4), dice.Whole(50, 300));
        return [("train:loss", Draw(count, t => shape(t) + (height * Math.Min(1, t / until) * (1 - (0.4 * t))), Floor(dice), dice.LogBetween(0.005, 0.05), dice.Any(count)))];
    }

    private static (string Name, double[] Values)[] Gaps(Dice dice)
    {
        var values = Loss(dice, n => dice.Any(n))[0].Values;
        var (from, to) = (dice.Between(0.2, 0.5), dice.Between(0.5, 0.7));
        var whole = dice.Chance(0.5);
        return [("train:loss", [.. values.Where((_, i) => whole ? At(i, values.Length) < from || At(i, values.Length) > to : dice.Chance(0.6))])];
    }

    private static (string Name, double[] Values)[] Pair(Dice dice)
    {
        var (shape, floor, gap, count) = (dice.Falling(), Floor(dice), dice.Between(0, 0.6), Length(dice));
        var (small, large) = (dice.LogBetween(0.003, 0.05), dice.LogBetween(0.005, 0.15));
        return
        [
            ("train:loss", Draw(count, shape, floor, small, dice.Any(count))),
            ("validation:loss", Draw(count, t => shape(t) + (gap * (1 - shape(t)) * 0.5), floor + 0.05, large, dice.Any(count))),
        ];
    }

    private static (string Name, double[] Values)[] SparsePair(Dice dice)
    {
        var (shape, floor, epochs) = (dice.Falling(), Floor(dice), dice.Whole(5, 40));
        return
        [
            ("loss", Draw(1000, shape, floor, dice.LogBetween(0.02, 0.2), dice.Any(1000))),
            ("val_loss", Draw(epochs, shape, floor + 0.05, dice.LogBetween(0.005, 0.1), dice.Any(epochs))),
        ];
    }

    private static (string Name, double[] Values)[] FlatValidation(Dice dice)
    {
        var (shape, flat, floor, count) = (dice.Falling(), dice.Converged(), Floor(dice), Length(dice));
        return
        [
            ("train:loss", Draw(count, shape, floor, dice.LogBetween(0.003, 0.05), dice.Any(count))),
            ("validation:loss", Draw(count, flat, floor + 0.3, dice.LogBetween(0.005, 0.1), dice.Any(count))),
        ];
    }
}
