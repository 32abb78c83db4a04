using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using MlMonitor.Core;
using MlMonitor.Core.Attribution;
using MlMonitor.Streams;

namespace MlMonitor.Commands;

/// <summary>Explains a model that is given as a script block.</summary>
public sealed partial class GetMlExplanationCommand
{
    private void RunModel()
    {
        if (_records.Count == 0 || ReadBackground("the model", null, ConnectionFor(Background)) is not { } background)
            return;
        var tally = new AdditivityTally();
        foreach (var batch in ExplanationBatch.Gather(_records, _ => null, background, Wanted, Sink))
        {
            // All of it runs here, on the pipeline's thread, where scripts must.
            var explainer = new KernelShap<ModelCell>((rows, _) => Task.FromResult(Ask(batch.FeatureNames, rows)), batch.Background, new KernelShapOptions { Seed = Seed, BatchSize = BatchSize });
            foreach (var item in batch.Items)
            {
                if (TryExplain(explainer, item.Cells) is not { } values)
                    return;
                tally.Add(batch.Explain(item, values));
                WriteObject(batch.Explain(item, values));
            }
        }

        Tell(tally, "the model");
    }

    private ShapValues? TryExplain(KernelShap<ModelCell> explainer, ModelCell[] row)
    {
        try
        {
            return explainer.ExplainAsync(row, StopToken).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (MlMonitorException e)
        {
            WriteError(Errors.Record(new Problem(ProblemId.ModelAnswerInvalid, e, Model, "Give a script block that takes rows and gives one number for each, in their order.")));
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            WriteError(Errors.Record(new Problem(ProblemId.ModelFailed, new MlMonitorException($"The model failed: {e.Message}", e), Model, "Correct the script block: $_.name of a row is the value of a feature.")));
        }

        return null;
    }

    private double[] Ask(IReadOnlyList<string> names, IReadOnlyList<ModelCell[]> rows)
    {
        var given = rows.Select(row =>
        {
            var values = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
            for (var f = 0; f < row.Length; f++)
                values[names[f]] = row[f].Value;
            return (object)values;
        }).ToArray();
        return [.. Model!.Invoke([given]).Select(Number)];
    }

    private static double Number(PSObject? answer) => LanguagePrimitives.TryConvertTo<double>(answer, CultureInfo.InvariantCulture, out var number) && answer is not null
        ? number
        : throw new MlMonitorException($"The model answered '{answer}', which is no number");
}
