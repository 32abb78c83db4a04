using System.Runtime.CompilerServices;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Attribution;

/// <summary>Explains predictions by calling the endpoint that made them.</summary>
/// <param name="connection">Through which it is called.</param>
/// <param name="endpointName">The endpoint.</param>
/// <param name="attribute">Which number of an answer is explained; null for the only one, or one of a usual name.</param>
/// <param name="seed">Where the choice of sets starts.</param>
/// <param name="sink">Hears of problems and progress.</param>
public sealed class EndpointExplainer(AwsConnection connection, string endpointName, string? attribute, int seed, IMonitorSink sink)
{
    /// <summary>Explains predictions, each as soon as it can be. What fails is reported once, and ends it: the next call would fail too.</summary>
    /// <param name="batches">The predictions.</param>
    /// <param name="plan">How often the endpoint may be called.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The explanations.</returns>
    public async IAsyncEnumerable<MlExplanation> ExplainAsync(
        IReadOnlyList<ExplanationBatch> batches, ModelPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var caller = new AwsCaller(connection, sink);
        var before = 0;
        foreach (var batch in batches)
        {
            var model = new EndpointModel(caller, endpointName, batch.VariantName, batch.Form, new ModelAnswer(attribute), batch.ExplainsItself);
            var options = new KernelShapOptions { MaximumCoalitions = plan.Coalitions, BatchSize = plan.BatchSize, Seed = seed };
            var explainer = new KernelShap<ModelCell>(AskAsync, batch.Background, options);
            foreach (var item in batch.Items)
            {
                if (await TryAsync(caller, explainer, item.Cells, cancellationToken).ConfigureAwait(false) is not { } values)
                    yield break;
                yield return batch.Explain(item, values) with { EndpointName = endpointName };
            }

            before += model.Invocations;

            async Task<double[]> AskAsync(IReadOnlyList<ModelCell[]> rows, CancellationToken stop)
            {
                sink.Progress($"Calling {endpointName}", before + model.Invocations, (int)Math.Min(plan.Invocations, int.MaxValue));
                return await model.AnswerAsync(rows, stop).ConfigureAwait(false);
            }
        }
    }

    private async Task<ShapValues?> TryAsync(AwsCaller caller, KernelShap<ModelCell> explainer, ModelCell[] row, CancellationToken cancellationToken)
    {
        try
        {
            return await explainer.ExplainAsync(row, cancellationToken).ConfigureAwait(false);
        }
        catch (ModelFailedException e)
        {
            caller.Report(e.Problem);
        }
        catch (MlMonitorException e)
        {
            sink.Report(new Problem(ProblemId.ModelAnswerInvalid, new MlMonitorException($"The endpoint {endpointName} cannot be explained. {e.Message}.", e), endpointName,
                "Give -InferenceAttribute: of CSV the number of the column, the first being 0, of JSON a JMESPath, such as probability or predictions[*].score."));
        }

        return null;
    }
}
