using System.Globalization;
using System.Management.Automation;
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

    // The rows of a request count, not the requests; what is not needed is not read.
    private int Wanted => First ?? (ParameterSetName == ByRecord ? int.MaxValue : FewPredictions);

    private List<MlCaptureRecord> Records(CaptureSource source, MlWindow? window)
    {
        var (records, read) = (new List<MlCaptureRecord>(), (CaptureSummary?)null);
        WriteEach(CaptureReader.RecordsAsync(source, window, ColumnMap.None, Sink, summary => read = summary, new CaptureOptions { First = Wanted }, StopToken), records.Add);
        if (read?.Problem is { } problem)
            Sink.Report(problem);
        TellLeftOut(read);
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
                foreach (var (endpoint, connection) in Endpoints([records.Key]))
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
}
