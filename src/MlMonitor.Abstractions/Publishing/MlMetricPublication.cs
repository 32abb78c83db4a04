namespace MlMonitor;

/// <summary>What became of numbers that were to go to CloudWatch in one region.</summary>
public sealed record MlMetricPublication
{
    /// <summary>The namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The AWS region.</summary>
    public required string Region { get; init; }

    /// <summary>The credential profile; null where none was named.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The metrics by name and dimensions, each of which AWS bills; never null.</summary>
    public required MlList<string> Metric { get; init; }

    /// <summary>How many numbers there were to send, without those left out.</summary>
    public required int Points { get; init; }

    /// <summary>How many of them CloudWatch took.</summary>
    public required int Sent { get; init; }

    /// <summary>How many of them were not sent: under -WhatIf all, and those of calls that failed.</summary>
    public int NotSent => Points - Sent;

    /// <summary>How many were left out because they are no finite number.</summary>
    public required int NotFinite { get; init; }

    /// <summary>How many were left out because they are larger than CloudWatch takes.</summary>
    public required int OutOfRange { get; init; }

    /// <summary>How many were left out because they are older than two weeks, or more than two hours ahead.</summary>
    public required int OutOfTime { get; init; }

    /// <summary>How many calls of PutMetricData were made, without retries.</summary>
    public required int Calls { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Namespace} in {Region}: {Sent} of {Points} points of {Metric.Count} metrics sent, {NotFinite + OutOfRange + OutOfTime} left out";
}
