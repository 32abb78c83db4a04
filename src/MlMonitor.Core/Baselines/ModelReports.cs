using System.Text.Json;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Bias;
using MlMonitor.Core.Datasets;
using MlMonitor.Core.Quality;
using MlMonitor.Core.Storage;

namespace MlMonitor.Core.Baselines;

/// <summary>
/// Reads what a model's quality and bias are held against: statistics.json and constraints.json of Model Monitor's model quality jobs, and
/// analysis.json of Clarify. What fails is reported, and gives null.
/// </summary>
/// <param name="connection">Where <c>s3://</c> addresses are read; null where there are none.</param>
/// <param name="sink">Hears of problems.</param>
public sealed class ModelReports(AwsConnection? connection, IMonitorSink sink)
{
    private const string Statistics = "statistics.json";
    private const string ConstraintsName = "constraints.json";
    private const string Analysis = "analysis.json";

    private readonly DataFiles _files = new(connection is null ? null : new AwsCaller(connection, sink), sink);

    /// <summary>Finds the baseline of model quality beside another baseline: in the folder model-quality.</summary>
    /// <param name="baseline">The path of the other one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its path; null where there is none, which is not reported.</returns>
    public Task<string?> FindQualityAsync(string baseline, CancellationToken cancellationToken) =>
        BesideAsync(baseline, ["model-quality/" + Statistics, "model-quality/" + ConstraintsName], cancellationToken);

    /// <summary>Finds the baseline of bias beside another baseline: in the folder bias, its constraints before its analysis.</summary>
    /// <param name="baseline">The path of the other one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its path; null where there is none, which is not reported.</returns>
    public Task<string?> FindBiasAsync(string baseline, CancellationToken cancellationToken) =>
        BesideAsync(baseline, ["bias/" + ConstraintsName, "bias/" + Analysis], cancellationToken);

    /// <summary>Reads a baseline of model quality.</summary>
    /// <param name="path">statistics.json, constraints.json or the folder of both; one is read with the other where that lies beside it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The baseline and the kind of model; null where it cannot be read, which has then been reported.</returns>
    public async Task<(QualityReference Reference, MlProblemType Type)?> ReadQualityAsync(string path, CancellationToken cancellationToken)
    {
        if (await _files.FindAsync(path, cancellationToken).ConfigureAwait(false) is not { } found)
            return null;
        var file = found.FirstOrDefault(f => f.Name == Statistics) ?? found.FirstOrDefault(f => f.Name == ConstraintsName) ?? found[0];
        var other = file.Name is Statistics or ConstraintsName
            ? await _files.BesideAsync(file, file.Name == Statistics ? ConstraintsName : Statistics, cancellationToken).ConfigureAwait(false) : null;
        QualityResult? run = null;
        (MlProblemType Type, IReadOnlyList<QualityConstraint> Constraints)? limits = null;
        foreach (var each in new[] { file, other }.OfType<DataFile>())
        {
            var isRead = await ParseAsync(each, "a statistics.json or constraints.json of the model quality monitor", root =>
            {
                run ??= QualityStatisticsFile.Read(root);
                limits ??= QualityConstraintsFile.Read(root);
                return run is not null || limits is not null ? root.GetRawText() : null;
            }, cancellationToken).ConfigureAwait(false);
            if (isRead is null)
                return null;
        }

        return (new QualityReference { Baseline = run, Constraints = limits?.Constraints ?? [] }, run?.ProblemType ?? limits!.Value.Type);
    }

    /// <summary>Reads a baseline of bias.</summary>
    /// <param name="path">analysis.json or its folder.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The report; null where it cannot be read, which has then been reported.</returns>
    public async Task<BiasReport?> ReadBiasAsync(string path, CancellationToken cancellationToken) =>
        await _files.FindAsync(path, cancellationToken).ConfigureAwait(false) is { } found
            ? await ParseAsync(found.FirstOrDefault(f => f.Name == Analysis) ?? found[0], "an analysis.json of Clarify with metrics of bias", BiasReportFile.Read, cancellationToken).ConfigureAwait(false)
            : null;

    private async Task<string?> BesideAsync(string baseline, string[] names, CancellationToken cancellationToken)
    {
        var (path, location) = (baseline, default(S3Location));
        if (S3Location.IsMeantBy(baseline))
        {
            if (connection is null || S3Location.TryParse(baseline, out location) is not null)
                return null;
            // A folder may come without its slash.
            location = location!.Name.Contains('.', StringComparison.Ordinal) ? location : location.AsFolder;
        }
        else if (Directory.Exists(baseline))
            path = Path.Combine(baseline, Statistics);
        foreach (var name in names)
        {
            if (await _files.BesideAsync(new DataFile(path, 0, default) { Location = location }, name, cancellationToken).ConfigureAwait(false) is { } file)
                return file.Path;
        }

        return null;
    }

    private async Task<T?> ParseAsync<T>(DataFile file, string what, Func<JsonElement, T?> read, CancellationToken cancellationToken)
        where T : class
    {
        Exception? why = null;
        try
        {
            if (await _files.OpenAsync(file, cancellationToken).ConfigureAwait(false) is not { } stream)
                return null;
            await using (stream.ConfigureAwait(false))
            {
                using var json = await LenientJson.ParseAsync(stream, cancellationToken).ConfigureAwait(false);
                if (read(json.RootElement) is { } value)
                    return value;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            why = e;
        }
        catch (Exception e) when (DataFiles.IsReadFailure(e, cancellationToken))
        {
            _files.ReportUnreadable(file.Path, e);
            return null;
        }

        sink.Report(new Problem(ProblemId.FileNotUnderstood, new MlMonitorException($"{file.Path} is not {what}{(why is null ? "" : $": {why.Message}")}.", why!), file.Path, $"Give {what}."));
        return null;
    }
}
