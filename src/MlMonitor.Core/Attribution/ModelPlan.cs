namespace MlMonitor.Core.Attribution;

/// <summary>How often a model is called to explain some predictions. Immutable.</summary>
/// <param name="Invocations">How often at most.</param>
/// <param name="Coalitions">How many sets of features are tried for each prediction at most.</param>
public sealed record ModelPlan(long Invocations, int Coalitions)
{
    /// <summary>How many rows go into one call.</summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>Makes the best plan that a number of calls allows.</summary>
    /// <param name="forms">Of each form of request: how many rows are explained, and how many features a row has.</param>
    /// <param name="background">How many rows say what is usual.</param>
    /// <param name="batch">How many rows go into one call.</param>
    /// <param name="most">How many calls may be made.</param>
    /// <param name="coalitions">How many sets of features are tried at most where calls do not matter.</param>
    /// <param name="least">How many calls are needed at least.</param>
    /// <returns>The plan; null where more calls are needed.</returns>
    public static ModelPlan? Of(IReadOnlyList<(int Rows, int Features)> forms, int background, int batch, long most, int coalitions, out long least)
    {
        least = Calls(forms, background, batch, form => Least(form.Features));
        if (least > most)
            return null;
        // More sets never take fewer calls, so that the most that fit are found by halving.
        var (fits, fails) = (forms.Max(form => Least(form.Features)), coalitions + 1L);
        while (fails - fits > 1)
        {
            var middle = fits + ((fails - fits) / 2);
            if (Calls(forms, background, batch, form => Math.Min(middle, All(form.Features))) <= most)
                fits = middle;
            else
                fails = middle;
        }

        return new ModelPlan(Calls(forms, background, batch, form => Math.Min(fits, All(form.Features))), (int)fits) { BatchSize = batch };
    }

    // For each form once what is usual; for each row itself, and all its mixtures.
    private static long Calls(IReadOnlyList<(int Rows, int Features)> forms, int background, int batch, Func<(int Rows, int Features), long> sets) =>
        forms.Sum(form => Batches(background, batch) + (form.Rows * (1 + Batches(sets(form) * background, batch))));

    private static long Batches(long rows, int batch) => (rows + batch - 1) / batch;

    private static long All(int features) => features < 2 ? 0 : features < 62 ? (1L << features) - 2 : long.MaxValue;

    // A set and its complement for each feature is the least that tells them apart.
    private static long Least(int features) => Math.Min(2L * features, All(features));
}
