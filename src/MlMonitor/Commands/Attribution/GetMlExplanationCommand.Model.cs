using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using MlMonitor.Completion;
using MlMonitor.Core;
using MlMonitor.Core.Attribution;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Capture;
using MlMonitor.Streams;

namespace MlMonitor.Commands;

/// <summary>Explains what did not explain itself, by asking the model.</summary>
public sealed partial class GetMlExplanationCommand
{
    /// <summary>How many predictions are explained unless -First says so: asking a model costs.</summary>
    private const int FewPredictions = 5;

    private const int LongestInvocations = 1_000_000;

    /// <summary>Where explanations come from.</summary>
    [Parameter]
    public MlExplanationMethod Method { get; set; }

    /// <summary>A model to explain instead of an endpoint's: takes rows, gives one number for each.</summary>
    [Parameter(ParameterSetName = ByCapture)]
    [Parameter(ParameterSetName = ByRecord)]
    [ValidateNotNull]
    public ScriptBlock? Model { get; set; }

    /// <summary>The endpoint that is asked, where it is not the one that the requests name.</summary>
    [Parameter(ParameterSetName = ByCapture)]
    [Parameter(ParameterSetName = ByRecord)]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    [ValidateNotNullOrEmpty]
    public string? TargetEndpoint { get; set; }

    /// <summary>The data set that says what is usual.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Background { get; set; }

    /// <summary>How many rows of the data set are taken.</summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int BackgroundCount { get; set; } = 20;

    /// <summary>Which number of an answer is explained.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? InferenceAttribute { get; set; }

    /// <summary>How often each endpoint may be called.</summary>
    [Parameter]
    [ValidateRange(1, LongestInvocations)]
    public int MaxInvocation { get; set; } = 100;

    /// <summary>How many rows go into one call.</summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int BatchSize { get; set; } = KernelShapOptions.Usual.BatchSize;

    /// <summary>Where random choices start.</summary>
    [Parameter]
    public int Seed { get; set; } = KernelShapOptions.Usual.Seed;

    // The rows of a request count, not the requests; what is not needed is not read.
    private int Wanted => First ?? (ParameterSetName == ByRecord ? int.MaxValue : FewPredictions);

    private List<MlCaptureRecord> Records(CaptureSource source, MlWindow? window)
    {
        var (records, read) = (new List<MlCaptureRecord>(), (CaptureSummary?)null);
        WriteEach(CaptureReader.RecordsAsync(source, window, ColumnMap.None, Sink, summary => read = summary, new CaptureOptions { First = Wanted }, StopToken), records.Add);
        if (read?.Problem is { } problem)
            Sink.Report(problem);
        return records;
    }

    // Requests that were piped go to the endpoint they name, or to the one that is given.
    private void ExplainRecords()
    {
        foreach (var records in _records.GroupBy(record => TargetEndpoint ?? record.EndpointName ?? "", StringComparer.Ordinal))
        {
            if (records.Key.Length == 0)
                Sink.Report(Problem.Of(ProblemId.EndpointNotFound, $"The requests of {records.First().Path} name no endpoint.", records.First().Path, "Give -TargetEndpoint."));
            else
                foreach (var (endpoint, connection) in Endpoints(records.Key))
                    Explain(endpoint, connection, [.. records]);
            Sink.Flush();
        }
    }

    private void Explain(MlEndpoint endpoint, AwsConnection connection, List<MlCaptureRecord> records)
    {
        var name = endpoint.EndpointName;
        if (records.Count == 0 || ReadBackground(name, endpoint.Tag.GetValueOrDefault(BaselineTag), connection) is not { } background)
            return;
        // A variant is named where there are several, and it is still there.
        string? VariantOf(MlCaptureRecord record) => endpoint.Variants.Count > 1 && endpoint.Variants.Any(variant => variant.VariantName == record.VariantName) ? record.VariantName : null;
        var batches = ExplanationBatch.Gather(records, VariantOf, background, Wanted, Sink);
        Sink.Flush();
        if (batches.Count == 0)
            return;
        if (ExplanationBatch.Plan(batches, BatchSize, MaxInvocation, name, out var problem) is not { } plan)
        {
            Sink.Report(problem!);
            return;
        }

        if (!ShouldProcess(name, string.Create(CultureInfo.InvariantCulture,
            $"Invoke at most {plan.Invocations} times, to explain {batches.Sum(batch => batch.Items.Count)} predictions against {background.Rows.Count} rows of {background.Source}")))
            return;
        var tally = new AdditivityTally();
        WriteEach(new EndpointExplainer(connection, name, InferenceAttribute, Seed, Sink).ExplainAsync(batches, plan, StopToken), explanation =>
        {
            tally.Add(explanation);
            WriteObject(explanation);
        });
        Tell(tally, name);
    }

    private ModelBackground? ReadBackground(string what, string? tag, AwsConnection? connection)
    {
        if (Background is null && tag is null)
        {
            Sink.Report(Problem.Of(ProblemId.BaselineMissing, $"No data set says what is usual for {what}.", what,
                $"Give -Background, such as the data the model was trained on, or tag the endpoint with {BaselineTag}: train.csv beside it is taken."));
            Sink.Flush();
            return null;
        }

        var path = Background is null ? ModelBackground.PathBeside(tag!) : FullPath(Background);
        return Await(() => ModelBackground.ReadAsync(path, BackgroundCount, Seed, connection, Sink, StopToken));
    }

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
