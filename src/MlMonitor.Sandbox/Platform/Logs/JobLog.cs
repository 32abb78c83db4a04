using System.Globalization;
using MlMonitor.Sandbox.Platform.Jobs;
using MlMonitor.Sandbox.Platform.Workflows;

namespace MlMonitor.Sandbox.Platform.Logs;

/// <summary>What a job's container writes: a start, a line of progress every so often, and what it died of.</summary>
internal static class JobLog
{
    private const int Progress = 60;

    /// <summary>The streams of a job, one an instance.</summary>
    public static IEnumerable<LogStream> Of(Job job) => job.LogStreams.Select((name, node) => (job.Type, job.Ended) switch
    {
        (JobType.Training, null) => new LogStream(
            name, job.Started, (after, until) => TrainingLog.Of(job, node, until).Where(entry => entry.Time > after && entry.Time <= until)),
        (JobType.Training, _) => new LogStream(name, job.Started, () => TrainingLog.Of(job, node, job.Home.Now)),
        _ => new LogStream(name, job.Started, () => Write(job)),
    });

    private static IEnumerable<LogEvent> Write(Job job)
    {
        var from = job.Started;
        var until = job.Until(job.Home.Now);
        yield return new(from, $"Starting the {job.Type.ToString().ToLowerInvariant()} job {job.Name} on {job.InstanceType}");
        yield return new(from, $"Invoking script with: /usr/local/bin/python3.11 {job.Program}");

        // What goes on has not come to its last part.
        var last = job.Ended is null ? Progress * 2 / 3 : Progress;
        for (var step = 1; step <= last; step++)
        {
            var line = job.Type == JobType.Labeling
                ? string.Create(CultureInfo.InvariantCulture, $"{{\"labeling-job-name\":\"{job.Name}\",\"event-name\":\"ANNOTATION_CONSOLIDATION\",\"batch\":{step}}}")
                : string.Create(CultureInfo.InvariantCulture, $"INFO processed part-{step:00000} of {Progress}");
            yield return new(from + ((until - from) * (step / (last + 1.0))), line);
        }

        if (job.Failure is { } failure)
        {
            foreach (var line in failure.LogLines)
                yield return new(until, line);
        }
        else if (job.Status == "Completed")
        {
            yield return new(until, $"{job.Program} finished");
        }
    }
}

/// <summary>What a function that failed wrote.</summary>
internal static class FunctionLog
{
    public static LogStream Of(Attempt attempt)
    {
        var start = attempt.Scheduled;
        var name = string.Create(CultureInfo.InvariantCulture, $"{start.UtcDateTime:yyyy/MM/dd}/[$LATEST]{attempt.WorkId.Replace("-", "", StringComparison.Ordinal)}");
        return new LogStream(name, start, () =>
        [
            new(start, $"START RequestId: {attempt.WorkId} Version: $LATEST"),
            .. attempt.Task.FunctionFailure.LogLines.Select(line => new LogEvent(attempt.Ended!.Value, line)),
            new(attempt.Ended!.Value, $"END RequestId: {attempt.WorkId}"),
        ]);
    }
}
