using System.Text.Json;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Baselines;
using MlMonitor.Core.Datasets;

namespace MlMonitor.Core.Attribution;

/// <summary>Reads what explanations are held against: the analysis.json of a job of SageMaker Clarify.</summary>
public static class AttributionBaseline
{
    private const string Name = "analysis.json";

    /// <summary>Where the attributions lie beside another baseline: it itself where it is an analysis.json, else <c>explainability/analysis.json</c> in its folder.</summary>
    /// <param name="baseline">The path or address of a baseline, such as that of a statistics.json.</param>
    /// <returns>The path or address.</returns>
    public static string PathBeside(string baseline) => baseline.EndsWith(Name, StringComparison.OrdinalIgnoreCase)
        ? baseline
        : baseline[..(baseline.LastIndexOfAny(['/', '\\']) + 1)] + "explainability/" + Name;

    /// <summary>Reads attributions.</summary>
    /// <param name="path">A file, a folder or an <c>s3://</c> address.</param>
    /// <param name="connection">The connection for <c>s3://</c> addresses; null where there is none.</param>
    /// <param name="isWanted">Whether it is a problem where they are not there.</param>
    /// <param name="sink">Hears of problems.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How much each feature counted, for each label; null where that cannot be read, which has then been reported.</returns>
    public static async Task<IReadOnlyList<GlobalAttributions>?> ReadAsync(
        string path, AwsConnection? connection, bool isWanted, IMonitorSink sink, CancellationToken cancellationToken)
    {
        var heard = isWanted ? sink : new QuietSink(sink);
        var files = new DataFiles(connection is null ? null : new AwsCaller(connection, heard), heard);
        if (await files.FindAsync(path, cancellationToken).ConfigureAwait(false) is not { } found)
            return null;
        foreach (var file in found is [_] ? found : found.Where(file => file.Name.Equals(Name, StringComparison.OrdinalIgnoreCase)))
        {
            if (await ParseAsync(files, file, cancellationToken).ConfigureAwait(false) is { Count: > 0 } read)
                return read;
        }

        heard.Report(Problem.Of(ProblemId.FileNotUnderstood, $"There are no attributions in {path}: nothing in it has explanations.kernel_shap.", path,
            "Give an analysis.json of the explainability monitor, or of a SageMaker Clarify job with SHAP."));
        return null;
    }

    /// <summary>What the model answers on average, by label.</summary>
    /// <param name="baseline">The attributions.</param>
    /// <returns>The values; empty where they do not say.</returns>
    public static IReadOnlyDictionary<string, double> ExpectedValues(IReadOnlyList<GlobalAttributions> baseline) =>
        baseline.Where(label => label.ExpectedValue is not null).DistinctBy(label => label.Label).ToDictionary(label => label.Label, label => label.ExpectedValue!.Value, StringComparer.Ordinal);

    private static async Task<IReadOnlyList<GlobalAttributions>?> ParseAsync(DataFiles files, DataFile file, CancellationToken cancellationToken)
    {
        if (await files.OpenAsync(file, cancellationToken).ConfigureAwait(false) is not { } stream)
            return null;
        try
        {
            await using (stream.ConfigureAwait(false))
            {
                using var json = await LenientJson.ParseAsync(stream, cancellationToken).ConfigureAwait(false);
                return AttributionReportFile.Read(json.RootElement);
            }
        }
        catch (JsonException)
        {
            // That there are none in it is said in the end.
            return null;
        }
        catch (Exception e) when (DataFiles.IsReadFailure(e, cancellationToken))
        {
            files.ReportUnreadable(file.Path, e);
            return null;
        }
    }

    /// <summary>Takes problems as details.</summary>
    private sealed class QuietSink(IMonitorSink inner) : IMonitorSink
    {
        public void Report(Problem problem) => inner.Detail(problem.Message);

        public void Warn(string message) => inner.Detail(message);

        public void Detail(string message) => inner.Detail(message);

        public void Trace(string message) => inner.Trace(message);

        public void Progress(string activity, int done, int? total) => inner.Progress(activity, done, total);
    }
}
