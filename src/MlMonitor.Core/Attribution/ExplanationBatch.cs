namespace MlMonitor.Core.Attribution;

/// <summary>Rows of requests that are of one form, so that one model explains them against one background.</summary>
public sealed class ExplanationBatch
{
    private readonly List<(MlCaptureRecord Record, int Row, ModelCell[] Cells)> _items = [];

    private ExplanationBatch(ModelRequest form, string? variantName, IReadOnlyList<string> names, IReadOnlyList<ModelCell[]> background)
    {
        Form = form;
        VariantName = variantName;
        FeatureNames = names;
        Background = background;
    }

    /// <summary>The form of the requests.</summary>
    public ModelRequest Form { get; }

    /// <summary>The variant that is asked; null for whichever the endpoint chooses.</summary>
    public string? VariantName { get; }

    /// <summary>The features, in order.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The rows that say what is usual.</summary>
    public IReadOnlyList<ModelCell[]> Background { get; }

    /// <summary>The rows to explain, each with the request it is of and its place in it.</summary>
    public IReadOnlyList<(MlCaptureRecord Record, int Row, ModelCell[] Cells)> Items => _items;

    /// <summary>Whether an answer to one of them explained itself.</summary>
    public bool ExplainsItself => _items.Exists(item => item.Record.OutputText?.Contains("\"explanations\"", StringComparison.Ordinal) == true);

    /// <summary>Sorts rows of requests by their form.</summary>
    /// <param name="records">The requests.</param>
    /// <param name="variantOf">The variant to ask about each.</param>
    /// <param name="background">What is usual.</param>
    /// <param name="most">How many rows at most.</param>
    /// <param name="sink">Hears of requests that cannot be taken apart, and of forms that the background does not fit.</param>
    /// <returns>The batches.</returns>
    public static IReadOnlyList<ExplanationBatch> Gather(
        IEnumerable<MlCaptureRecord> records, Func<MlCaptureRecord, string?> variantOf, ModelBackground background, int most, IMonitorSink sink)
    {
        var batches = new List<ExplanationBatch>();
        var refused = new List<ModelRequest>();
        foreach (var record in records)
        {
            if (most == 0)
                break;
            if (ModelRequest.Read(record, out var reason) is not { } request)
                sink.Report(Problem.Of(ProblemId.ModelRequestNotUnderstood, $"No others like the request {record} can be made: {reason}.", record,
                    "Requests in CSV, JSON Lines, or JSON with an array of rows can be explained: flat objects, or arrays of values."));
            else if (!refused.Exists(request.IsLike) && BatchOf(request, variantOf(record)) is { } batch)
                for (var row = 0; row < request.Rows.Count && most > 0; row++, most--)
                    batch._items.Add((record, row, request.Rows[row]));
        }

        return batches;

        ExplanationBatch? BatchOf(ModelRequest request, string? variant)
        {
            if (batches.Find(each => each.VariantName == variant && each.Form.IsLike(request)) is { } known)
                return known;
            if (background.Fit(request.FeatureNames, request.Rows[0].Length, out var fitted) is { } problem)
            {
                // Said once for all requests of this form.
                refused.Add(request);
                sink.Report(problem);
                return null;
            }

            var made = new ExplanationBatch(request, variant, fitted!.Value.Names, fitted.Value.Rows);
            batches.Add(made);
            return made;
        }
    }

    /// <summary>Makes the best plan to explain batches.</summary>
    /// <param name="batches">The batches.</param>
    /// <param name="batchSize">How many rows go into one call.</param>
    /// <param name="most">How many calls may be made.</param>
    /// <param name="target">What is explained, for the problem.</param>
    /// <param name="problem">Why there is none; null where there is.</param>
    /// <returns>The plan; null where so few calls explain nothing.</returns>
    public static ModelPlan? Plan(IReadOnlyList<ExplanationBatch> batches, int batchSize, long most, string target, out Problem? problem)
    {
        problem = null;
        var forms = batches.Select(batch => (Rows: batch.Items.Count, Features: batch.FeatureNames.Count, batch.Form.TakesMany)).ToList();
        var size = forms.TrueForAll(form => form.TakesMany) ? batchSize : 1;
        if (ModelPlan.Of([.. forms.Select(form => (form.Rows, form.Features))], batches[0].Background.Count, size, most, KernelShapOptions.Usual.MaximumCoalitions, out var least) is { } plan)
            return plan;
        problem = Problem.Of(ProblemId.ModelBudgetTooSmall,
            FormattableString.Invariant($"To explain {forms.Sum(form => form.Rows)} predictions of {target} takes {least} invocations at least, and {most} are allowed."), target,
            FormattableString.Invariant($"Give -MaxInvocation {least} or more, explain fewer predictions, or lower -BackgroundCount."));
        return null;
    }

    /// <summary>Makes the explanation of a row.</summary>
    /// <param name="item">The row.</param>
    /// <param name="values">What was found.</param>
    /// <returns>The explanation.</returns>
    public MlExplanation Explain((MlCaptureRecord Record, int Row, ModelCell[] Cells) item, ShapValues values) => values.ToExplanation(FeatureNames) with
    {
        EndpointName = item.Record.EndpointName,
        InferenceId = item.Record.InferenceId ?? item.Record.EventId,
        InferenceTime = item.Record.Time,
        RowIndex = item.Row,
    };
}
