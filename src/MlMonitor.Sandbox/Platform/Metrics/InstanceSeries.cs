using MlMonitor.Sandbox.Platform.Endpoints;
using MlMonitor.Sandbox.Platform.Jobs;

namespace MlMonitor.Sandbox.Platform.Metrics;

/// <summary>
/// How the instances of a variant are used: of each one value a minute, so that the average is the fleet's and the maximum that of
/// the hottest. Of processors and cards the sum over all of them is published: up to 800 % on an instance with eight.
/// </summary>
internal static class InstanceSeries
{
    public static IEnumerable<Series> Of(Endpoint endpoint, EndpointVariant variant, EndpointTraffic traffic)
    {
        if (variant.InstanceType is not { } type)
            return [];
        var load = variant.Load;
        var (cpus, gpus) = Jobs.Instances.Of(type);
        var publisher = new SeriesPublisher(endpoint, traffic, [new("EndpointName", endpoint.Name), new("VariantName", variant.Name)]);
        var used = new List<Series>
        {
            Used("CPUUtilization", minute => Cpu(minute), cpus),
            Used("MemoryUtilization", _ => load.Memory, 1),
            Used("DiskUtilization", _ => load.Disk, 1, 0.01),
        };
        if (gpus > 0)
        {
            used.Add(Used("GPUUtilization", minute => 100 * traffic.Busy(minute, load.Gpu / 100), gpus));
            used.Add(Used("GPUMemoryUtilization", _ => load.GpuMemory, gpus));
        }

        return endpoint.Kind == EndpointKind.InferenceComponent
            ? used.Concat(
            [
                Used("CPUUtilizationNormalized", minute => Cpu(minute), 1), Used("MemoryUtilizationNormalized", _ => load.Memory, 1),
                Used("GPUUtilizationNormalized", minute => 100 * traffic.Busy(minute, load.Gpu / 100), 1),
                Used("GPUMemoryUtilizationNormalized", _ => load.GpuMemory, 1),
                Used("CPUReservation", _ => 50, 1, 0), Used("MemoryReservation", _ => 25, 1, 0), Used("GPUReservation", _ => 50, 1, 0),
            ])
            : used;

        double Cpu(long minute)
        {
            var level = 100 * traffic.Busy(minute, load.Cpu / 100);
            return load.Busier is { } ramp ? level + ((ramp.To - level) * ramp.At(endpoint.Home.Now, SeriesPublisher.TimeOf(minute))) : level;
        }

        Series Used(string name, Func<long, double> level, int times, double spread = 0.05) =>
            Level(publisher, EndpointSeries.Instance, name, variant.Name, level, variant.Instances, times, spread);
    }

    /// <summary>How much of its own reservation a component uses.</summary>
    public static IEnumerable<Series> OfComponent(Endpoint endpoint, InferenceComponent component, Load load, EndpointTraffic traffic)
    {
        var publisher = new SeriesPublisher(endpoint, traffic, [new("InferenceComponentName", component.Name)]);
        return
        [
            Used("CPUUtilizationNormalized", minute => 100 * traffic.Busy(minute, load.Cpu / 100)),
            Used("MemoryUtilizationNormalized", _ => load.Memory),
            Used("GPUUtilizationNormalized", minute => 100 * traffic.Busy(minute, load.Gpu / 100)),
            Used("GPUMemoryUtilizationNormalized", _ => load.GpuMemory),
        ];

        Series Used(string name, Func<long, double> level) => Level(publisher, EndpointSeries.Component, name, component.Name, level, component.Current, 1, 0.05);
    }

    /// <summary>A level in percent, with noise that is less the nearer it is to none or all, of so many instances.</summary>
    public static Series Level(
        SeriesPublisher publisher, string space, string name, string scope, Func<long, double> level, int instances, int times, double spread)
    {
        var hash = EndpointTraffic.Hash(publisher.Endpoint, scope, name);
        return publisher.EachMinute(space, name, "Percent", (samples, minute) =>
        {
            var at = level(minute);
            for (var instance = 0; instance < instances; instance++)
            {
                var value = at + (Math.Min(at, 100 - at) * spread * Noise.At(hash + instance, minute));
                samples.Add(Sample.Of(SeriesPublisher.TimeOf(minute), Math.Round(Math.Clamp(value, 0, 100) * times, 3)));
            }
        });
    }
}
