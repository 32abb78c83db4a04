using System.Globalization;
using MlMonitor.Sandbox.Platform.Jobs;
using MlMonitor.Sandbox.Platform.Workflows;

namespace MlMonitor.Sandbox.Platform.Logs;

/// <summary>What a job's container writes: a start, a line of progress every so often, and what it died of.</summary>
internal static class JobLog
{
    private const int Progress = 60;

    public static IEnumerable<LogEvent> Of(Job job)
    {
        var end = job.Ended ?? job.Home.Now;
        var from = job.Started;
        yield return new(from, $"Starting the {job.Type.ToString().ToLowerInvariant()} job {job.Name} on {job.InstanceType}");
        yield return new(from, $"Invoking script with: /usr/local/bin/python3.11 {job.Program}");

        // A job that failed did so a little before SageMaker had put it away.
        var until = job.Failure is null ? end : end - ((end - from) / 20);
        for (var step = 1; step <= Progress; step++)
        {
            var line = job.Type == JobType.Training
                ? string.Create(CultureInfo.InvariantCulture, $"[{step}]#011train-auc:{0.7 + (step * 0.004):0.0000}#011validation-auc:{0.69 + (step * 0.003):0.0000}")
                : string.Create(CultureInfo.InvariantCulture, $"INFO processed part-{step:00000} of {Progress}");
            yield return new(from + ((until - from) * (step / (Progress + 1.0))), line);
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
