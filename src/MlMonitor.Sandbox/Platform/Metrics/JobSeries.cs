using System.Globalization;
using MlMonitor.Sandbox.Platform.Jobs;

namespace MlMonitor.Sandbox.Platform.Metrics;

/// <summary>What jobs publish: what they measure at each iteration, and each minute how their instances are used.</summary>
internal static class JobSeries
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static IEnumerable<Series> Of(Job job)
    {
        if (!job.Ran || job.Type is not (JobType.Training or JobType.Processing or JobType.Transform))
            return [];
        var curves = job.Type == JobType.Training ? job.Run.Curves : [];
        return curves.Select(curve => Measured(job, curve)).Concat(Hosts(job).SelectMany(host => Used(job, host)));
    }

    private static Series Measured(Job job, Curve curve) => new(
        MetricId.Of(job.LogGroup, curve.Name, "TrainingJobName", job.Name), "None",
        (from, to) =>
            from iteration in job.Iterations(to)
            where iteration.Time >= @from && iteration.Time < to
            let value = curve.At(job, iteration.Number)
            // CloudWatch takes nothing that is not a number.
            where double.IsFinite(value)
            select Sample.Of(iteration.Time, value),
        job.Until);

    private static IEnumerable<Series> Used(Job job, string host)
    {
        var usage = job.Type == JobType.Training ? job.Run.Usage : Usage.Ordinary(job.InstanceType);
        var (cpus, gpus) = Instances.Of(job.InstanceType);
        yield return Used(job, host, "CPUUtilization", usage.Cpu, cpus);
        yield return Used(job, host, "MemoryUtilization", usage.Memory, 1);
        if (job.Type != JobType.Transform)
            yield return Used(job, host, "DiskUtilization", usage.Disk, 1);
        if (gpus > 0)
        {
            yield return Used(job, host, "GPUUtilization", usage.Gpu, gpus);
            yield return Used(job, host, "GPUMemoryUtilization", usage.GpuMemory, gpus);
        }
    }

    // Of processors the sum over all of them is published: up to 1,600 % on an instance with sixteen.
    private static Series Used(Job job, string host, string name, Share share, int times)
    {
        var scope = string.Create(CultureInfo.InvariantCulture, $"{job.Home.Seed}/{host}/{name}");
        var length = job.Home.Now - job.Started;
        return new Series(MetricId.Of(job.LogGroup, name, "Host", host), "Percent", Between, job.Until);

        IEnumerable<Sample> Between(DateTimeOffset from, DateTimeOffset to)
        {
            var until = job.Until(to);
            var first = Math.Max(1, (long)((from - job.Started) / Minute));
            for (var (number, time) = (first, job.Started + (Minute * first)); time <= until && time < to; number++, time += Minute)
            {
                if (time < from || job.Interruptions.Any(each => time > each.At && time < each.Back))
                    continue;
                var level = share.At((time - job.Started) / length);
                // Near none and near all there is less room to vary.
                var value = Math.Clamp(level + (Math.Min(level, 100 - level) * 0.15 * Noise.At(scope, number)), 0, 100);
                yield return Sample.Of(time, Math.Round(value * times, 3));
            }
        }
    }

    private static IEnumerable<string> Hosts(Job job) => job.Type == JobType.Transform
        ? [$"{job.Name}/i-0f3a6c1d2e4b5a697"]
        : job.Hosts.Select(host => $"{job.Name}/{host}");
}
