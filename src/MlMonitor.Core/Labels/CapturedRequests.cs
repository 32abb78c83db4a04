using MlMonitor.Core.Aws;
using MlMonitor.Core.Capture;

namespace MlMonitor.Core.Labels;

/// <summary>Captured requests and where what turned out to be so is told: what a test of a model against labels reads.</summary>
public sealed record CapturedRequests
{
    /// <summary>Where the requests lie.</summary>
    public required CaptureSource Source { get; init; }

    /// <summary>The window of the requests; null for all there are.</summary>
    public MlWindow? Window { get; init; }

    /// <summary>How columns are called, and what is wanted of payloads of JSON.</summary>
    public ColumnMap Map { get; init; } = ColumnMap.None;

    /// <summary>Where labels lie; null where there are none but those that the records bring with them.</summary>
    public CaptureSource? Labels { get; init; }

    /// <summary>When the labels were collected; null for all there are.</summary>
    public MlWindow? Collected { get; init; }

    /// <summary>The JMESPath of the label in a payload of JSON; null to take what is there.</summary>
    public string? LabelPath { get; init; }

    /// <summary>A data set or profile whose column names are lent to columns that have none; null for none.</summary>
    public string? NamesFrom { get; init; }

    /// <summary>As whom that is read where it lies in S3; null for none.</summary>
    public AwsConnection? NamesConnection { get; init; }

    /// <summary>Reads the labels.</summary>
    /// <param name="sink">Hears of files that could not be read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The labels, none where none have come yet; null where they cannot be read, which has then been reported.</returns>
    internal async Task<LabelBook?> ReadLabelsAsync(IMonitorSink sink, CancellationToken cancellationToken)
    {
        if (Labels is null)
            return new LabelBook();
        var (book, read) = await LabelReader.ReadAsync(Labels, Collected, LabelPath, sink, null, cancellationToken).ConfigureAwait(false);
        if (read is { Records: 0, BadRecords: > 0 })
        {
            sink.Report(Problem.Of(ProblemId.FileNotUnderstood, $"None of the {read.BadRecords} labels at {Labels} can be read: {read.FirstBad[0]}.", Labels.Name,
                "Write them as JSON Lines with groundTruthData and the id of the request."));
            return null;
        }

        if (read.Damage(1) is { } damage)
            sink.Warn($"Labels: {damage}");
        // None in the window is no mistake: they come late. None at all most often is one.
        if (read.Problem is { } problem && problem.Id != ProblemId.CaptureEmpty)
        {
            sink.Report(problem.Id != ProblemId.CaptureNotFound ? problem : Problem.Of(ProblemId.LabelsMissing, $"There are no labels at {Labels}.", Labels.Name,
                "Check -Label or the tag mlmonitor:labels: files of JSON Lines with groundTruthData and the id of the request."));
            return null;
        }

        return book;
    }
}
