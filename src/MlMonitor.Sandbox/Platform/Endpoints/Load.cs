namespace MlMonitor.Sandbox.Platform.Endpoints;

/// <summary>
/// What a variant is asked and how it bears it: requests a minute at the busiest hour, the median latency in milliseconds, and
/// how much of an instance is used then, in percent of the whole.
/// </summary>
internal sealed record Load(double Peak, double Milliseconds, double Cpu, double Memory, double Disk = 34, double Gpu = 0, double GpuMemory = 0)
{
    /// <summary>The latency's spread: the standard deviation of its logarithm.</summary>
    public double Spread { get; init; } = 0.35;

    /// <summary>What SageMaker adds, in milliseconds.</summary>
    public double Overhead { get; init; } = 4;

    /// <summary>Since when there has been no request.</summary>
    public TimeSpan? IdleFor { get; init; }

    /// <summary>How many times as slow it has become.</summary>
    public Ramp? Slower { get; init; }

    /// <summary>How busy its processors have become, in percent, whatever the hour.</summary>
    public Ramp? Busier { get; init; }

    /// <summary>Errors beyond the few that there always are.</summary>
    public ErrorBurst? Errors { get; init; }

    /// <summary>Nothing is published of it.</summary>
    public bool Silent { get; init; }
}

/// <summary>A change for good: it began so long ago, and was complete so long ago.</summary>
internal sealed record Ramp(TimeSpan Began, TimeSpan Complete, double To)
{
    /// <summary>How much of it there is then: none before it began, 1 when complete.</summary>
    public double At(DateTimeOffset now, DateTimeOffset time) => Math.Clamp((time - (now - Began)) / (Began - Complete), 0, 1);
}

/// <summary>Errors for a while: the shares of requests answered with 5xx, and of those whose container failed.</summary>
internal sealed record ErrorBurst(TimeSpan Began, TimeSpan? Over, double Server, double Model)
{
    public bool Covers(DateTimeOffset now, DateTimeOffset time) => time >= now - Began && (Over is null || time < now - Over);
}
