using System.Globalization;

namespace MlMonitor.Sandbox.Platform.Jobs;

/// <summary>What a training job measures: a shape over its iterations, the first of which is 1, and noise about it.</summary>
internal sealed record Curve(string Name, Func<int, double> Shape, double Spread = 0)
{
    /// <summary>The value as it is logged and published everywhere; not a number once the run has gone bad.</summary>
    public double At(Job job, int iteration) => Math.Round(
        Shape(iteration) + (Spread * Noise.At(string.Create(CultureInfo.InvariantCulture, $"{job.Home.Seed}/{job.Name}/{Name}"), iteration)), 5);

    /// <summary>From one value to another, most of the way in the first <paramref name="pace"/> iterations.</summary>
    public static Curve Settling(string name, double from, double to, double pace, double spread) =>
        new(name, iteration => Settle(from, to, pace, iteration), spread);

    /// <summary>Settles, and after an iteration turns up (or down) by so much an iteration.</summary>
    public static Curve Turning(string name, double from, double to, double pace, double spread, int at, double slope) =>
        new(name, iteration => Settle(from, to, pace, iteration) + (Math.Max(0, iteration - at) * slope), spread);

    /// <summary>Settles, and after an iteration grows by a share of itself each time.</summary>
    public static Curve Exploding(string name, double from, double to, double pace, double spread, int at, double growth) =>
        new(name, iteration => Settle(from, to, pace, iteration) * Math.Pow(1 + growth, Math.Clamp(iteration - at, 0, 400)), spread);

    /// <summary>Settles, and after an iteration is not a number.</summary>
    public static Curve Breaking(string name, double from, double to, double pace, double spread, int at) =>
        new(name, iteration => iteration > at ? double.NaN : Settle(from, to, pace, iteration), spread);

    private static double Settle(double from, double to, double pace, int iteration) => to + ((from - to) * Math.Exp(-iteration / pace));
}

/// <summary>How much of an instance a job uses, in percent of the whole; what creeps starts at <paramref name="From"/>.</summary>
internal sealed record Share(double Level, double? From = null)
{
    public static implicit operator Share(double level) => new(level);

    /// <summary>What is used when the run is that far on: 0 at its start, 1 at the moment of the platform.</summary>
    public double At(double progress) => From is { } from ? from + ((Level - from) * Math.Clamp(progress, 0, 1)) : Level;
}

/// <summary>How the instances of a job are used.</summary>
internal sealed record Usage(Share Cpu, Share Memory, Share Gpu, Share GpuMemory, Share Disk)
{
    public static Usage Ordinary(string instanceType) =>
        Instances.Of(instanceType).Gpus > 0 ? new Usage(34, 41, 87, 71, 22) : new Usage(72, 48, 0, 0, 19);
}

/// <summary>The instance types of the sample platform.</summary>
internal static class Instances
{
    private static readonly Dictionary<string, (int Cpus, int Gpus)> Table = new()
    {
        ["ml.m5.large"] = (2, 0),
        ["ml.m5.xlarge"] = (4, 0),
        ["ml.m5.2xlarge"] = (8, 0),
        ["ml.m5.4xlarge"] = (16, 0),
        ["ml.c5.2xlarge"] = (8, 0),
        ["ml.c5.4xlarge"] = (16, 0),
        ["ml.r5.large"] = (2, 0),
        ["ml.g4dn.xlarge"] = (4, 1),
        ["ml.g4dn.2xlarge"] = (8, 1),
        ["ml.g5.2xlarge"] = (8, 1),
        ["ml.g5.12xlarge"] = (48, 4),
        ["ml.p3.2xlarge"] = (8, 1),
        ["ml.p3.8xlarge"] = (32, 4),
    };

    public static (int Cpus, int Gpus) Of(string type) => Table[type];
}
