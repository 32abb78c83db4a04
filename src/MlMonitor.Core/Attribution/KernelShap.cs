namespace MlMonitor.Core.Attribution;

/// <summary>A model to explain: takes rows, answers one number for each, in order.</summary>
/// <typeparam name="T">What a feature is: a number, or a text as it is sent.</typeparam>
/// <param name="rows">The rows.</param>
/// <param name="cancellationToken">Stops it.</param>
/// <returns>The answers.</returns>
public delegate Task<double[]> ExplainedModel<T>(IReadOnlyList<T[]> rows, CancellationToken cancellationToken);

/// <summary>
/// Explains single predictions of any model (Lundberg and Lee, "A Unified Approach to Interpreting Model Predictions", NIPS 2017, theorem 2):
/// features outside a set take their values from the background, and the attributions are the weighted least squares fit to what the model
/// then answers on average, held to add up to prediction minus expected value. Where all sets fit the budget they are all tried, and the
/// attributions are the Shapley values; else the smallest and largest sets are, and the rest is drawn in pairs of a set and its complement
/// (Covert and Lee, "Improving KernelSHAP", AISTATS 2021).
/// </summary>
/// <typeparam name="T">What a feature is: a number, or a text as it is sent.</typeparam>
/// <param name="model">The model.</param>
/// <param name="background">The rows that say what is usual; at least one, all of one length.</param>
/// <param name="options">How much the model may be asked.</param>
public sealed class KernelShap<T>(ExplainedModel<T> model, IReadOnlyList<T[]> background, KernelShapOptions options)
{
    private double? _expected;

    /// <summary>How many rows the model was asked for so far.</summary>
    public long ModelRowCount { get; private set; }

    /// <summary>Explains a prediction.</summary>
    /// <param name="row">The row; as long as those of the background.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What each feature added.</returns>
    /// <exception cref="MlMonitorException">The model answers something other than one number for each row, or the budget is too small.</exception>
    public async Task<ShapValues> ExplainAsync(T[] row, CancellationToken cancellationToken)
    {
        if (background.Count == 0 || background.Any(other => other.Length != row.Length))
            throw new MlMonitorException($"The background must have rows of {row.Length} features, as the row to explain");
        var before = ModelRowCount;
        // A feature that is the same everywhere adds nothing, and need not be asked about.
        int[] varying = [.. Enumerable.Range(0, row.Length).Where(f => background.Any(other => !EqualityComparer<T>.Default.Equals(other[f], row[f])))];
        var coalitions = Coalitions.Choose(varying.Length, Budget(varying.Length), options.Seed);
        _expected ??= (await AskAsync(background, cancellationToken).ConfigureAwait(false)).Average();
        var prediction = (await AskAsync([row], cancellationToken).ConfigureAwait(false))[0];
        var means = await MeansAsync(row, varying, coalitions, cancellationToken).ConfigureAwait(false);
        var fit = ConstrainedFit.Solve(coalitions, means, prediction - _expected.Value, _expected.Value);
        var values = new double[row.Length];
        for (var f = 0; f < varying.Length; f++)
            values[varying[f]] = fit[f];
        var gap = prediction - _expected.Value - values.Sum();
        return new ShapValues(values, prediction, _expected.Value, gap, coalitions.Sets.Count, ModelRowCount - before, coalitions.IsComplete);
    }

    private int Budget(int features)
    {
        if (options.MaximumModelRows is not { } most)
            return options.MaximumCoalitions;
        var left = (most - ModelRowCount - 1 - (_expected is null ? background.Count : 0)) / background.Count;
        // A set and its complement for each feature is the least that tells them apart.
        var least = features < 2 ? 0 : Math.Min(2L * features, features < 30 ? (1L << features) - 2 : long.MaxValue);
        return left >= least
            ? (int)Math.Min(left, options.MaximumCoalitions)
            : throw new MlMonitorException($"The budget of {most} rows is too small: {features} features against {background.Count} rows of background need {least * background.Count} and {left * background.Count} are left");
    }

    // All rows of a set stand together, and sets are asked about batch by batch, so no more than a batch is held.
    private async Task<double[]> MeansAsync(T[] row, int[] varying, Coalitions coalitions, CancellationToken cancellationToken)
    {
        var sums = new double[coalitions.Sets.Count];
        var (batch, owners) = (new List<T[]>(), new List<int>());
        for (var s = 0; s < sums.Length; s++)
        {
            foreach (var other in background)
            {
                var mixed = (T[])other.Clone();
                for (var f = 0; f < varying.Length; f++)
                {
                    if (coalitions.Sets[s][f])
                        mixed[varying[f]] = row[varying[f]];
                }

                batch.Add(mixed);
                owners.Add(s);
                if (batch.Count == options.BatchSize)
                    await FlushAsync().ConfigureAwait(false);
            }
        }

        await FlushAsync().ConfigureAwait(false);
        return [.. sums.Select(sum => sum / background.Count)];

        async Task FlushAsync()
        {
            if (batch.Count == 0)
                return;
            var answers = await AskAsync(batch, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < answers.Length; i++)
                sums[owners[i]] += answers[i];
            batch.Clear();
            owners.Clear();
        }
    }

    private async Task<double[]> AskAsync(IReadOnlyList<T[]> rows, CancellationToken cancellationToken)
    {
        var all = new List<double>(rows.Count);
        for (var start = 0; start < rows.Count; start += options.BatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            T[][] part = [.. rows.Skip(start).Take(options.BatchSize)];
            var answers = await model(part, cancellationToken).ConfigureAwait(false);
            ModelRowCount += part.Length;
            if (answers.Length != part.Length)
                throw new MlMonitorException($"The model answered {answers.Length} numbers to {part.Length} rows");
            if (!answers.All(double.IsFinite))
                throw new MlMonitorException("The model answered something that is no finite number");
            all.AddRange(answers);
        }

        return [.. all];
    }
}
