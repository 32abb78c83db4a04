using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Endpoints.Metrics;

/// <summary>What CloudWatch counts a metric in, and so what its values are turned into.</summary>
internal enum MetricUnit
{
    /// <summary>A number of things.</summary>
    Count,

    /// <summary>Microseconds, given in milliseconds: whoever reads 200,000 takes it for 200 s.</summary>
    Microseconds,

    /// <summary>Milliseconds, given as they are.</summary>
    Milliseconds,

    /// <summary>Seconds, given as they are.</summary>
    Seconds,

    /// <summary>0 to 100 %, given as it is.</summary>
    Percent,

    /// <summary>0 to 1, given in percent.</summary>
    Fraction,

    /// <summary>The sum over the vCPUs, 100 % each, given in percent of all.</summary>
    Cores,

    /// <summary>The sum over the GPUs, 100 % each, given in percent of all.</summary>
    Cards,
}

/// <summary>How a metric's values become those that are given.</summary>
/// <param name="Factor">What a value is multiplied by.</param>
/// <param name="Unit">The unit afterwards.</param>
/// <param name="Note">What is to be known of the values; empty where nothing is.</param>
internal readonly record struct MetricConversion(double Factor, string Unit, string Note = "")
{
    /// <summary>The conversion of a statistic of a metric on instances of a type.</summary>
    public static MetricConversion Of(MetricUnit unit, string statistic, string? instanceType) => statistic == "SampleCount" ? new(1, "") : unit switch
    {
        MetricUnit.Microseconds => new(0.001, "ms"),
        MetricUnit.Milliseconds => new(1, "ms"),
        MetricUnit.Seconds => new(1, "s"),
        MetricUnit.Percent => new(1, "%"),
        MetricUnit.Fraction => new(100, "%"),
        MetricUnit.Cores => OfParts(InstanceTypes.Of(instanceType)?.CoreCount, "core", instanceType),
        MetricUnit.Cards => OfParts(InstanceTypes.Of(instanceType)?.CardCount, "GPU", instanceType),
        _ => new(1, ""),
    };

    private static MetricConversion OfParts(int? count, string part, string? instanceType) => count is > 0 and var parts
        ? new(1.0 / parts, "%")
        : new(1, "%", $"in percent of one {part}: how many {instanceType ?? "the instance type"} has is not known");
}
