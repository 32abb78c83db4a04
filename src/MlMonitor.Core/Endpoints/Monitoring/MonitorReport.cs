using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Storage;

namespace MlMonitor.Core.Endpoints.Monitoring;

/// <summary>Reads what an execution of Model Monitor reported.</summary>
internal sealed partial class MonitorReport(S3Reader s3, Action<Problem> report)
{
    /// <summary>Both are about: the second is in the documentation of containers of one's own.</summary>
    private static readonly string[] Spellings = ["constraint_violations.json", "constraints_violations.json"];

    /// <summary>What the execution found wrong. No file means that nothing was; where there must be one, that it is gone.</summary>
    /// <param name="folder">Where the report is.</param>
    /// <param name="mustBeThere">Whether Model Monitor says that there are violations.</param>
    /// <param name="subject">What the findings are about.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<MlFinding>> ReadAsync(string folder, bool mustBeThere, ViolationFile.Subject subject, CancellationToken cancellationToken)
    {
        if (S3Location.TryParse(folder, out var location) is { } bad)
        {
            report(bad);
            return [];
        }

        Problem? problem = null;
        foreach (var name in Spellings)
        {
            var file = location!.Below(name);
            var answer = await s3.OpenAsync(file, cancellationToken).ConfigureAwait(false);
            if (answer.Value is { } open)
                using (open)
                    return await ParseAsync(open.ResponseStream, file, subject, cancellationToken).ConfigureAwait(false);
            // Who may not list a bucket is told "denied" of what is not there: the other spelling may be.
            if (!answer.IsAbsent && problem?.Id is null or ProblemId.ObjectNotFound)
                problem = answer.Problem;
            problem ??= answer.Problem;
            if (problem!.Id == ProblemId.BucketNotFound)
                break;
        }

        if (mustBeThere || problem!.Id != ProblemId.ObjectNotFound)
            report(problem!);
        return [];
    }

    /// <summary>Where the report of a job is.</summary>
    public static string? FolderOf(DescribeProcessingJobResponse? job) =>
        (job?.ProcessingOutputConfig?.Outputs ?? []).Select(o => o.S3Output?.S3Uri).FirstOrDefault(uri => !string.IsNullOrEmpty(uri));

    /// <summary>
    /// The window of the data a job looked at: as Model Monitor tells its container, or by the hours of capture files the job was
    /// given.
    /// </summary>
    public static MlWindow? WindowOf(DescribeProcessingJobResponse? job)
    {
        if (Time(job, "start_time") is { } start && Time(job, "end_time") is { } end && end > start)
            return new MlWindow(start, end);
        var hours = (job?.ProcessingInputs ?? []).Select(i => Hour().Match(i.S3Input?.S3Uri ?? "")).Where(m => m.Success)
            .Select(m => DateTimeOffset.TryParseExact(m.Groups[1].Value, "yyyy/MM/dd/HH", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var hour) ? hour : (DateTimeOffset?)null)
            .OfType<DateTimeOffset>().ToList();
        return hours.Count == 0 ? null : new MlWindow(hours.Min(), hours.Max().AddHours(1));
    }

    private async Task<IReadOnlyList<MlFinding>> ParseAsync(Stream stream, S3Location file, ViolationFile.Subject subject, CancellationToken cancellationToken)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(stream, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }, cancellationToken)
                .ConfigureAwait(false);
            if (ViolationFile.Read(document.RootElement, subject) is { } findings)
                return findings;
        }
        catch (Exception e) when (e is JsonException || AwsProblems.IsFailure(e, cancellationToken))
        {
            report(Problem.Of(ProblemId.FileNotUnderstood, $"{file} could not be read: {e.Message}", file.ToString(), "Look at the file; one that was cut off can be read again when it is whole."));
            return [];
        }

        report(Problem.Of(ProblemId.FileNotUnderstood, $"{file} is no file of violations.", file.ToString(), "Look at what wrote it: Model Monitor writes an object with the member 'violations'."));
        return [];
    }

    private static DateTimeOffset? Time(DescribeProcessingJobResponse? job, string variable) =>
        job?.Environment?.TryGetValue(variable, out var text) == true
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    [GeneratedRegex("/([0-9]{4}/[0-9]{2}/[0-9]{2}/[0-9]{2})/?$", RegexOptions.CultureInvariant)]
    private static partial Regex Hour();
}
