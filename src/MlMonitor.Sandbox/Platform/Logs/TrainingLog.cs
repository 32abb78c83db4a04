using System.Globalization;
using MlMonitor.Sandbox.Platform.Jobs;

namespace MlMonitor.Sandbox.Platform.Logs;

/// <summary>
/// What the instances of a training job write: the first one what was measured, each iteration on a line; the others that they
/// are there. It is a function of time, as the run is.
/// </summary>
internal static class TrainingLog
{
    // A job that goes on writes a line a second beside those of its iterations. Of the past only the last ones are there: an
    // hour's worth of them would show nothing more.
    private static readonly TimeSpan StepsSince = TimeSpan.FromMinutes(2);

    /// <summary>The lines of an instance until then, in the order of time.</summary>
    public static IEnumerable<LogEvent> Of(Job job, int node, DateTimeOffset now) =>
        (node == 0 ? First(job, now) : Other(job, node, now)).Concat(Interruptions(job)).OrderBy(entry => entry.Time);

    private static IEnumerable<LogEvent> First(Job job, DateTimeOffset now)
    {
        var until = job.Until(now);
        yield return new(job.Started, $"Starting the training job {job.Name} on {job.InstanceType}");
        yield return new(job.Started, $"Invoking script with: /usr/local/bin/python3.11 {job.Program}");
        foreach (var line in job.Run.FirstLines)
            yield return new(job.Started, line);
        foreach (var iteration in job.Iterations(now))
            yield return new(iteration.Time, Measured(job, iteration.Number));
        if (job.Ended is null && job.Run.SilentSince is null)
        {
            foreach (var step in Steps(job, until))
                yield return step;
        }

        foreach (var line in job.Failure?.LogLines ?? [])
            yield return new(until, line);
        if (job.Status == "Completed")
            yield return new(until, $"{job.Program} finished");
        if (job.Status == "Stopped")
            yield return new(until, "Received SIGTERM: saving the model as it is");
    }

    // #011 is how a tab comes out of the daemon that carries the lines.
    private static string Measured(Job job, int iteration) => string.Create(CultureInfo.InvariantCulture, $"[{iteration}]") + string.Concat(
        job.Run.Curves.Select(curve => (Name: curve.Name.Replace(':', '-'), Value: curve.At(job, iteration))).Select(each => double.IsNaN(each.Value)
            ? $"#011{each.Name}:nan"
            : string.Create(CultureInfo.InvariantCulture, $"#011{each.Name}:{each.Value}")));

    private static IEnumerable<LogEvent> Steps(Job job, DateTimeOffset until)
    {
        var since = job.Home.Now - StepsSince;
        var first = (long)Math.Ceiling((since > job.Started ? since - job.Started : TimeSpan.Zero).TotalSeconds);
        for (var (number, time) = (first, job.Started.AddSeconds(first)); time <= until; number++, time = time.AddSeconds(1))
        {
            var rate = 1180 + (40 * Noise.At(job.Name + "/rate", number));
            yield return new(time, string.Create(CultureInfo.InvariantCulture, $"INFO step {number} done, {rate:0} samples/s"));
        }
    }

    private static IEnumerable<LogEvent> Other(Job job, int node, DateTimeOffset now)
    {
        yield return new(job.Started, $"Starting the training job {job.Name} on {job.InstanceType}");
        foreach (var iteration in job.Iterations(now))
            yield return new(iteration.Time, string.Create(CultureInfo.InvariantCulture, $"INFO [rank {node}] iteration {iteration.Number} done"));
    }

    private static IEnumerable<LogEvent> Interruptions(Job job)
    {
        foreach (var each in job.Interruptions)
        {
            yield return new(each.At, "WARNING the spot instance is being reclaimed: checkpoint saved to /opt/ml/checkpoints");
            yield return new(each.Back, "INFO resumed from /opt/ml/checkpoints");
        }
    }
}
