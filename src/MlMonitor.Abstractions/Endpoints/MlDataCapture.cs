namespace MlMonitor;

/// <summary>Whether and where an endpoint keeps what it is asked and what it answers.</summary>
public sealed record MlDataCapture
{
    /// <summary>Whether it is switched on.</summary>
    public required bool IsEnabled { get; init; }

    /// <summary>Whether it is at work. Switched on and not at work, it stopped: SageMaker stops it when a disk is 75 % full.</summary>
    public required bool IsRunning { get; init; }

    /// <summary>The share of requests that are kept, 0 to 100 %.</summary>
    public int SamplingPercent { get; init; }

    /// <summary>Where they are kept, as <c>s3://bucket/prefix</c>; the endpoint and the variant follow below.</summary>
    public string? Destination { get; init; }

    /// <inheritdoc/>
    public override string ToString() => !IsEnabled ? "off" : IsRunning ? $"{SamplingPercent} %" : "stopped";
}
